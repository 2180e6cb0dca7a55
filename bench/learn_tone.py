# SPDX-License-Identifier: Apache-2.0
"""`python -m bench.learn_tone`: learn the weights of tone from the written sentences.

Learns from the parts *train* and *dev*, sentence by sentence, and hears real replies as sentences
that do not hurt, but for those in which a rule of tone speaks; *dev* chooses the lines, with what
was learnt from *train* alone; *test* and *fresh* are never read here.
"""

import time
from collections.abc import Sequence

from bench.language import DATA, TESTS, TONE, _rows
from yingda.hints.grams import BUCKETS as LEAN_AT
from yingda.hints.learn import Row, separated
from yingda.wording import tone
from yingda.wording.advise import sentences, spoken_kinds

REAL_ROWS = 1000
REAL_COUNTS = 0.1
DISTURBED = 0.045
WRITING = 0.12
"""How much more than in speech is asked of a sentence of a letter, where most only report."""
FROM = (
    "sentences of our own (tests/wording/sentences.csv); as sentences that do not hurt "
    "also those of 1,000 official replies of one province, whose texts are not kept"
)


def main() -> None:
    """Learn from *train*, choose the lines on *dev*, learn from both, write the file."""
    begun = time.perf_counter()
    real = _real()
    first = _learnt(("train",), real, {"speech": 0.0, "writing": 0.0})
    line = _line(first)
    made = _learnt(("train", "dev"), real, {"speech": line, "writing": line + WRITING})
    tone.FILE.parent.mkdir(exist_ok=True)
    tone.FILE.write_bytes(packed := tone.packed(made))
    print(made.learnt, f"line {line:.3f}, {len(packed) / 1e6:.2f} MB",
          f"{time.perf_counter() - begun:.0f} s")  # fmt: skip


def _learnt(parts: Sequence[str], real: Sequence[str], lines: dict[str, float]) -> tone.Tone:
    said, kinds, costs = _material(parts, real)
    found = [tone.pieces(one) for one in said]
    rarity = tone.rarities(found)
    rows = [_row(one, rarity) for one in found]
    learnt = [separated(rows, [bool(k) for k in kinds], _costs(kinds, costs))]
    hurtful = [nth for nth, kind in enumerate(kinds) if kind]
    among = [rows[nth] for nth in hurtful]
    for kind in tone.KINDS:
        ours = [kinds[nth] == kind for nth in hurtful]
        learnt.append(separated(among, ours, _balanced(ours)))
    return _tone(learnt, rarity, lines, {
        "from": FROM, "sentences": str(len(said)), "hurtful": str(len(hurtful)),
    })  # fmt: skip


def _material(
    parts: Sequence[str], real: Sequence[str]
) -> tuple[list[str], list[str], list[float]]:
    said, kinds = [], []
    for row in _rows(TESTS / "sentences.csv"):
        if row["part"] not in parts:
            continue
        if row["bad"]:
            said.append(row["bad"])
            kinds.append(row["kind"])
        each = [words for _at, words in sentences(row["good"])]
        for one in dict.fromkeys([row["good"], *each] if row["good"] else []):
            said.append(one)
            kinds.append("")
    costs = [1.0] * len(said) + [REAL_COUNTS] * len(real)
    return [*said, *real], [*kinds, *("" for _ in real)], costs


def _real() -> list[str]:
    """The sentences of the replies, but for those in which a rule of tone speaks."""
    if not (DATA / "replies.csv").is_file():
        raise SystemExit("replies.csv is needed: without it every form of greeting alarms")
    replies = [row["reply"] for row in _rows(DATA / "replies.csv")[:REAL_ROWS]]
    every = [words for reply in replies for _at, words in sentences(reply)]
    some = [one.strip() for one in every if len(one.strip()) >= tone.SHORTEST]
    return [one for one in some if not spoken_kinds(one, "writing") & set(TONE)]


def _row(found: set[str], rarity: dict[int, float]) -> Row:
    values = tone.values(found, rarity) or {0: 0.0}
    return (*values, LEAN_AT), (*values.values(), 1.0)


def _costs(kinds: Sequence[str], costs: Sequence[float]) -> list[float]:
    share = _balanced([bool(kind) for kind in kinds])
    return [one * of for one, of in zip(costs, share, strict=True)]


def _balanced(ours: Sequence[bool]) -> list[float]:
    mine = sum(ours)
    return [len(ours) / 2 / (mine if our else len(ours) - mine) for our in ours]


def _line(made: tone.Tone) -> float:
    """The line that disturbs no more than DISTURBED of the good texts of *dev*."""
    good = [row["good"] for row in _rows(TESTS / "sentences.csv")
            if row["part"] == "dev" and row["good"]]  # fmt: skip
    heard = sorted(
        (max(tone.sounds(words, made).hurt for _at, words in sentences(one)) for one in good),
        reverse=True,
    )
    return heard[int(DISTURBED * len(good))] + 1e-6


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
