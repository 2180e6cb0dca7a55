# SPDX-License-Identifier: Apache-2.0
"""地点 Place: which districts, sub-districts, communities a text may mean, and why.

Names come from the city's own roster (code, name, kind, parent). People leave out 区, 街道, 社区,
use old names; the same community name stands in many districts. A candidate that others in the
text support (its district is named too) goes first. A person chooses.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from . import namings, nearby, sounds

_ROAD = r"[\u4e00-\u9fff]{1,8}?(?:大街|大道|胡同|环路|路|街(?![道办])|巷|桥)(?!路(?!口)|街)"
_LINE = rf"(?:{_ROAD}|[东南西北]?[一二三四五六]环(?:路)?|[\u4e00-\u9fff]{{2,4}}(?:高速|国道|省道))"
_AT = r"(?:的?(?:交叉?(?:路)?口|路口|交汇处?|交界处?|相交处?|十字路口|丁字路口))"
_SIDE = r"(?:[东西南北]{1,2}[角侧口]|往[东西南北]\d*米?|附近)?"
_CROSSINGS = re.compile(rf"{_LINE}(?:[与和跟、]|交){_LINE}{_AT}?{_SIDE}")
_ROADS = re.compile(rf"{_ROAD}(?:\d+号(?:院|楼)?)?{_AT}?{_SIDE}")
_N = r"[\d一二三四五六七八九十]"
_DOORS = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9]{2,12}?(?:小区|家园|花园|公寓|大厦|苑|里|园|院)"
    rf"(?:[东西南北中]?{_N}*(?:区|期))?(?:{_N}+(?:号楼|栋|幢|座|楼))?(?:{_N}+(?:单元|门))?"
    r"(?:\d{2,4}(?:室|号)?)?(?:旁边?|附近|门口|对面|楼下|[东西南北]侧|后面|前面)?"
)
_LEADS = re.compile(
    r"^(?:我家住在?|家住在?|我住在?|住在?|位于|地址[是:：]?|我们|我是|反映|投诉|[在的从到由家把对请是])+"
)
_VERBS = re.compile(r"^.*(?:位于|路过|经过|住在|注册地|[在住到从去是有把被离的找往来说约])(?=..)")
_BEFORE_A_PLACE = re.compile(r"^.*?[和与跟及、](?=.{2,}[区县镇乡])")
SURE = 0.6
_RANK = {"district": 0, "street": 1, "community": 2}
_SAYS = {"district": "区县", "street": "街镇乡地", "community": "社村居"}
_WEIGHTS = {"全名": 0.6, "通称": 0.55, "别名或旧名": 0.5, "片名": 0.4, "简称": 0.35, "同音": 0.3}
_OF_KIND = {"street": 0.1, "community": 0.05}
_LONG_ENOUGH = {
    ("street", 3): 0.15, ("street", 4): 0.15, ("community", 4): 0.2,
}  # fmt: skip
_BECAUSE = {
    "全名": "写明“{name}”", "片名": "{place}有几个社区叫“{name}”", "同音": "像是“{name}”的同音误写",
}  # fmt: skip


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """One place of the roster; `kind`: district, street or community; `aliases`: other and old
    names, | between them."""

    code: str
    name: str
    kind: str
    parent: str
    aliases: str = ""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A place that the text may mean: `path` from district down, the words that named it, how
    likely (0 to 1, to order by, no chance), why, and whether it seems to be a company's seat."""

    code: str
    path: tuple[str, ...]
    kind: str
    start: int
    words: str
    weight: float
    because: tuple[str, ...]
    seat: bool = False


class Said(NamedTuple):
    """A name found in a text: where, which, of which place, and in what way it is that place's."""

    start: int
    name: str
    code: str
    why: str


