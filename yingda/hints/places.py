# SPDX-License-Identifier: Apache-2.0
"""地点 Place: which districts, sub-districts, communities a text may mean, and why.

Names come from the city's own roster (code, name, kind, parent). People leave out 区, 街道, 社区,
use old names; the same community name stands in many districts. A candidate that others in the
text support (its district is named too) goes first. A person chooses.
"""

import re
from collections.abc import Iterable, Mapping

import msgspec

_ENDINGS = re.compile(
    r"(?:地区办事处|街道办事处|居委会|村委会|社区居委会|街道|地区|社区|新村|镇|乡|村|区|县)$"
)
_ROAD = r"[\u4e00-\u9fff]{1,8}?(?:大街|大道|胡同|环路|路|街(?![道办])|巷|桥)(?!路(?!口)|街)"
_ROADS = re.compile(rf"{_ROAD}(?:[与和跟、]{_ROAD})?(?:交叉?(?:路)?口|路口|交汇处?)?")
_N = r"[\d一二三四五六七八九十]"
_DOORS = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9]{2,12}?(?:小区|家园|花园|公寓|大厦|苑|里|园|院)"
    rf"(?:[东西南北中]?{_N}*(?:区|期))?(?:{_N}+(?:号楼|栋|幢|座|楼))?(?:{_N}+(?:单元|门))?"
    r"(?:\d{2,4}(?:室|号)?)?(?:旁边?|附近|门口|对面|楼下|[东西南北]侧|后面|前面)?"
)
_LEADS = re.compile(
    r"^(?:我家住在?|家住在?|我住在?|住在?|位于|地址[是:：]?|我们|我是|反映|投诉|[在的从到由家把对请是])+"
)
_SEAT = re.compile(r"(?:公司|单位|总部|注册地|企业)(?:的)?(?:地址|位于|在|设在|注册)")


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """One place of the roster; `kind`: district, street or community."""

    code: str
    name: str
    kind: str
    parent: str


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


class Gazetteer:
    """The places of a city, to be found in a text by name, short name or alias."""

    def __init__(self, known: Iterable[Known], aliases: Mapping[str, str] | None = None) -> None:
        self._of = {place.code: place for place in known}
        self._named: dict[str, list[tuple[str, str]]] = {}
        for place in self._of.values():
            self._put(place.name, place.code, "全名")
            short = _ENDINGS.sub("", place.name)
            if len(short) >= 2 and short != place.name:
                self._put(short, place.code, "简称")
        for alias, code in (aliases or {}).items():
            self._put(alias, code, "别名或旧名")
        self._longest = max(map(len, self._named), default=0)

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
                if text[at : at + size] in self._named:
                    found.append((at, text[at : at + size]))
                    at += size
                    break
            else:
                at += 1
        return found

    def candidates(self, text: str, at_most: int = 5) -> tuple[Candidate, ...]:
        """The places that this text may mean, likeliest first."""
        spots = self.named(text)
        said = {code for _start, name in spots for code, _why in self._named[name]}
        best: dict[str, Candidate] = {}
        for start, name in spots:
            for code, why in self._named[name]:
                made = self._candidate(text, start, name, code, why, said)
                if code not in best or best[code].weight < made.weight:
                    best[code] = made
        inside = {parent for code in best for parent in self._line(code) - {code}
                  if best[code].weight >= 0.6}  # fmt: skip
        ranked = sorted(best.values(), key=lambda c: (c.code in inside, -c.weight, c.start, c.code))
        return tuple(ranked[:at_most])

    def _candidate(
        self, text: str, start: int, name: str, code: str, why: str, said: set[str]
    ) -> Candidate:
        place = self._of[code]
        above = self._line(code) - {code}
        rivals = len(self._named[name])
        because = [f"“{name}”是{place.name}的{why}" if why != "全名" else f"写明“{name}”"]
        weight = 0.6 if why == "全名" else 0.35
        weight += {"district": 0.0, "street": 0.1, "community": 0.05}.get(place.kind, 0.0)
        if backed := above & said:
            weight += 0.3
            because.append("同时提到" + "、".join(sorted(self._of[c].name for c in backed)))
        elif rivals > 1:
            weight /= rivals
            because.append(f"全市同名{rivals}处")
        if why == "简称" and text[start + len(name) : start + len(name) + 1] in "路街桥站":
            weight *= 0.4
            because.append("后面跟着路、街、桥、站，可能只是路名")
        seat = bool(_SEAT.search(text[max(0, start - 14) : start]))
        if seat:
            weight *= 0.5
            because.append("像是公司所在地，不是事发地")
        return Candidate(
            code=code, path=self.path(code), kind=place.kind, start=start, words=name,
            weight=round(min(weight, 1.0), 3), because=tuple(because), seat=seat,
        )  # fmt: skip


def spots(text: str) -> tuple[str, ...]:
    """Places to the door or the crossing, as said: 某某小区3号楼旁, 甲路与乙街交叉口."""
    found: list[tuple[int, int, str]] = []
    for pattern in (_DOORS, _ROADS):
        for match in pattern.finditer(text):
            start, end = match.span()
            words = _LEADS.sub("", match.group())
            if len(words) >= 3 and not any(start < b and a < end for a, b, _words in found):
                found.append((start, end, words))
    return tuple(words for _start, _end, words in sorted(found))
