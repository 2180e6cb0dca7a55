# SPDX-License-Identifier: Apache-2.0
"""地址特征 Signs of an address: what each piece of it, and each part as a whole, speaks by.

A piece is a number, a Latin word or one other sign. Every feature is a short string, hashed.
"""

import re
from typing import NamedTuple
from zlib import crc32

from . import toponyms

_PIECE = re.compile(r"[0-9]+|[A-Za-z]+|.", re.S)
_KEYS = frozenset("省市区县镇乡街道路巷弄号村社苑园厦城场栋幢楼座单元室层组队旁侧口东南西北")
_PAST = "省市区县镇道村路号"
_NUMBERING = frozenset("号弄幢栋楼单室层-")
_CHAIN = re.compile(r"[0a]+(?:[-号弄幢栋楼单元室层#座/、_]*[0a]+)*[-号弄幢栋楼单元室层#座/、_]*")
_BIG = frozenset("PCDT")
Named = dict[tuple[int, int], str]


class Chain(NamedTuple):
    """Numbers one after another (12-3-401室): where, their form, and how long each number is."""

    start: int
    end: int
    form: str
    sizes: str


class Seen(NamedTuple):
    """An address as the features look at it, made once."""

    pieces: list[str]
    form: str
    named: Named
    cover: list[list[str]]
    later: list[str]
    chains: list[Chain | None]
    big: list[tuple[int, int, str]]


def pieces(said: str) -> list[str]:
    """Numbers and Latin words whole, all else sign by sign."""
    return _PIECE.findall(said)


def shape(of: list[str]) -> str:
    """One sign for each piece: a number is 0, a Latin word a."""
    return "".join(
        "0" if "0" <= piece[0] <= "9" else "a" if len(piece) > 1 or _latin(piece) else piece
        for piece in of
    )


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def seen(of: list[str], names: toponyms.Toponyms) -> Seen:
    """What is looked at of an address before its features are made."""
    form = shape(of)
    named = _named(form, names)
    return Seen(
        pieces=of, form=form, named=named, cover=_cover(named, len(form)),
        later=_later(named, len(form)), chains=_chains(of, form),
        big=[(*at, kinds) for at, kinds in named.items() if not _BIG.isdisjoint(kinds)],
    )  # fmt: skip


def _named(form: str, names: toponyms.Toponyms) -> Named:
    found: Named = {}
    for start, sign in enumerate(form):
        if sign in "0a":
            continue
        for end in range(start + 2, min(len(form), start + toponyms.LONGEST) + 1):
            if form[end - 1] in "0a":
                break
            if kinds := names.kinds(form[start:end]):
                found[start, end] = kinds
    return found


def _cover(named: Named, many: int) -> list[list[str]]:
    """For each piece: which names begin, go on and end here, or ended just before."""
    cover: list[set[str]] = [set() for _ in range(many)]
    for (start, end), kinds in named.items():
        for kind in kinds:
            cover[start].add(f"B{kind}{min(end - start, 5)}")
            for at in range(start + 1, end - 1):
                cover[at].add(f"I{kind}")
            cover[end - 1].add(f"E{kind}")
            if end < many:
                cover[end].add(f"O{kind}")
    return [sorted(one) for one in cover]


def _later(named: Named, many: int) -> list[str]:
    """Kinds of the names (villages apart) that begin here or later."""
    begins: list[str] = [""] * (many + 1)
    for (start, _end), kinds in named.items():
        begins[start] += kinds.replace("v", "").replace("t", "")
    later, known = [""] * (many + 1), set[str]()
    for at in range(many - 1, -1, -1):
        known.update(begins[at])
        later[at] = "".join(sorted(known))
    return later


def _chains(of: list[str], form: str) -> list[Chain | None]:
    sizes = "".join(
        str(min(len(piece), 5)) if sign == "0" else sign
        for piece, sign in zip(of, form, strict=True)
    )
    found: list[Chain | None] = [None] * len(form)
    for match in _CHAIN.finditer(form):
        start, end = match.span()
        chain = Chain(start, end, match.group(), sizes[start:end])
        found[start:end] = [chain] * (end - start)
    return found


