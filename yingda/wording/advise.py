# SPDX-License-Identifier: Apache-2.0
"""提醒 Advise: where an answer would hurt, promise nothing or cite nothing, and better words.

Source of the tone: GB/T 33358 (no interrogating, no rhetorical questions); of the required parts:
the reply of each outcome. Advice never blocks: the flow asks for the parts, a person chooses words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from . import citations, particulars, substance, tone
from .rules import Kind, Rule, Where, compiled, rules

_END = re.compile(r"[^。！？；!?;\n]*[。！？；!?;\n]*")
_VOICE = {"rhetorical", "interrogating", "blaming", "cold"}
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|《[^》]*》|\"[^\"]*\"")

_TITLED = re.compile(r"《[^》]*》")


class Advice(Struct, frozen=True, kw_only=True):
    """提醒 One piece of advice: `text[start:end]` of the answer, the rule, why, and better words.

    A rule about what is missing points at no place: start and end are both 0. `sure` is False for
    what only sounds so by learnt weights: a face shows it after the others.
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
    sure: bool = True


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
    found = list(_weighed(text, _spoken(text, where, outcome, on, editions)))
    found += _heard(text, where, [a for a in found if a.kind in tone.KINDS])
    return tuple(sorted(found, key=lambda a: (a.end == 0, a.start, a.end)))


def spoken_kinds(text: str, where: Where) -> set[str]:
    """The kinds of which a rule speaks, without what only sounds so."""
    return {a.kind for a in _spoken(text, where, "", None, None)}


def _spoken(
    text: str,
    where: Where,
    outcome: str,
    on: date | None,
    editions: Callable[[str], Sequence[citations.Edition]] | None,
) -> list[Advice]:
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    found: list[Advice] = []
    for rule in rules():
        if where not in rule.where or rule.check == "sounds":
            continue
        for start, end, better in _spans(rule, text, outcome, on, editions):
            inside = any(a <= start and end <= b for a, b in quoted)
            if not inside or rule.check or rule.words or rule.needs:
                found.append(_advice(rule, text, start, end, better))
    return found


def _weighed(text: str, spoken: Sequence[Advice]) -> Iterator[Advice]:
    """What rules have spoken, but for hurts in sentences that sound well, where a phrase is there
    by chance; a hurt that is plainly of another kind is told once, by that kind."""
    named = {rule.id: rule for rule in rules() if rule.id in tone.KINDS}
    doubted = {rule.id for rule in rules() if rule.kind in _VOICE and not rule.firm}
    parts = sentences(text)
    renamed: set[tuple[int, str]] = set()
    for one in spoken:
        if one.rule not in doubted:
            yield one
            continue
        start, words = next((s, w) for s, w in parts if s <= one.start < s + len(w))
        said = {a.kind for a in spoken if start <= a.start < start + len(words)}
        said &= set(tone.KINDS)
        heard = tone.sounds(words, said)
        if heard.hurt < tone.WELL:
            continue
        kept = tone.likely(heard, said)
        if one.kind in kept:
            yield one
        elif not kept & said and (start, heard.kind) not in renamed:
            renamed.add((start, heard.kind))
            yield _advice(named[heard.kind], text, one.start, one.end, "")


def sentences(text: str) -> list[tuple[int, str]]:
    """The sentences of `text` with where each begins."""
    return [(m.start(), m.group()) for m in _END.finditer(text) if m.group().strip()]


def _advice(rule: Rule, text: str, start: int, end: int, better: str) -> Advice:
    return Advice(
        start=start, end=end, text=text[start:end], rule=rule.id, kind=rule.kind, name=rule.name,
        why=rule.why, better=better or rule.better, source=rule.source,
        sure=rule.check != "sounds",
    )  # fmt: skip


def _heard(text: str, where: Where, said: Sequence[Advice]) -> Iterator[Advice]:
    """What only sounds so, in sentences of which no rule of tone has spoken."""
    named = {rule.kind: rule for rule in rules() if rule.check == "sounds"}
    own = _QUOTED.sub(lambda m: "　" * len(m.group()), text)
    parts = sentences(own)
    for nth, (start, sentence) in enumerate(parts):
        end = start + len(sentence.rstrip())
        if any(a.start < end and start < a.end for a in said):
            continue
        rule = named.get(tone.hurts(sentence, where))  # type: ignore[call-overload]
        if rule and not _spared(rule, parts[nth : nth + 1 + rule.reach]):
            yield _advice(rule, text, start, end, "")


def _spared(rule: Rule, parts: Sequence[tuple[int, str]]) -> bool:
    unless = compiled(rule.unless)
    return bool(unless and unless.search("".join(part for _at, part in parts)))


def _spans(
    rule: Rule,
    text: str,
    outcome: str,
    on: date | None,
    editions: Callable[[str], Sequence[citations.Edition]] | None,
) -> Iterator[tuple[int, int, str]]:
    if rule.needs:
        if outcome in rule.outcomes and text.strip() and not _has(rule, text):
            yield 0, 0, ""
    elif rule.check == "no_answer":
        place = substance.thin(text) if text.strip() else None
        if place and (outcome or place[1]):
            yield *place, ""
    elif rule.check == "particulars":
        yield from ((start, end, "") for start, end, _kind in particulars.found(text))
    elif rule.check:
        faults = citations.faults(text, on, editions)
        yield from ((c.start, c.end, "") for c, fault in faults if fault == rule.check)
    elif rule.words:
        yield from _terms(rule, text)
    else:
        yield from ((start, end, "") for start, end in _matches(rule, text))


def _has(rule: Rule, text: str) -> bool:
    """What the rule needs stands in what the answer says of its own."""
    return bool(compiled(rule.needs).search(substance.own(text)))  # type: ignore[union-attr]


def _terms(rule: Rule, text: str) -> Iterator[tuple[int, int, str]]:
    """Each term once: its first place, with the plain words for it."""
    open_text = _TITLED.sub(lambda m: "　" * len(m.group()), text)
    if spare := compiled(rule.spare):
        open_text = spare.sub(lambda m: "　" * len(m.group()), open_text)
    for term, words in rule.words.items():
        at = open_text.find(term)
        if at >= 0 and f"{term}（" not in text and f"（{term}" not in text:
            yield at, at + len(term), words


def _matches(rule: Rule, text: str) -> Iterator[tuple[int, int]]:
    """One match a sentence: more of the same kind in one sentence says nothing more."""
    pattern, only, spare = (compiled(p) for p in (rule.patterns, rule.only, rule.spare))
    stamps = compiled(rule.stamps) if rule.stamps and _says_more(text) else None
    parts = sentences(text)
    for nth, (begin, sentence) in enumerate(parts):
        if only and not only.search(sentence):
            continue
        aside = [m.span() for p in (spare, stamps) if p for m in p.finditer(sentence)]
        for match in pattern.finditer(sentence):  # type: ignore[union-attr]
            if any(a <= match.start() and match.end() <= b for a, b in aside):
                continue
            if rule.near and _spared(rule, [(0, _around(sentence, match, rule.near))]):
                continue
            if rule.near or not _spared(rule, parts[nth : nth + 1 + rule.reach]):
                yield begin + match.start(), begin + match.end()
            break


def _says_more(text: str) -> bool:
    return len(substance.own(text)) > 2 * substance.ENOUGH


def _around(sentence: str, match: re.Match[str], near: int) -> str:
    return sentence[max(0, match.start() - near) : match.end() + near]
