# SPDX-License-Identifier: Apache-2.0
"""`python -m bench.learn_tone`: learn the weights of tone from the written sentences.

Learns from the parts *train* and *dev* and from the examples of the rules, sentence by sentence,
each with the kinds of which a rule speaks; and hears real replies as sentences that do not hurt,
but for those in which a rule of tone speaks. The lines are chosen on matters and replies held
apart, a quarter at a time; the other parts are never read here.
"""

import time
from collections.abc import Iterator, Sequence
from zlib import crc32

from bench.language import DATA, TESTS, TONE, _rows
from yingda.hints.grams import BUCKETS as LEAN_AT
from yingda.hints.learn import Row, separated
from yingda.wording import rules, tone
from yingda.wording.advise import sentences, spoken_kinds

REAL_ROWS = 1000
REAL_COUNTS = 0.4
DISTURBED = 0.018
"""Of the good counterparts; what was written to mislead is disturbed more often."""
REAL_DISTURBED = 0.022
FOLDS = 4
Rows = list[dict[str, str]]
FROM = (
    "sentences of our own (tests/wording/sentences.csv) and examples of the rules; as sentences "
    "that do not hurt also those of 1,000 official replies of one province, whose texts are not "
    "kept"
)
Example = tuple[str, str, set[str], float]
"""A sentence, its kind ("": it does not hurt), the kinds that rules say of it, how it counts."""


def main() -> None:
    """Choose the lines on what is held apart, learn from all, write the file."""
    begun = time.perf_counter()
    written = [row for row in _rows(TESTS / "sentences.csv") if row["part"] in ("train", "dev")]
    real = _real()
    lines = _lines(written, real)
    made = _learnt(written, real, lines)
    tone.FILE.parent.mkdir(exist_ok=True)
    tone.FILE.write_bytes(packed := tone.packed(made))
    print(made.learnt, lines, f"{len(packed) / 1e6:.2f} MB",
          f"{time.perf_counter() - begun:.0f} s")  # fmt: skip


def _learnt(written: Rows, real: Sequence[Sequence[str]], lines: dict[str, float]) -> tone.Tone:
    material = [*_written(written), *_examples()]
    material += [(one, "", set(), REAL_COUNTS) for reply in real for one in reply]
    found = [tone.pieces(words, said) for words, _kind, said, _counts in material]
    rarity = tone.rarities(found)
    rows = [_row(one, rarity) for one in found]
    hurts = [bool(kind) for _words, kind, _said, _counts in material]
    learnt = [separated(rows, hurts, _costs(hurts, [counts for *_, counts in material]))]
    hurtful = [nth for nth, hurt in enumerate(hurts) if hurt]
    among = [_row(tone.of_kind(found[nth]), rarity) for nth in hurtful]
    for kind in tone.KINDS:
        ours = [material[nth][1] == kind for nth in hurtful]
        learnt.append(separated(among, ours, _balanced(ours)))
    return _tone(learnt, rarity, lines, {
        "from": FROM, "sentences": str(len(material)), "hurtful": str(len(hurtful)),
    })  # fmt: skip


def _written(written: Rows) -> Iterator[Example]:
    for row in written:
        if row["bad"]:
            yield _example(row["bad"], row["kind"])
        each = [words for _at, words in sentences(row["good"])]
        yield from (_example(one, "") for one in dict.fromkeys([row["good"], *each]) if one)


def _examples() -> Iterator[Example]:
    """The examples of the rules of tone, for and against."""
    for rule in rules():
        if rule.kind in tone.KINDS:
            yield from (_example(text, rule.kind) for text in rule.avoid)
            yield from (_example(text, "") for text in rule.fine)


def _example(text: str, kind: str) -> Example:
    return text, kind, spoken_kinds(text, "speech") & set(TONE), 1.0


def _real() -> list[list[str]]:
    """The sentences of each reply, but for those in which a rule of tone speaks."""
    if not (DATA / "replies.csv").is_file():
        raise SystemExit("replies.csv is needed: without it every form of greeting alarms")
    replies = [row["reply"] for row in _rows(DATA / "replies.csv")[:REAL_ROWS]]
    every = [[words.strip() for _at, words in sentences(reply)] for reply in replies]
    return [[one for one in reply if len(one) >= tone.SHORTEST
             and not spoken_kinds(one, "writing") & set(TONE)] for reply in every]  # fmt: skip


def _row(found: set[str], rarity: dict[int, float]) -> Row:
    values = tone.values(found, rarity) or {0: 0.0}
    return (*values, LEAN_AT), (*values.values(), 1.0)


def _costs(hurts: Sequence[bool], costs: Sequence[float]) -> list[float]:
    share = _balanced(hurts)
    return [one * of for one, of in zip(costs, share, strict=True)]


def _balanced(ours: Sequence[bool]) -> list[float]:
    mine = sum(ours)
    return [len(ours) / 2 / (mine if our else len(ours) - mine) for our in ours]


def _lines(written: Rows, real: Sequence[Sequence[str]]) -> dict[str, float]:
    """The lines that disturb no more of what was not learnt from, in writing of replies too."""
    good: list[list[tone.Sounds]] = []
    replies: list[list[tone.Sounds]] = []
    for part in range(FOLDS):
        apart = [crc32(row["matter"].encode()) % FOLDS == part for row in written]
        known = [row for row, held in zip(written, apart, strict=True) if not held]
        made = _learnt(known, [one for at, one in enumerate(real) if at % FOLDS != part], {})
        held = [row["good"] for row, held in zip(written, apart, strict=True)
                if held and row["bad"] and row["good"]]  # fmt: skip
        good += [[tone.sounds(w, tone=made) for _at, w in sentences(one)] for one in held]
        replies += [[tone.sounds(w, tone=made) for w in one] for one in real[part::FOLDS]]
    speech = _line(good, DISTURBED, {})
    writing = _line(replies, REAL_DISTURBED, {"speech": speech, "writing": -9.0})
    return {"speech": speech, "writing": max(speech, writing)}


def _line(
    texts: Sequence[Sequence[tone.Sounds]], disturbed: float, lines: dict[str, float]
) -> float:
    """The line over which that share of texts is heard, but for those over their own already."""
    over = sorted((max((_over(one, lines) for one in text), default=-9.0) for text in texts),
                  reverse=True)  # fmt: skip
    return over[int(disturbed * len(texts))] + 1e-6


def _over(heard: tone.Sounds, lines: dict[str, float]) -> float:
    stated = not lines or tone.line(lines, heard.kind, "writing") < lines["speech"]
    return heard.hurt if stated else (9.0 if heard.hurt >= lines["speech"] else -9.0)


def _tone(
    learnt: Sequence[Sequence[float]], rarity: dict[int, float], lines: dict[str, float],
    known: dict[str, str],
) -> tone.Tone:  # fmt: skip
    rare_step = max(rarity.values()) / 255
    rare = bytearray(tone.BUCKETS)
    for at, value in rarity.items():
        rare[at] = max(1, round(value / rare_step))
    steps = [max(map(abs, row[: tone.BUCKETS])) / 127 for row in learnt]
    rows = tuple(
        bytes(round(value / step) % 256 for value in row[: tone.BUCKETS])
        for row, step in zip(learnt, steps, strict=True)
    )
    return tone.Tone(
        labels=(tone.HURT, *tone.KINDS), rarity=bytes(rare), rarity_step=rare_step, rows=rows,
        steps=tuple(steps), leans=tuple(row[LEAN_AT] for row in learnt), lines=lines, learnt=known,
    )  # fmt: skip


if __name__ == "__main__":
    main()