def _past(signs: str) -> str:
    return "".join(key for key in _PAST if key in signs)


def of_pieces(by: Seen) -> list[list[int]]:
    """The features of every piece: its neighbours, the words that close a part nearby, the names
    that it belongs to, the numbers around."""
    form = "^^^" + by.form + "$$$$"
    found = []
    for at in range(len(by.form)):
        n = at + 3
        one = [f"{k}{form[n + k]}" for k in range(-3, 4)]
        one += [f"{k}b{form[n + k : n + k + 2]}" for k in range(-3, 3)]
        one += [f"{k}t{form[n + k : n + k + 3]}" for k in range(-3, 2)]
        one += [f"{k}q{form[n + k : n + k + 4]}" for k in (-3, -1, 0)]
        one += _around(by.form, form, at)
        one += _numbers(by, form, at)
        one += [f"*{name}" for name in by.cover[at]]
        one += _names(by, at)
        found.append([crc32(f.encode()) for f in one])
    return found


def _around(said: str, form: str, at: int) -> list[str]:
    n = at + 3
    ahead = next((k for k in range(n, min(n + 9, len(form))) if form[k] in _KEYS), 0)
    back = next((k for k in range(n - 1, max(n - 7, 0), -1) if form[k] in _KEYS), 0)
    pair, gone, rest = said[at : at + 2], said[:at], said[at + 2 :]
    past, twice = _past(gone), f"{pair in gone}{pair in rest}"
    return [
        f"a{form[ahead] if ahead else ''}{ahead - n}{form[n]}",
        f"A{form[ahead - 1 : ahead + 2] if ahead else ''}",
        f"z{form[back] if back else ''}{n - back}",
        f"s{form[n - 1]}{form[n + 1]}",
        f"p{min(at, 9)}",
        f"m{past}",
        f"M{past}{form[n]}",
        f"g{twice}",
        f"G{twice}{past}",
        f"v{twice}{form[n : n + 2]}",
        f"V{said[max(0, at - 1) : at + 1] in gone}{twice}",
        f"j{min(len(said) - at, 6)}{form[n]}",
    ]


def _numbers(by: Seen, form: str, at: int) -> list[str]:
    said, n = by.form, at + 3
    one = []
    for k in range(max(-2, -at), min(3, len(said) - at)):
        if said[at + k] == "0":
            one.append(f"#{k}{min(len(by.pieces[at + k]), 5)}{form[n + k - 1]}{form[n + k + 1]}")
        elif said[at + k] == "a":
            one.append(f"&{k}{by.pieces[at + k]}")
    if said[at] == "0":
        one.append(f"u{by.pieces[at]}{form[n + 1]}")
    coming = "".join(s for s in said[at + 1 : at + 8] if s == "0" or s in _NUMBERING)
    gone = "".join(s for s in said[:at] if s == "0" or s in _NUMBERING)
    one += [f"N{coming[:4]}{form[n]}", f"O{gone[-4:]}{form[n]}"]
    if chain := by.chains[at]:
        before, nth = said[chain.start - 1 : chain.start] or "^", at - chain.start
        one += [
            f"!{chain.form}{nth}",
            f"!b{before}{chain.form}{nth}",
            f"!l{chain.sizes}{nth}",
            f"!e{chain.form}{chain.end - at}{chain.end == len(said)}",
            f"!k{before}{nth}{form[n]}",
        ]
    return one


def _names(by: Seen, at: int) -> list[str]:
    future, sign, later = _past(by.form[at + 2 :]), by.form[at], by.later[at + 1]
    brief = [name[:2] for name in by.cover[at]]
    return [
        f"**{','.join(brief)}",
        f"~{future}",
        f"~~{future}{sign}",
        f"~l{later}{sign}",
        f"~m{later}{'|'.join(brief)}",
    ]


