# SPDX-License-Identifier: Apache-2.0
"""阅读 Read: what is seen in a text, line by line, for the command line."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from yingda.knowledge import laws
from yingda.wording import advise, plain
from yingda.wording.rules import Where


def lines(text: str, where: Where, outcome: str, on: date) -> Iterator[str]:
    """Advice with place, reason and better words; figures; citations with what they lead to.

    Titles are compared with the law library only when it holds any law.
    """
    found = advise(text, where, outcome=outcome, on=on, editions=laws.compared(text))
    yield _("用语提醒：{n}处").format(n=len(found))
    for one in found:
        place = f"{one.start}-{one.end} “{one.text}”" if one.end else "-"
        yield f"  {_(one.name)} [{one.rule}] {place}"
        yield f"    {_(one.why)} {_(one.better)}（{_(one.source)}）"
    seen = plain(text)
    yield _("易读：{sentences}句，平均{mean}字，长句{long}句").format(
        sentences=seen.sentences, mean=round(seen.mean), long=len(seen.long)
    )
    for ease in seen.advice:
        yield f"  {_(ease.words)}" + (f" “{ease.text[:40]}”" if ease.text else "")
    for one_cited, law, article in laws.linked(text, on):
        number = f"{one_cited.article}" + (f".{one_cited.bis}" if one_cited.bis else "")
        words = article.text.splitlines()[0] if article else _("法律库中没有") if not law else ""
        yield f"  《{one_cited.title}》 {number if one_cited.article else ''} {words[:60]}".rstrip()
