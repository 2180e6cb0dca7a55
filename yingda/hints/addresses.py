# SPDX-License-Identifier: Apache-2.0
"""地址 Address: cut into its parts (province, city, district, road, number, building, room).

A semi-Markov model (Sarawagi & Cohen 2004): a part is judged as a whole, by its signs, its end,
its length and its neighbours, and the best cutting of the whole address is taken (Viterbi).
Linear weights over hashed features, a byte a weight; `bench.learn_addresses` learns them.
"""

import unicodedata
import zlib
from array import array
from collections.abc import Callable, Sequence
from operator import add, sub

import msgspec

from . import address_signs, toponyms

LABELS = (
    "country", "prov", "city", "district", "devzone", "town", "community", "road", "subroad",
    "roadno", "subroadno", "poi", "subpoi", "houseno", "cellno", "floorno", "roomno", "person",
    "assist", "redundant", "otherinfo",
)  # fmt: skip
MANY = len(LABELS)
LONGEST = 24
READ = 120
Row = Sequence[float]
Rows = Callable[[int], Row | None]
"""The weights of a feature: for a sign, MANY to begin a part and MANY to go on with one; for a
part as a whole, MANY."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of an address: what it is (one of LABELS), where it stands, its words."""

    label: str
    start: int
    end: int
    words: str


class BadAddressWeights(ValueError):
    """A file of weights that is damaged, or made for another version."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """Weights as they are kept: the numbers of the features, in order; their rows one after the
    other; what one unit is worth; which label follows which; from what they were learnt."""

    signs: bytes
    sign_rows: bytes
    wholes: bytes
    whole_rows: bytes
    step: float
    follows: tuple[tuple[float, ...], ...]
    learnt: dict[str, str]


class Model:
    """Weights ready to be used, with the names of places that they were learnt with."""

    def __init__(self, kept: Kept, names: toponyms.Toponyms) -> None:
        self.names = names
        self.follows = kept.follows
        self.learnt = kept.learnt
        self._step = kept.step
        self._signs = _at(kept.signs)
        self._sign_rows = memoryview(kept.sign_rows).cast("b")
        self._wholes = _at(kept.wholes)
        self._whole_rows = memoryview(kept.whole_rows).cast("b")
        if len(kept.sign_rows) != 2 * MANY * len(self._signs):
            raise BadAddressWeights("地址权重的大小与标签数不符")

    def sign(self, feature: int) -> Row | None:
        """What a sign of the address speaks for."""
        at = self._signs.get(feature)
        return None if at is None else self._sign_rows[at * 2 * MANY : (at + 1) * 2 * MANY]

    def whole(self, feature: int) -> Row | None:
        """What a part as a whole speaks for."""
        at = self._wholes.get(feature)
        return None if at is None else self._whole_rows[at * MANY : (at + 1) * MANY]


def _at(numbers: bytes) -> dict[int, int]:
    kept = array("I")
    kept.frombytes(numbers)
    return {feature: at for at, feature in enumerate(kept)}


def packed(kept: Kept) -> bytes:
    """The weights as they are kept in a file."""
    return zlib.compress(msgspec.msgpack.encode(kept), 9)


def unpacked(raw: bytes, names: toponyms.Toponyms) -> Model:
    """The model of a file. Raises BadAddressWeights."""
    try:
        return Model(msgspec.msgpack.decode(zlib.decompress(raw), type=Kept), names)
    except (zlib.error, msgspec.MsgspecError) as fault:
        raise BadAddressWeights(f"地址权重损坏或版本不符：{fault}") from fault


def plain(text: str) -> str:
    """One plain sign for each sign, so that places stay the same."""
    flat = (unicodedata.normalize("NFKC", sign) for sign in text)
    return "".join(one if len(one) == 1 else sign for one, sign in zip(flat, text, strict=True))


def parse(text: str, by: Model) -> tuple[Part, ...]:
    """The parts of an address, in order; all of the text is taken for one, up to READ signs."""
    pieces = address_signs.pieces(plain(text)[:READ])
    begins = [0]
    for piece in pieces:
        begins.append(begins[-1] + len(piece))
    return tuple(
        Part(
            label=LABELS[label], start=begins[start], end=begins[end],
            words=text[begins[start] : begins[end]],
        )
        for start, end, label in cut(address_signs.seen(pieces, by.names), by)
    )  # fmt: skip


def cut(said: address_signs.Seen, by: Model) -> list[tuple[int, int, int]]:
    """The best cutting: (start, end, label) in order, counted in pieces."""
    begins, upto = _emissions(said, by.sign)
    follows, whole = by.follows, by.whole
    turned = list(zip(*follows[:MANY], strict=True))
    came: list[Row] = [list(follows[MANY])]
    led: list[list[int]] = [[-1] * MANY]
    back: list[list[int]] = []
    best: list[Row] = []
    for end in range(1, len(said.form) + 1):
        top, begun = [-1e9] * MANY, [0] * MANY
        for start in range(max(0, end - LONGEST), end):
            parts = [begins[start], came[start], upto[end]]
            parts += [r for f in address_signs.of_part(said, start, end) if (r := whole(f))]
            score = map(sub, map(sum, zip(*parts, strict=True)), upto[start + 1])
            for label, value in enumerate(score):
                if value > top[label]:
                    top[label], begun[label] = value, start
        best.append(top)
        back.append(begun)
        lead = [max(range(MANY), key=[*map(add, top, row)].__getitem__) for row in turned]
        came.append([top[was] + follows[was][label] for label, was in enumerate(lead)])
        led.append(lead)
    return _traced(best, back, led)


def _emissions(said: address_signs.Seen, sign: Rows) -> tuple[list[list[float]], list[list[float]]]:
    """What each piece speaks for as the first of a part, and summed up as one that goes on."""
    begins: list[list[float]] = []
    upto: list[list[float]] = [[0.0] * MANY]
    for features in address_signs.of_pieces(said):
        rows = [row for feature in features if (row := sign(feature))]
        both: list[float] = [0.0] * 2 * MANY
        if rows:
            both = [*map(sum, zip(*rows, strict=True))]
        begins.append(both[:MANY])
        upto.append([*map(add, upto[-1], both[MANY:])])
    return begins, upto


def _traced(
    best: list[Row], back: list[list[int]], led: list[list[int]]
) -> list[tuple[int, int, int]]:
    if not best:
        return []
    end = len(best)
    label = max(range(MANY), key=best[-1].__getitem__)
    found = []
    while end > 0:
        start = back[end - 1][label]
        found.append((start, end, label))
        label, end = led[start][label], start
    return found[::-1]
