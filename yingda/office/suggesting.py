# SPDX-License-Identifier: Apache-2.0
"""建议 Suggest: for the fields of a form, what an appeal that is being typed seems to say.

Nothing here decides or writes. Each suggestion says why, in words of the appeal or of earlier
cases; where the reading is not sure it says so instead of guessing. What stood in a form when it
was sent goes into the record with the command (`flow.case.Hinted`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from msgspec import Struct
from msgspec.structs import replace

from yingda.flow.grammar import Person
from yingda.hints import Hints, gaps, grams, places, quantities, shipped
from yingda.hints.gaps import Gap
from yingda.record import sealing

from . import hinting, repeats
from .hinting import City
from .repeats import Earlier

SURE_OF_SUBJECT = 0.6
LEAST_SAID = 6
"""Signs of an appeal below which nothing is suggested."""
EMERGENCY = "critical"
NO_MATTER = ("suggest", "praise")
"""Who suggests or thanks is not asked for the details of a complaint."""
_NAMED, _HALF_NAMED = 1.0, 0.5
OF_MATTER = 1.0
"""How much the matter of a text speaks for its subject, beside a name of the tree that is said."""


class Suggestion(Struct, frozen=True, kw_only=True):
    """建议 One field, what might stand there, how likely (0 to 1), and why; `others` are further
    candidates, `cases` numbers of earlier cases that speak for it. `sure` is False where a person
    should not lean on it."""

    of: str
    value: str
    sure: bool
    chance: float
    because: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()


class Suggested(Struct, frozen=True, kw_only=True):
    """All that is suggested for one appeal: fields, earlier cases, what is still to be asked."""

    each: tuple[Suggestion, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    gaps: tuple[Gap, ...] = ()


def for_appeal(
    title: str, words: str, by: Person, now: datetime, known: Mapping[str, str] | None = None,
    but: str = "",
) -> Suggested:  # fmt: skip
    """Suggestions for an appeal told at `now` (aware, in the city's zone): four statements.

    `known`: what the form holds already: a code of a place narrows the earlier cases, a phone finds
    those of the same person; a spot or place is not asked for again. `but`: the case itself, if it
    is one already.
    """
    have = known or {}
    said = f"{title}{words}"
    if len(said.strip()) < LEAST_SAID:
        return Suggested()
    city = hinting.city()
    seen = hinting.read(title, words, now)
    place = _place(seen)
    at = have.get("place", "") or (place.value if place and place.sure else "")
    apart = tuple(dict.fromkeys(one.words for one in seen.places))
    earlier = repeats.find(title, words, by, now, have.get("phone", ""), at, but, apart)
    subject = _subject(seen, said, earlier, city)
    found = (_tier(seen, said), _nature(seen), subject, place, _repeat(earlier), *_facts(seen))
    codes = (have.get("subject", ""), subject.value if subject and subject.sure else "")
    return Suggested(
        each=tuple(one for one in found if one), earlier=tuple(earlier),
        gaps=_gaps(seen, said, have, codes),
    )  # fmt: skip


def of_words(title: str, words: str, now: datetime) -> tuple[Suggestion, ...]:
    """Subject and place as the words alone say them; nothing earlier is looked at, no statement."""
    seen, said = hinting.read(title, words, now), f"{title}{words}"
    found = (_subject(seen, said, (), hinting.city()), _place(seen))
    return tuple(one for one in found if one)


def for_citizen(words: str, now: datetime, known: Mapping[str, str]) -> Suggested:
    """The nature and the place of which a citizen's own words are sure, an emergency if there is
    one, and what is not told yet. No earlier case of anybody is looked at."""
    if len(words.strip()) < LEAST_SAID:
        return Suggested()
    seen = hinting.read("", words, now)
    found = [one for one in (_nature(seen), _place(seen)) if one and one.sure]
    tier = _tier(seen, words)
    urgent = [tier] if tier and tier.sure and tier.value == EMERGENCY else []
    return Suggested(each=(*urgent, *found), gaps=_gaps(seen, words, known, ()))


def _tier(seen: Hints, said: str) -> Suggestion | None:
    """The tier its signs speak for; with none in a text of some length, the general one."""
    signs = seen.tier.signs
    why: dict[str, list[str]] = {}
    for sign in signs:
        why.setdefault(sign.why, []).append(f"“{sign.words}”")
    because = tuple(f"{''.join(dict.fromkeys(words_))}{_(one)}" for one, words_ in why.items())
    if seen.tier.raised_by:
        because = (seen.tier.raised_by, *because)
    hard = [sign for sign in signs if not sign.softened]
    chance = 0.9 if hard else 0.6 if signs else 0.85
    grave = seen.tier.tier != "general"
    sure = bool(hard) if grave else not hard and len(said) >= 20
    return Suggestion(
        of="tier", value=seen.tier.tier, sure=sure, chance=chance, because=because[:3]
    )


def _nature(seen: Hints) -> Suggestion:
    because = tuple(f"“{one.words}”" for one in seen.nature.because[:3])
    return Suggestion(
        of="nature", value=seen.nature.id, sure=seen.nature.sure, chance=seen.nature.chance,
        because=because,
    )  # fmt: skip


def _place(seen: Hints) -> Suggestion | None:
    """The street (or district) that is named; not a company's seat, and no guess among rivals."""
    named = [one for one in seen.places if not one.seat]
    if not named:
        return None
    best, value = named[0], named[0].code[:9]
    rivals = tuple(dict.fromkeys(
        one.code[:9] for one in named[1:]
        if one.code[:9] != value and not value.startswith(one.code)
    ))  # fmt: skip
    return Suggestion(
        of="place", value=value, sure=places.sure(named), chance=best.weight,
        because=best.because, others=rivals[:2],
    )  # fmt: skip


def _subject(seen: Hints, said: str, earlier: Sequence[Earlier], city: City) -> Suggestion | None:
    """A subject of the tree: what earlier cases about the like ended as, and the names of the tree
    that are said, under the class of which the weights are sure."""
    told = repeats.votes(earlier)
    votes = dict(told)
    plain = grams.plain(said)
    for code, name in city.subjects.items():
        if len(code) >= 4 and (named := _named(name, plain)):
            votes[code] = votes.get(code, 0.0) + named * (1.0 if len(code) >= 6 else 0.6)
    matter = gaps.matter(said, shipped.questions())
    if matter and (leaf := city.leaves.get(matter.leaf)):
        votes[leaf] = votes.get(leaf, 0.0) + OF_MATTER
    if not votes:
        return None
    chances = seen.subject.chances
    weighed = {
        code: n * (0.05 + chances.get(city.subjects.get(code[:2], ""), 0.05))
        for code, n in votes.items()
    }
    ranked = sorted(weighed, key=lambda code: (-weighed[code], code))
    best = ranked[0]
    chance = weighed[best] / (sum(weighed.values()) + 0.25)
    because = [f"“{one.words}”" for one in seen.subject.because[:2]] if seen.subject.sure else []
    alike = [one.line.case_no for one in earlier if one.line.subject == best and one.like]
    return Suggestion(
        of="subject", value=best, sure=chance >= SURE_OF_SUBJECT, chance=chance,
        because=tuple(because), others=tuple(ranked[1:3]), cases=tuple(alike[:2]),
    )  # fmt: skip


def _named(name: str, plain: str) -> float:
    """How much of the name of a subject is said: all of it, or some of its pairs."""
    if name in plain:
        return _NAMED
    pairs = [name[nth : nth + 2] for nth in range(len(name) - 1)]
    there = sum(pair in plain for pair in pairs)
    return _HALF_NAMED * there / len(pairs) if len(pairs) >= 2 and there >= 1 else 0.0


def _repeat(earlier: Sequence[Earlier]) -> Suggestion | None:
    """The earlier case of the same person about the same matter."""
    own = next((one for one in earlier if one.mine and one.like), None)
    if own is None:
        return None
    return Suggestion(
        of="repeat_of", value=own.line.case_no, sure=own.same, chance=min(0.5 + own.share, 1.0)
    )


def _facts(seen: Hints) -> list[Suggestion]:
    """Time, quantity, whom it is about and the public spot, as they may stand in the form."""
    return [
        Suggestion(
            of=one.of, value=one.value, sure=one.sure, chance=one.chance, others=one.others
        )
        for one in seen.facts
    ]  # fmt: skip


def printed(of: str, words: str) -> str:
    """A keyed print of free words, to be kept in their place; "" for nothing said."""
    return sealing.hashed(settings.RECORD_KEY, of, words)[:16] if words.strip() else ""


def _gaps(seen: Hints, said: str, have: Mapping[str, str], codes: Sequence[str]) -> tuple[Gap, ...]:
    """The three most important facts that neither words nor form tell; `codes`: the subject that
    the form says, or that is suggested for sure."""
    told = gaps.told(
        said, moments=seen.moments, quantities=seen.quantities, accused=seen.accused,
        particulars=seen.particulars, spots=seen.spots, placed=bool(seen.places),
    ) | gaps.known(have, quantities.told(have.get("scale", "")))  # fmt: skip
    names = _path(next((code for code in codes if code), "")) or (
        (seen.subject.label,) if seen.subject.sure else ()
    )
    nature = have.get("nature", "") or (seen.nature.id if seen.nature.sure else "")
    book = shipped.questions()
    if nature in NO_MATTER:
        book = replace(book, matters=())
    return gaps.missing(said, book, told, names)[: gaps.AT_MOST]


def _path(code: str) -> tuple[str, ...]:
    """The names of a subject from itself up to its first level."""
    names = hinting.city().subjects if code else {}
    return tuple(names[part] for part in (code, code[:4], code[:2]) if part in names)


def question(gap: Gap) -> str:
    """The question that asks for it, in the language of the person."""
    return gap.en if gap.en and (get_language() or "").startswith("en") else gap.ask
