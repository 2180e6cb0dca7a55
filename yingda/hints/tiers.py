# SPDX-License-Identifier: Apache-2.0
"""分级 Tier learnt beside the signs: an emergency told in words that no sign names.

The signs know what they were written for; the weights know that 叫不醒 of a person is graver than
吵醒. A short appeal is weighed in one piece. A long letter is weighed a sentence or two at a time,
and what its parts say together decides (`letters`). Signs and weights together suggest; what only
the signs say, the weights may take back when they are sure.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from . import concepts, grams, letters, signs, weights
from .concepts import Concepts
from .weights import BadWeights, Phrase, Weights, because, scores

LABELS = ("critical", "urgent", "general")
READ = 400
SHORT = 80
LEAST, MOST = 14, 60
CONCEPT_COUNTS = 2
VETO = -0.3
RATHER = 0.4
LEARNT = "与已知的同级诉求相像"
_ENDS = re.compile(r"(?<=[。！？!?；;\n])")


class Tiers(msgspec.Struct, frozen=True, kw_only=True):
    """Weights of the three tiers, and the lines from which on a short appeal is shown as critical,
    or as one that cannot wait; two rows for what a long letter says in all."""

    weights: Weights
    critical: float
    waits: float
    letter_critical: tuple[float, ...]
    letter_waits: tuple[float, ...]


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """What the weights say: the tier, how far above (or below) its line, and the words."""

    tier: str
    critical: float
    waits: float
    unit: str
    because: tuple[Phrase, ...]


def packed(tiers: Tiers) -> bytes:
    """As it is kept in a file."""
    return weights.packed(tiers)


def unpacked(raw: bytes) -> Tiers:
    """The tiers of a file. Raises BadWeights."""
    tiers = weights.opened(raw, Tiers)
    if tiers.weights.labels != LABELS or len(tiers.weights.rows) != len(LABELS) * grams.BUCKETS:
        raise BadWeights("权重文件的标签或大小不符")
    return tiers


def units(text: str) -> list[str]:
    """The beginning of a text in parts of one or two sentences, short enough to weigh."""
    made: list[str] = []
    current = ""
    for sentence in _ENDS.split(text[:READ]):
        for part in _halved(sentence):
            if current and len(current) + len(part) > MOST:
                made.append(current)
                current = ""
            current += part
            if len(current) >= LEAST:
                made.append(current)
                current = ""
    if current.strip():
        made.append(current)
    return [one for said in made if (one := said.strip())]


def _halved(sentence: str) -> list[str]:
    """A sentence without end, cut at its commas."""
    parts = []
    while len(sentence) > MOST:
        at = max(sentence.rfind("，", 0, MOST), sentence.rfind(",", 0, MOST)) + 1
        at = at if at > LEAST else MOST
        parts.append(sentence[:at])
        sentence = sentence[at:]
    return [*parts, sentence]


def counted(said: str, by: Concepts) -> Counter[str]:
    """The pieces of a part: one and two characters, concepts, and two concepts together."""
    plain = f"^{grams.plain(said)}$"
    found = Counter(plain)
    found.update(plain[nth : nth + 2] for nth in range(len(plain) - 1))
    names = concepts.seen(said, by)
    for piece in concepts.pieces(names):
        found[piece] = CONCEPT_COUNTS if piece[1:] in names else 1
    return found


def joined(title: str, text: str) -> str:
    """Title and text in one line."""
    return f"{title.strip()}。{text.strip()}".strip("。")


def parts(known: Weights, title: str, text: str, by: Concepts) -> list[letters.Part]:
    """The parts of a long letter, weighed: the title first, the letter in one piece last."""
    said = ([title] if title.strip() else []) + units(text)
    said.append(joined(title, text)[: letters.WHOLE])
    return [letters.part(known, one, counted(one, by)) for one in said]


def weigh(tiers: Tiers, title: str, text: str, by: Concepts) -> Weighed:
    """How grave an appeal is, as the weights see it."""
    said = joined(title, text)
    if len(said) <= SHORT:
        given, values = scores(tiers.weights, counted(said, by))
        critical, waits = given[0] - tiers.critical, -given[2] - tiers.waits
        if given[1] - given[0] > RATHER:  # an outage by all signs, however grave it sounds
            critical = min(critical, -0.01)
    else:
        *inner, whole = parts(tiers.weights, title, text, by)
        told = letters.pooled(inner, whole, bool(title.strip()))
        critical = letters.score(told, tiers.letter_critical)
        waits = letters.score(told, tiers.letter_waits)
        said = max(inner, key=lambda one: max(one.scores[0], -one.scores[2])).said
        values = scores(tiers.weights, counted(said, by))[1]
    tier = _tier(critical, waits)
    label = LABELS.index(tier) if tier != "general" else 0
    return Weighed(
        tier=tier, critical=critical, waits=waits, unit=said,
        because=spoken(tiers.weights, label, values, said, by),
    )  # fmt: skip


def spoken(
    known: Weights, label: int, values: Mapping[int, float], said: str, by: Concepts
) -> tuple[Phrase, ...]:
    """The words that spoke most for a tier: concepts first, since they are whole words."""
    rows = memoryview(known.rows).cast("b")
    heard = []
    for name, (start, end) in concepts.seen(said, by).items():
        at = grams.bucket(f"〈{name}")
        weight = rows[label * grams.BUCKETS + at] * values.get(at, 0.0) * known.steps[label]
        if weight > 0:
            heard.append(Phrase(words=said[start:end], weight=round(weight, 3)))
    heard.sort(key=lambda phrase: -phrase.weight)
    others = because(known, label, values, said)
    long = [one for one in others if len(one.words) > 2]
    found: list[Phrase] = []
    for one in (*heard, *long) or others:
        if not any(one.words in kept.words or kept.words in one.words for kept in found):
            found.append(one)
    return tuple(found[: weights.SHOWN])


def _tier(critical: float, waits: float) -> str:
    return "critical" if critical >= 0 else "urgent" if waits >= 0 else "general"


def suggest(
    said: signs.Suggested, weighed: Weighed, text: str, incidents: Sequence[signs.Word] = ()
) -> signs.Suggested:
    """Signs and weights together: the graver, but for signs that the weights are sure against.

    A sign that the weights alone saw bears the words that spoke most for it.
    """
    tier = weighed.tier
    for one in said.signs:
        held = weighed.critical if one.tier == "critical" else weighed.waits
        if not one.softened and held > VETO and signs.RANK[one.tier] < signs.RANK[tier]:
            tier = one.tier
    found = said.signs
    if signs.RANK[weighed.tier] < min((signs.RANK[s.tier] for s in found), default=9):
        found = tuple(sorted((*found, *_learnt(weighed, text)), key=lambda sign: sign.start))
    if said.raised_by:
        raised = [one.tier for one in incidents if one.why == said.raised_by]
        tier = min(tier, *raised, key=lambda one: signs.RANK[one])
    if tier == "general" and said.tier == "complex":
        tier = "complex"
    return signs.Suggested(tier=tier, signs=found, raised_by=said.raised_by)


def _learnt(weighed: Weighed, text: str) -> list[signs.Sign]:
    made = []
    for phrase in weighed.because:
        start = text.find(phrase.words)
        if start >= 0:
            made.append(
                signs.Sign(
                    start=start, end=start + len(phrase.words), words=phrase.words,
                    tier=weighed.tier, why=LEARNT,
                )
            )  # fmt: skip
    return made