class Gazetteer:
    """The places of a city, to be found in a text by name, short name or alias."""

    def __init__(
        self,
        known: Iterable[Known],
        aliases: Mapping[str, str] | None = None,
        by_sound: sounds.Readings | None = None,
    ) -> None:
        self._of = {place.code: place for place in known}
        self._named: dict[str, list[tuple[str, str]]] = {}
        for place in self._of.values():
            self._put(place.name, place.code, "全名")
            for said in namings.said_for(place.name):
                self._put(said, place.code, "通称")
            for short in dict.fromkeys((bare(place), namings.numberless(bare(place)))):
                if short != place.name:
                    self._put(short, place.code, "简称")
            for alias in filter(None, place.aliases.split("|")):
                self._put(alias, place.code, "别名或旧名")
        for alias, code in (aliases or {}).items():
            self._put(alias, code, "别名或旧名")
        self._put_grounds()
        self._longest = max(map(len, self._named), default=0)
        self._sounds = sounds.Sounds(self._named, by_sound or {})

    def _put_grounds(self) -> None:
        """What several communities of one street are named after stands for the street."""
        communities = [place for place in self._of.values() if place.kind == "community"]
        for name, of in namings.grounds((bare(one), one.parent) for one in communities).items():
            if not any(
                self._of[code].kind != "community" for code, _w in self._named.get(name, ())
            ):
                for parent, many in of.items():
                    if many > 1 and many >= sum(of.values()) / 4:
                        self._put(name, parent, "片名")

    def _put(self, name: str, code: str, why: str) -> None:
        if len(name) >= 2 and code in self._of:
            self._named.setdefault(name, []).append((code, why))

    def path(self, code: str) -> tuple[str, ...]:
        """Names from the district down to this place."""
        names: list[str] = []
        while code in self._of and len(names) < 5:
            names.append(self._of[code].name)
            code = self._of[code].parent
        return tuple(reversed(names))

    def _line(self, code: str) -> set[str]:
        found: set[str] = set()
        while code in self._of and code not in found:
            found.add(code)
            code = self._of[code].parent
        return found

    def named(self, text: str) -> list[tuple[int, str]]:
        """Names of places in the text, longest first at each spot: (start, name)."""
        found, at = [], 0
        while at < len(text):
            for size in range(min(self._longest, len(text) - at), 1, -1):
                if text[at : at + size] in self._named and _whole(text, at, at + size):
                    found.append((at, text[at : at + size]))
                    at += size
                    break
            else:
                at += 1
        return found

    def candidates(self, text: str, at_most: int = 5) -> tuple[Candidate, ...]:
        """The places that this text may mean, likeliest first."""
        exact = self.named(text)
        taken = {at for start, name in exact for at in range(start, start + len(name))}
        heard = [(start, name) for start, name in self._sounds.found(text)
                 if not taken.issuperset(range(start, start + len(name)))]  # fmt: skip
        said = {code for _start, name in exact for code, _why in self._named[name]}
        best: dict[str, Candidate] = {}
        for spots_, typed in ((exact, ""), (heard, "同音")):
            for start, name in spots_:
                for code, why in self._named[name]:
                    made = self._candidate(text, Said(start, name, code, typed or why), said)
                    if code not in best or best[code].weight < made.weight:
                        best[code] = made
        inside = {parent for code in best for parent in self._line(code) - {code}
                  if best[code].weight >= 0.6 and parent in best
                  and best[parent].start != best[code].start}  # fmt: skip
        ranked = sorted(best.values(), key=lambda c: (c.code in inside, -c.weight, c.start, c.code))
        return tuple(ranked[:at_most])

    def _candidate(self, text: str, said: Said, others: set[str]) -> Candidate:
        place, end = self._of[said.code], said.start + len(said.name)
        rivals = {other for other, _why in self._named[said.name]} - {said.code}
        weight, because = self._named_weight(said, place, text[end : end + 1])
        if backed := (self._line(said.code) - {said.code}) & (others - rivals):
            weight += 0.3
            because.append("同时提到" + "、".join(sorted(self._of[c].name for c in backed)))
        elif rivals:
            weight /= 1 + sum(self._stronger(other, said.code) for other in rivals)
            because.append(f"全市同名{len(rivals) + 1}处")
        less, why = nearby.doubts(text, said.start, end, said.why, bool(backed))
        seat = nearby.seat(text, said.start)
        weight *= less * (0.5 if seat else 1)
        if seat:
            why.append("像是公司或户籍所在地，不是事发地")
        return Candidate(
            code=said.code, path=self.path(said.code), kind=place.kind, start=said.start,
            words=text[said.start : end], weight=round(min(weight, 1.0), 3),
            because=(*because, *why), seat=seat,
        )  # fmt: skip

    def _named_weight(self, said: Said, place: Known, after: str) -> tuple[float, list[str]]:
        """How much the name alone says, by the way in which it is said."""
        weight = _WEIGHTS[said.why] + _OF_KIND.get(place.kind, 0.0)
        because = [_BECAUSE.get(said.why, "“{name}”是{place}的{why}").format(
            name=said.name, place=place.name, why=said.why)]  # fmt: skip
        if said.why in ("简称", "片名") and not namings.ordinary(said.name):
            weight += _LONG_ENOUGH.get((place.kind, min(len(said.name), 4)), 0.0)
        if said.why == "简称" and place.kind == "district":
            weight += 0.25
        if said.why in ("简称", "同音") and after and after in _SAYS.get(place.kind, ""):
            weight += 0.2
            because.append(f"后面写着“{after}”")
        return weight, because

    def _stronger(self, other: str, code: str) -> float:
        """How much a place of the same name disputes this one: a village hardly a district."""
        ours, theirs = (_RANK.get(self._of[c].kind, 0) for c in (code, other))
        return 1.0 if ours == theirs else 0.1 if ours < theirs else 2.0


def sure(named: Sequence[Candidate]) -> bool:
    """Whether the first may be proposed without a doubt: heavy enough, and no rival is near.
    `named`: candidates in order, not empty, without seats."""
    best, street = named[0], named[0].code[:9]
    return best.weight >= SURE and not any(
        one.weight > 0.8 * best.weight
        for one in named[1:]
        if not one.code.startswith(street) and not street.startswith(one.code)
    )


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no number or Latin word is cut: the 798 of a telephone number is no quarter."""
    return not any(
        text[at - 1 : at + 1].isascii() and text[at - 1 : at + 1].isalnum() and 0 < at < len(text)
        for at in (start, end)
    )


def bare(place: Known) -> str:
    """The name of a place without its kind."""
    return namings.short(place.name)


def spots(text: str) -> tuple[str, ...]:
    """Places to the door or the crossing, as said: 某某小区3号楼旁, 甲路与乙街交叉口."""
    return tuple(text[start:end] for start, end in spans(text))


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where these places stand in the text: (start, end), in order, none inside another."""
    found: list[tuple[int, int]] = []
    for pattern in (_CROSSINGS, _DOORS, _ROADS):
        for match in pattern.finditer(text):
            words = match.group()
            for lead in (_LEADS, _VERBS, _BEFORE_A_PLACE):
                words = lead.sub("", words)
            start, end = match.end() - len(words), match.end()
            if len(words) >= 3 and not any(start < b and a < end for a, b in found):
                found.append((start, end))
    return tuple(sorted(found))
