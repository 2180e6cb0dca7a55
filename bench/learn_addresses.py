# SPDX-License-Identifier: Apache-2.0
"""`python -m bench.learn_addresses`: learn the shipped weights that cut addresses.

From `addresses/train.txt` of the data beside the repository; `dev.txt` is only measured. The
learning itself is in `address_crf.c`, since plain Python takes an hour for what C does in a minute:
it needs a C compiler here, the programme needs none.
"""

import subprocess
import sys
import tempfile
import time
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from bench import appeals
from yingda.hints import addresses, shipped
from yingda.hints.addresses import MANY, Kept

FROM = "addresses of an open set (NAACL 2019), train part; texts are not kept"
PASSES, RATE, FADES, DROPPED = 14, 0.07, 0.88, 0.5
SEEN_TWICE = 2
LEAST = 0.12
Numbers = Mapping[int, int]


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An address with its right cutting: (start, end, number of the label), one after another."""

    said: str
    parts: tuple[tuple[int, int, int], ...]


def known(name: str) -> list[Known]:
    """The cut addresses of one file: a sign and its tag a line, an empty line between two."""
    found = []
    for block in (appeals.SHARED / f"addresses/{name}.txt").read_text("utf-8").split("\n\n"):
        pairs = [line.rsplit(" ", 1) for line in block.splitlines() if line.strip()]
        if pairs:
            said = addresses.plain("".join(sign[:1] for sign, _tag in pairs))
            found.append(Known(said=said, parts=parts([tag.lower() for _sign, tag in pairs])))
    return found


def parts(tags: list[str]) -> tuple[tuple[int, int, int], ...]:
    """BIO tags as parts; subRoad and subroad are one label."""
    made: list[list[int]] = []
    for at, tag in enumerate(tags):
        kind, _dash, name = tag.partition("-")
        label = addresses.LABELS.index(name)
        if kind == "b" or not made or made[-1][2] != label:
            made.append([at, at + 1, label])
        else:
            made[-1][1] = at + 1
    return tuple((start, end, label) for start, end, label in made)


def numbers(taught: Iterable[Known]) -> tuple[Numbers, Numbers]:
    """The features that may weigh something: signs seen twice, wholes that were right once."""
    signs: Counter[int] = Counter()
    wholes: dict[int, None] = {}
    for one in taught:
        for features in addresses.signs_of(one.said):
            signs.update(set(features))
        form = addresses.shape(one.said)
        for start, end, _label in one.parts:
            wholes.update(dict.fromkeys(addresses.wholes_of(one.said, form, start, end)))
    often = [feature for feature, n in signs.items() if n >= SEEN_TWICE]
    return {f: n for n, f in enumerate(often)}, {f: n for n, f in enumerate(wholes)}


def put(path: Path, taught: Sequence[Known], signs: Numbers, wholes: Numbers) -> None:
    """The addresses as numbers, as `address_crf.c` reads them."""
    out = array("i", [len(taught), len(signs), len(wholes)])
    for one in taught:
        form = addresses.shape(one.said)
        out.append(len(one.said))
        lists = [[signs[f] for f in row if f in signs] for row in addresses.signs_of(one.said)]
        for end in range(1, len(one.said) + 1):
            for start in range(max(0, end - addresses.LONGEST), end):
                whole = addresses.wholes_of(one.said, form, start, end)
                lists.append([wholes[f] for f in whole if f in wholes])
        for row in lists:
            out.append(len(row))
            out.extend(row)
        out.append(len(one.parts))
        for part in one.parts:
            out.extend(part)
    with path.open("wb") as file:
        out.tofile(file)


def learnt(folder: Path) -> Path:
    """Compiles and runs the learning over the addresses of the folder."""
    source, programme = Path(__file__).with_name("address_crf.c"), folder / "address_crf"
    subprocess.run(["cc", "-O3", "-w", "-o", programme, source, "-lm"], check=True)
    numbers_ = (PASSES, RATE, 0, FADES, 1, "weights.bin", DROPPED)
    subprocess.run([programme, *map(str, numbers_)], check=True, cwd=folder)
    return folder / "weights.bin"


def kept(path: Path, signs: Numbers, wholes: Numbers) -> Kept:
    """The learnt numbers as bytes; features that weigh next to nothing are left out."""
    raw = array("f")
    raw.frombytes(path.read_bytes())
    most = max(map(abs, raw))
    step = min(most, 4.0) / 127
    cut = len(signs) * 2 * MANY
    follows = raw[cut + len(wholes) * MANY :]
    sign_numbers, sign_rows = _rows(raw[:cut], signs, 2 * MANY, step)
    whole_numbers, whole_rows = _rows(raw[cut:], wholes, MANY, step)
    return Kept(
        signs=sign_numbers, sign_rows=sign_rows, wholes=whole_numbers, whole_rows=whole_rows,
        step=step, learnt={"from": FROM},
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


def score(model: addresses.Model, tried: Iterable[Known]) -> dict[str, tuple[int, int, int]]:
    """Label → (right, suggested, true) parts; a part is right by its place and its label."""
    found = {label: [0, 0, 0] for label in addresses.LABELS}
    for one in tried:
        cut = {(p.start, p.end, p.label) for p in addresses.parse(one.said, model)}
        true = {(start, end, addresses.LABELS[label]) for start, end, label in one.parts}
        for nth, group in enumerate((cut & true, cut, true)):
            for _start, _end, label in group:
                found[label][nth] += 1
    return {label: (right, said, true) for label, (right, said, true) in found.items()}


def f1(found: Mapping[str, tuple[int, int, int]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of all parts together."""
    right, said, true = (sum(column) for column in zip(*found.values(), strict=True))
    return right / said, right / true, 2 * right / (said + true)


def main() -> None:
    """Learn, write `address.bin`, measure."""
    begun = time.perf_counter()
    taught = [k for k in known("train") if max(b - a for a, b, _l in k.parts) <= addresses.LONGEST]
    signs, wholes = numbers(taught)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        put(folder / "tr.bin", taught, signs, wholes)
        put(folder / "dv.bin", known("dev"), signs, wholes)
        packed = addresses.packed(kept(learnt(folder), signs, wholes))
    (shipped.FOLDER / "address.bin").write_bytes(packed)
    print(f"{len(packed) / 1e6:.2f} MB, {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    scored = score(addresses.unpacked(packed), known("dev"))
    print("dev: precision {:.4f}, recall {:.4f}, F1 {:.4f}".format(*f1(scored)))


if __name__ == "__main__":
    main()
