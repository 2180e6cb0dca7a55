# SPDX-License-Identifier: Apache-2.0
"""提醒 Advise: where an answer would hurt, promise nothing or cite nothing, and better words.

Source of the tone: GB/T 33358 (no interrogating, no rhetorical questions); of the required parts:
the reply of each outcome. Advice never blocks: the flow asks for the parts, a person chooses words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from . import citations, particulars
from .rules import Kind, Rule, Where, compiled, rules

_END = re.compile(r"[^。！？；!?;\n]*[。！？；!?;\n]*")
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|《[^》]*》|\"[^\"]*\"")


class Advice(Struct, frozen=True, kw_only=True):
    """提醒 One piece of advice: `text[start:end]` of the answer, the rule, why, and better words.

    A rule about what is missing points at no place: start and end are both 0.
    """

    start: int
    end: int
    text: str
    rule: str
    kind: Kind
    name: str
    why: str
    better: str
    source: str


def advise(
    text: str,
    where: Where = "writing",
    *,
    outcome: str = "",
    on: date | None = None,
    editions: Callable[[str], Sequence[citations.Edition]] | None = None,
) -> tuple[Advice, ...]:
    """Advice on `text`, in the order of places, what is missing at the end.

    `outcome` is the outcome answered for (its parts are looked for); `editions` answers which
    editions of a law the library holds, without it titles and articles are not compared; `on` is
    the day on which a citation must be in force.
    """
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    found: list[Advice] = []
    for rule in rules():
        if where not in rule.where:
            continue
        for start, end, better in _spans(rule, text, outcome, on, editions):
            inside = any(a <= start and end <= b for a, b in quoted)
            if not inside or rule.check:
                found.append(_advice(rule, text, start, end, better))
    return tuple(sorted(found, key=lambda a: (a.end == 0, a.start, a.end)))


def _advice(rule: Rule, text: str, start: int, end: int, better: str) -> Advice:
    return Advice(
        start=start, end=end, text=text[start:end], rule=rule.id, kind=rule.kind, name=rule.name,
        why=rule.why, better=better or rule.better, source=rule.source,
    )  # fmt: skip


def _spans(
    rule: Rule,
    text: str,
    outcome: str,
    on: date | None,
    editions: Callable[[str], Sequence[citations.Edition]] | None,
) -> Iterator[tuple[int, int, str]]:
    if rule.needs:
        if outcome in rule.outcomes and text.strip() and not compiled(rule.needs).search(text):  # type: ignore[union-attr]
            yield 0, 0, ""
    elif rule.check == "particulars":
        yield from ((start, end, "") for start, end, _kind in particulars.found(text))
    elif rule.check:
        faults = citations.faults(text, on, editions)
        yield from ((c.start, c.end, "") for c, fault in faults if fault == rule.check)
    elif rule.words:
        yield from _terms(rule, text)
    else:
        yield from ((start, end, "") for start, end in _matches(rule, text))


def _terms(rule: Rule, text: str) -> Iterator[tuple[int, int, str]]:
    """Each term once: its first place, with the plain words for it."""
    for term, words in rule.words.items():
        at = text.find(term)
        if at >= 0 and f"{term}（" not in text and f"（{term}" not in text:
            yield at, at + len(term), words


def _matches(rule: Rule, text: str) -> Iterator[tuple[int, int]]:
    """One match a sentence: more of the same kind in one sentence says nothing more."""
    pattern, only, unless, spare = (
        compiled(p) for p in (rule.patterns, rule.only, rule.unless, rule.spare)
    )
    parts = [(m.start(), m.group()) for m in _END.finditer(text) if m.group().strip()]
    for nth, (begin, sentence) in enumerate(parts):
        if only and not only.search(sentence):
            continue
        spared = [m.span() for m in spare.finditer(sentence)] if spare else []
        for match in pattern.finditer(sentence):  # type: ignore[union-attr]
            if any(a <= match.start() and match.end() <= b for a, b in spared):
                continue
            around = "".join(part for _at, part in parts[nth : nth + 1 + rule.reach])
            if not (unless and unless.search(around)):
                yield begin + match.start(), begin + match.end()
            break
