# SPDX-License-Identifier: Apache-2.0
"""`python -m bench.learn_addresses`: learn the shipped weights that cut addresses.

Twice: first from `addresses/train.txt` of the data beside the repository, measured on `dev.txt`;
then from both, and these weights are shipped, with the figures of the first. The learning itself is
in `address_crf.c`, since plain Python takes an hour for what C does in a minute: it needs a C
compiler here, the programme needs none.
"""

import subprocess
import sys
import tempfile
import time
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from bench import appeals
from yingda.hints import address_signs, addresses, shipped
from yingda.hints.addresses import LABELS, LONGEST, MANY, Kept

FROM = "addresses of an open set (NAACL 2019), train and dev part; texts are not kept"
PASSES, RATE, FADES = 6, 0.07, 0.75
ALL, CHOSEN = (0.5, 2), (0.4, 3)
"""The share of features dropped while learning, and how many runs: with all, with the chosen."""
SEEN_TWICE = 2
WORTH, LEAST, MOST = 0.09, 0.05, 2.0
"""What a feature must weigh to be chosen, and to be kept; above MOST a weight is cut off."""
Numbers = Mapping[int, int]
Counts = dict[str, tuple[int, int, int]]


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An address with its right cutting: (start, end, label) in signs, one after another."""

    said: str
    parts: tuple[tuple[int, int, str], ...]


class Example(NamedTuple):
    """An address as it is learnt from: the features of each piece, of each part that may be, by
    its end and beginning, and the right (start, end, number of the label) in pieces."""

    signs: "list[array[int]]"
    wholes: "dict[tuple[int, int], array[int]]"
    parts: tuple[tuple[int, int, int], ...]


def known(name: str) -> list[Known]:
    """The cut addresses of one file: a token and its tag a line, an empty line between two. Tokens
    (12-3, KTV) are joined: a text as it is written does not show where they were."""
    found = []
    for block in (appeals.SHARED / f"addresses/{name}.txt").read_text("utf-8").split("\n\n"):
        pairs = [line.rsplit(" ", 1) for line in block.splitlines() if line.strip()]
        if pairs:
            said = addresses.plain("".join(token for token, _tag in pairs))
            found.append(Known(said=said, parts=parts(pairs)))
    return found


def parts(pairs: Iterable[Sequence[str]]) -> tuple[tuple[int, int, str], ...]:
    """Tokens with BIO tags as parts; subRoad and subroad are one label."""
    made: list[tuple[int, int, str]] = []
    at = 0
    for token, tag in pairs:
        kind, _dash, label = tag.lower().partition("-")
        end = at + len(token)
        if kind == "b" or not made or made[-1][2] != label:
            made.append((at, end, label))
        else:
            made[-1] = (made[-1][0], end, label)
        at = end
    return tuple(made)


def example(one: Known) -> Example | None:
    """The features of an address; None if it cannot be cut so: within a number, or too long."""
    pieces = address_signs.pieces(one.said)
    at, begins = 0, {}
    for nth, piece in enumerate([*pieces, ""]):
        begins[at] = nth
        at += len(piece)
    cuts = [(begins.get(a), begins.get(b), LABELS.index(label)) for a, b, label in one.parts]
    right = tuple((a, b, label) for a, b, label in cuts if a is not None and b is not None)
    if len(right) < len(cuts) or max(b - a for a, b, _label in right) > LONGEST:
        return None
    seen = address_signs.seen(pieces, shipped.place_names())
    return Example(
        signs=[array("I", row) for row in address_signs.of_pieces(seen)],
        wholes={
            (end, start): array("I", address_signs.of_part(seen, start, end))
            for end in range(1, len(pieces) + 1)
            for start in range(max(0, end - LONGEST), end)
        },
        parts=right,
    )


def numbers(taught: Iterable[Example]) -> tuple[Numbers, Numbers]:
    """The features that may weigh something: signs seen twice, wholes that were right once."""
    signs: Counter[int] = Counter()
    wholes: dict[int, None] = {}
    for one in taught:
        for row in one.signs:
            signs.update(set(row))
        for start, end, _label in one.parts:
            wholes.update(dict.fromkeys(one.wholes[end, start]))
    often = [feature for feature, n in signs.items() if n >= SEEN_TWICE]
    return {f: n for n, f in enumerate(often)}, {f: n for n, f in enumerate(wholes)}


def put(path: Path, taught: Sequence[Example], signs: Numbers, wholes: Numbers) -> None:
    """The addresses as numbers, as `address_crf.c` reads them."""
    out = array("i", [len(taught), len(signs), len(wholes)])
    for one in taught:
        out.append(len(one.signs))
        lists = [[signs[f] for f in row if f in signs] for row in one.signs]
        lists += [[wholes[f] for f in row if f in wholes] for row in one.wholes.values()]
        for row in lists:
            out.append(len(row))
            out.extend(row)
        out.append(len(one.parts))
        for part in one.parts:
            out.extend(part)
    with path.open("wb") as file:
        out.tofile(file)


def learnt(taught: Sequence[Example], told: dict[str, str]) -> bytes:
    """Learns from the addresses, once with all features and once more with those that weighed
    something: fewer learn better. The weights as they are kept."""
    signs, wholes = numbers(taught)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, programme = Path(__file__).with_name("address_crf.c"), folder / "address_crf"
        fast = ["-O3", "-march=native", "-ffast-math"]
        subprocess.run(["cc", *fast, "-o", programme, source, "-lm"], check=True)
        raw = run(folder, taught, signs, wholes, ALL)
        cut = len(signs) * 2 * MANY
        signs, wholes = chosen(raw[:cut], signs, 2 * MANY), chosen(raw[cut:], wholes, MANY)
        print(f"{len(signs)} signs and {len(wholes)} wholes chosen", flush=True)
        raw = run(folder, taught, signs, wholes, CHOSEN)
    return addresses.packed(kept(raw, signs, wholes, told))


def run(
    folder: Path, taught: Sequence[Example], signs: Numbers, wholes: Numbers, how: tuple[float, int]
) -> "array[float]":
    """The weights that the compiled programme learns: of signs, of wholes, of what follows what."""
    put(folder / "taught.bin", taught, signs, wholes)
    dropped, runs = how
    said = map(str, (PASSES, RATE, FADES, dropped, runs))
    subprocess.run([folder / "address_crf", *said], check=True, cwd=folder)
    raw = array("f")
    raw.frombytes((folder / "weights.bin").read_bytes())
    return raw


def chosen(raw: "array[float]", numbers_: Numbers, width: int) -> Numbers:
    """The features that weigh something, numbered anew."""
    worth = [
        feature
        for feature, nth in numbers_.items()
        if max(map(abs, raw[nth * width : (nth + 1) * width])) >= WORTH
    ]
    return {feature: nth for nth, feature in enumerate(worth)}


def kept(raw: "array[float]", signs: Numbers, wholes: Numbers, told: dict[str, str]) -> Kept:
    """The learnt numbers as bytes; features that weigh next to nothing are left out."""
    step = min(max(map(abs, raw)), MOST) / 127
    cut = len(signs) * 2 * MANY
    follows = raw[cut + len(wholes) * MANY :]
    sign_numbers, sign_rows = _rows(raw[:cut], signs, 2 * MANY, step)
    whole_numbers, whole_rows = _rows(raw[cut:], wholes, MANY, step)
    return Kept(
        signs=sign_numbers, sign_rows=sign_rows, wholes=whole_numbers, whole_rows=whole_rows,
        step=step, learnt=told,
        follows=tuple(
            tuple(value / step for value in follows[row * MANY : (row + 1) * MANY])
            for row in range(MANY + 1)
        ),
    )  # fmt: skip


def _rows(raw: "array[float]", numbers_: Numbers, width: int, step: float) -> tuple[bytes, bytes]:
    kept_, made = array("I"), bytearray()
    for feature in sorted(numbers_):
        row = raw[numbers_[feature] * width : (numbers_[feature] + 1) * width]
        if max(map(abs, row)) >= LEAST:
            kept_.append(feature)
            made += bytes(max(-127, min(127, round(value / step))) % 256 for value in row)
    return kept_.tobytes(), bytes(made)


def score(model: addresses.Model, tried: Iterable[Known]) -> Counts:
    """Label → (right, suggested, true) parts; a part is right by its place and its label."""
    found = {label: [0, 0, 0] for label in LABELS}
    for one in tried:
        parsed = addresses.parse(one.said, model)
        cut = {(p.start, p.end, p.label) for p in parsed}
        true = set(one.parts)
        for nth, group in enumerate((cut & true, cut, true)):
            for _start, _end, label in group:
                found[label][nth] += 1
    return {label: (right, said, true) for label, (right, said, true) in found.items()}


def f1(found: Mapping[str, tuple[int, int, int]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of all parts together."""
    right, said, true = (sum(column) for column in zip(*found.values(), strict=True))
    return right / said, right / true, 2 * right / (said + true)


def main() -> None:
    """Learn, measure, learn from all, write `address.bin`."""
    begun = time.perf_counter()
    dev = known("dev")
    train = [made for one in known("train") if (made := example(one))]
    first = learnt(train, {})
    scored = score(addresses.unpacked(first, shipped.place_names()), dev)
    told = {"from": FROM, "apart": msgspec.json.encode(scored).decode()}
    print("train → dev: precision {:.4f}, recall {:.4f}, F1 {:.4f}".format(*f1(scored)), flush=True)
    packed = learnt([*train, *(made for one in dev if (made := example(one)))], told)
    (shipped.FOLDER / "address.bin").write_bytes(packed)
    print(f"{len(packed) / 1e6:.2f} MB, {time.perf_counter() - begun:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
