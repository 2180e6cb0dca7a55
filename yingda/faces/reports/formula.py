# SPDX-License-Identifier: Apache-2.0
"""套话雷达 Formula radar for quality staff: answers of a unit that say what others of it said.

It shows and does not score: the same words may be right for the same facts. Greetings, names of
laws and numbers do not count.
"""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET
from msgspec import Struct

from yingda.faces.kit.duty import Signed, duties
from yingda.ledgers import answers
from yingda.ledgers.answers import AnswerLine
from yingda.wording import Seen, alike

MOST = 200
SHOWN = 0.5
SPAN = timedelta(days=90)


class Pair(Struct, frozen=True, kw_only=True):
    """An answer and the earlier one of its unit that it is most alike to."""

    line: AnswerLine
    other: AnswerLine
    percent: int
    passage: str


@duties("quality", "assessor", "duty_leader")
@require_GET
def formula(request: Signed) -> HttpResponse:
    """The units that answered lately; of one unit, the answers alike to another, most first."""
    units = answers.units_since(timezone.now() - SPAN)
    unit = request.GET.get("unit", "").replace("\0", "")[:40]
    lines = list(answers.of_unit(unit, MOST)) if unit else []
    shown = {"units": units, "unit": unit, "read": len(lines), "pairs": pairs(lines)}
    return render(request, "reports/formula.html", shown)


def pairs(lines: list[AnswerLine]) -> list[Pair]:
    """Each answer with an answer to another case, two alike once; nothing under SHOWN."""
    named = {f"{line.case_no}/{line.nth}": line for line in lines}
    seen = Seen.of((name, line.words) for name, line in named.items())
    found: dict[frozenset[str], Pair] = {}
    for name, line in named.items():
        own = [f"{line.case_no}/{nth}" for nth in range(1, 10)]
        like = alike(line.words, seen, but=name, apart=own)
        if like.other and like.share >= SHOWN:
            found.setdefault(
                frozenset((name, like.other)),
                Pair(
                    line=line, other=named[like.other], percent=round(100 * like.share),
                    passage=like.passage,
                ),
            )  # fmt: skip
    return sorted(found.values(), key=lambda pair: -pair.percent)
