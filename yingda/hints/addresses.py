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
from zlib import crc32

import msgspec

LABELS = (
    "country", "prov", "city", "district", "devzone", "town", "community", "road", "subroad",
    "roadno", "subroadno", "poi", "subpoi", "houseno", "cellno", "floorno", "roomno", "person",
    "assist", "redundant", "otherinfo",
)  # fmt: skip
MANY = len(LABELS)
LONGEST = 24
READ = 120
_KEYS = frozenset("省市区县镇乡街道路巷弄号村社苑园厦城场栋幢楼座单元室层组队旁侧口东南西北")
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
    """Weights ready to be used."""

    def __init__(self, kept: Kept) -> None:
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


def unpacked(raw: bytes) -> Model:
    """The model of a file. Raises BadAddressWeights."""
    try:
        return Model(msgspec.msgpack.decode(zlib.decompress(raw), type=Kept))
    except (zlib.error, msgspec.MsgspecError) as fault:
        raise BadAddressWeights(f"地址权重损坏或版本不符：{fault}") from fault


def plain(text: str) -> str:
    """One plain sign for each sign, so that places stay the same."""
    flat = (unicodedata.normalize("NFKC", sign) for sign in text)
    return "".join(one if len(one) == 1 else sign for one, sign in zip(flat, text, strict=True))


def shape(said: str) -> str:
    """Digits as 0 and Latin letters as a: 3号 and 8号 are of one shape."""
    return "".join("0" if s.isdigit() else "a" if s.isascii() and s.isalpha() else s for s in said)


def signs_of(said: str) -> list[list[int]]:
    """The features of every sign: its neighbours, and the words that close a part nearby."""
    form = "^^^" + shape(said) + "$$$$"
    found = []
    for at in range(len(said)):
        n = at + 3
        ahead = next((k for k in range(n, min(n + 9, len(form))) if form[k] in _KEYS), 0)
        back = next((k for k in range(n - 1, max(n - 7, 0), -1) if form[k] in _KEYS), 0)
        one = [f"{k}{form[n + k]}" for k in range(-3, 4)]
        one += [f"{k}b{form[n + k : n + k + 2]}" for k in range(-3, 3)]
        one += [f"{k}t{form[n + k : n + k + 3]}" for k in range(-3, 2)]
        one += [f"{k}q{form[n + k : n + k + 4]}" for k in (-3, -1, 0)]
        one += [
            f"a{form[ahead] if ahead else ''}{ahead - n}{form[n]}",
            f"A{form[ahead - 1 : ahead + 2] if ahead else ''}",
            f"z{form[back] if back else ''}{n - back}",
            f"s{form[n - 1]}{form[n + 1]}",
            f"p{min(at, 9)}",
        ]
        pair, gone, rest = said[at : at + 2], said[:at], said[at + 2 :]
        past = "".join(k for k in "省市区县镇道村路号" if k in gone)
        twice = f"{pair in gone}{pair in rest}"
        one += [
            f"m{past}",
            f"M{past}{form[n]}",
            f"g{twice}",
            f"G{twice}{past}",
            f"v{twice}{form[n : n + 2]}",
            f"V{said[max(0, at - 1) : at + 1] in gone}{twice}",
        ]
        if said[at].isdigit():
            end = next(k for k in range(n, len(form)) if form[k] != "0")
            first = next(k for k in range(n, -1, -1) if form[k] != "0")
            one.append(f"d{form[first]}{end - first}{form[end]}")
            one.append(f"D{form[end : end + 2]}")
        found.append([crc32(f.encode()) for f in one])
    return found


def wholes_of(said: str, form: str, start: int, end: int) -> tuple[int, ...]:
    """The features of a part as a whole: its words, its two ends, its length, what stands by."""
    size = end - start
    words, like = said[start:end], form[start:end]
    before = form[start - 1 : start] or "^"
    after = form[end : end + 1] or "$"
    made = (
        f"w{words}", f"f{like}", f"n{size}", f"e{like[-1]}{min(size, 6)}", f"E{like[-2:]}",
        f"b{like[:2]}{like[-1]}", f"x{before}{like[-1]}{after}", f"B{before}{like[0]}",
        f"l{like[-3:]}", f"y{like[-1]}{form[end : end + 2] or '$'}",
        f"h{like[:3]}", f"r{words in said[:start]}{words in said[end:]}{like[-1]}",
        f"R{words[:2] in said[:start]}{words[:2] in said[end:]}{like[-1]}{size}",
        f"k{sum(sign in _KEYS for sign in like[:-1])}{like[-1]}",
    )  # fmt: skip
    return tuple(crc32(one.encode()) for one in made)


def parse(text: str, by: Model) -> tuple[Part, ...]:
    """The parts of an address, in order; all of the text is taken for one, up to READ signs."""
    said = plain(text)[:READ]
    return tuple(
        Part(label=LABELS[label], start=start, end=end, words=text[start:end])
        for start, end, label in cut(said, by.sign, by.whole, by.follows)
    )


def cut(said: str, sign: Rows, whole: Rows, follows: Sequence[Row]) -> list[tuple[int, int, int]]:
    """The best cutting: (start, end, label) in order. `follows`: a row for each label, and one for
    the beginning."""
    form = shape(said)
    begins, upto = _emissions(said, sign)
    turned = list(zip(*follows[:MANY], strict=True))
    came: list[Row] = [list(follows[MANY])]
    led: list[list[int]] = [[-1] * MANY]
    back: list[list[int]] = []
    best: list[Row] = []
    for end in range(1, len(said) + 1):
        top, begun = [-1e9] * MANY, [0] * MANY
        for start in range(max(0, end - LONGEST), end):
            if start and said[start - 1].isdecimal() and said[start].isdecimal():
                continue  # a number is never cut in two
            parts = [begins[start], came[start], upto[end]]
            parts += [r for f in wholes_of(said, form, start, end) if (r := whole(f))]
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


def _emissions(said: str, sign: Rows) -> tuple[list[list[float]], list[list[float]]]:
    """What each sign speaks for as the first of a part, and summed up as one that goes on."""
    begins: list[list[float]] = []
    upto: list[list[float]] = [[0.0] * MANY]
    for features in signs_of(said):
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
