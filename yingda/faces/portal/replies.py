# SPDX-License-Identifier: Apache-2.0
"""答复 What a person is told in reply: its parts in plain words, each article of law that it cites
as a link to the public page of that article, as it stood on the day of the reply."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yingda.faces.kit import names
from yingda.faces.kit.templatetags import laws as tags
from yingda.flow.case import Answer, Case, Diversion
from yingda.flow.limits import day
from yingda.knowledge import laws
from yingda.knowledge.models import Article
from yingda.wording.citations import Cited, cited

from . import wording


def shown(case: Case) -> dict[str, Any]:
    """What the page says of the reply that passed the review, and of an answer given at once.
    One statement, none where no article is cited."""
    answer, diversion = wording.shown_answer(case), case.diversion
    of_answer = _of_answer(answer) if answer else []
    of_diversion = _of_diversion(diversion) if diversion else []
    words = with_links([(text, on) for _name, text, on in (*of_answer, *of_diversion)])
    told = [(name, text) for (name, _t, _on), text in zip(of_answer, words, strict=False)]
    return {
        "answer": answer, "outcome": names.of("outcome", answer.outcome) if answer else "",
        "parts": [(name, text) for name, text in told if name],
        "citations": [text for name, text in told if not name],
        "diverted": [text for text in words[len(of_answer) :] if text],
    }  # fmt: skip


Said = list[tuple[str, str, date]]
"""Name ("" for a citation of its own), words, and the day for which they speak."""


def _of_answer(answer: Answer) -> Said:
    on = day(answer.told_at or answer.at)
    parts = [(name, text, on) for name, text in wording.parts(answer)]
    named = [
        (f"《{one.title.strip('《》')}》{one.article}", one.valid_on) for one in answer.citations
    ]
    return [*parts, *(("", text, valid_on) for text, valid_on in named)]


def _of_diversion(diversion: Diversion) -> Said:
    basis, on = diversion.basis, day(diversion.at)
    entry, _mark, version = basis.partition("@")
    if diversion.exit == "answered" and version:
        basis = _("依据知识库条目{entry}，第{version}版").format(entry=entry, version=version)
    return [("", diversion.told, on), ("", basis, on)]


def with_links(said: Sequence[tuple[str, date]]) -> list[SafeString]:
    """Each text with links to the articles that were in force on its day; plain where the library
    has them not."""
    found = laws.articles(one for text, _on in said for one in cited(text))

    return [tags.linked(text, partial(_address, found, on)) for text, on in said]


def _address(found: Mapping[tuple[str, str], Sequence[Article]], on: date, one: Cited) -> str:
    article = laws.in_force(found, one, on)
    if article is None:
        return ""
    return reverse("portal:law", args=(article.law_id, article.key)) + f"?on={on.isoformat()}"