def of_part(by: Seen, start: int, end: int) -> list[int]:
    """The features of a part as a whole: its words, its two ends, its length, what stands by, the
    names that it is, holds or ends with, whether it is said twice."""
    form, size = by.form, end - start
    like, before, after = (
        form[start:end],
        form[start - 1 : start] or "^",
        form[end : end + 1] or "$",
    )
    last, tail, cut = like[-1], like[-2:], min(size, 6)
    gone, rest = form[:start], form[end:]
    past, future = _past(gone), _past(rest)
    keys = "".join(sign for sign in like if sign in _KEYS)
    named = by.named.get((start, end), "")
    made = [
        f"w{''.join(by.pieces[start:end])}", f"f{like}", f"n{size}", f"e{last}{cut}", f"E{tail}",
        f"b{like[:2]}{last}", f"x{before}{last}{after}", f"B{before}{like[0]}", f"l{like[-3:]}",
        f"y{last}{form[end : end + 2] or '$'}", f"h{like[:3]}",
        f"r{like in gone}{like in rest}{last}",
        f"R{like[:2] in gone}{like[:2] in rest}{last}{size}",
        f"k{len(keys) - (last in _KEYS)}{last}", f"K{keys[-4:]}{last}", f"P{before}{tail}",
        f"Q{tail}{after}", f"c{form[max(0, start - 2) : start]}{last}",
        f"F{start == 0}{end == len(form)}{last}", f"4{like[-4:]}{size < 5}",
        f"2{like[:2]}{min(size, 5)}", f"X{before}{size}{after}", f"U{past}{last}",
        f"$g{named}{last}", f"$h{named}{after}", f"~{future}{last}", f"~l{by.later[end]}{named}",
        f"~p{past}|{future}{last}",
    ]  # fmt: skip
    if digits := [len(by.pieces[at]) for at in range(start, end) if form[at] == "0"]:
        made.append(f"#{like[-3:]}{','.join(map(str, digits[:3]))}")
        made.append(f"%{before}{after}{digits[0]}{last}{size}")
    if size > 1:
        made += _twice(form, start, end, named)
    if size > 2:
        made += _held(by, start, end)
    chain = by.chains[start]
    if chain and end <= chain.end:
        first, upto = start - chain.start, end - chain.start
        lead = form[chain.start - 1 : chain.start] or "^"
        made.append(f"!{chain.form}{first},{upto}")
        made.append(f"!b{lead}{chain.form}{first},{upto}")
        made.append(f"!l{chain.sizes}{first},{upto}")
        made.append(f"!c{lead}{first}{last}{after}")
    return [crc32(one.encode()) for one in made]


def _twice(form: str, start: int, end: int, named: str) -> list[str]:
    """A part that is said again: before or after, how far, and whether what follows is too."""
    like, size = form[start:end], end - start
    earlier, again = form.find(like, 0, start), form.find(like, end)
    other = again if again >= 0 else earlier
    if other < 0:
        return []
    run, far = size, max(other, start)
    while far + run < len(form) and run < 12 and form[other + run] == form[start + run]:
        run += 1
    which = f"{earlier >= 0}{again >= 0}"
    near = min(abs(other - start), 12)
    return [f"~r{which}{like[-1]}{min(run - size, 3)}", f"~d{which}{named}{near}"]


def _held(by: Seen, start: int, end: int) -> list[str]:
    """Names that a part begins or ends with, and those that it holds."""
    size, last = end - start, by.form[end - 1]
    made = []
    if most := by.named.get((start, end - 1)):
        made.append(f"$i{most}{last}")
    for length in range(2, min(size - 1, 6) + 1):
        if kinds := by.named.get((start, start + length)):
            made.append(f"$j{kinds}{min(size - length, 4)}")
        if kinds := by.named.get((end - length, end)):
            made.append(f"$k{kinds}{min(size - length, 4)}")
    inside = {
        kind
        for a, b, kinds in by.big
        if start <= a and b <= end and (a, b) != (start, end)
        for kind in kinds
        if kind in _BIG
    }
    if inside:
        made.append(f"~i{''.join(sorted(inside))}")
    return made
