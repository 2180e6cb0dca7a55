# SPDX-License-Identifier: Apache-2.0
"""位置 Whereabouts: an address told in the middle of a sentence, cut into the fields of the form.

Where the address begins and ends is found by what addresses are made of; the learnt model cuts it.
Several are given in the order in which they were told; a company's seat or a registered home is
marked, since that is seldom where the matter is. A person chooses.
"""

import re

import msgspec

from . import addresses, places

FIELDS = {
    "prov": "province", "city": "city", "district": "district", "town": "town",
    "devzone": "town", "community": "community", "road": "road", "subroad": "road",
    "roadno": "number", "subroadno": "number", "poi": "poi", "subpoi": "poi",
    "houseno": "building", "cellno": "unit", "floorno": "floor", "roomno": "room",
    "assist": "near", "person": "poi",
}  # fmt: skip
_N = r"[\dA-Za-z一二三四五六七八九十百]"
_PIECE = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?:省|自治区)|[\u4e00-\u9fff]{2,4}?市(?![场民面政内里])"
    r"|[\u4e00-\u9fff]{1,4}?(?:区(?![域别间分块])|县(?![委里]))"
    r"|[\u4e00-\u9fff]{1,5}?(?:街道|镇(?![上里长])|乡(?![下里亲]))"
    r"|[\u4e00-\u9fff]{1,6}?(?:社区|村(?![民里委长口])|居委会)"
    rf"|{_N}+(?:号院?楼?|弄|栋|幢|座|单元|门|组|室|层|楼|队|期)"
)
_NUMBER = re.compile(r"\d{1,5}号院?")
_BREAK = re.compile(r"[。！？!?；;\n：:]")
_JOIN = re.compile(r"[的,，、 -]{0,2}")
_SEAT = re.compile(r"(?:公司|单位|总部|注册|企业|户口|户籍|老家|籍贯|身份证)[^。，,；;]{0,8}$")


class Whereabouts(msgspec.Struct, frozen=True, kw_only=True):
    """One address: where it stands, its words, its fields (names as in FIELDS), and whether it
    seems to be a company's seat or a registered home."""

    start: int
    end: int
    words: str
    fields: dict[str, str]
    seat: bool


def told(
    text: str, by: addresses.Model, gazetteer: places.Gazetteer | None = None
) -> tuple[Whereabouts, ...]:
    """Every address of the text, in order."""
    found = []
    for start, end in _spans(text, gazetteer):
        fields = fields_of(text[start:end], by)
        if fields:
            seat = bool(_SEAT.search(text[max(0, start - 16) : start]))
            found.append(
                Whereabouts(start=start, end=end, words=text[start:end], fields=fields, seat=seat)
            )
    return tuple(found)


def fields_of(address: str, by: addresses.Model) -> dict[str, str]:
    """The fields of an address that stands alone; what is said twice is kept once."""
    fields: dict[str, str] = {}
    for part in addresses.parse(address, by):
        name = FIELDS.get(part.label)
        words = part.words.strip(" ,，、-")
        if name == "poi" and _NUMBER.fullmatch(words):
            name = "number"  # 33号院: northern for a number of the road
        if name and words and words not in fields.get(name, ""):
            fields[name] = fields.get(name, "") + words
    return fields


def _spans(text: str, gazetteer: places.Gazetteer | None) -> list[tuple[int, int]]:
    """Pieces of addresses that touch, joined; one short piece alone is no address."""
    pieces = [*places.spans(text)]
    pieces += [match.span() for match in _PIECE.finditer(text)]
    if gazetteer:
        pieces += [(start, start + len(name)) for start, name in gazetteer.named(text)]
    joined: list[list[int]] = []
    for start, end in sorted(_trimmed(text, *piece) for piece in pieces):
        if joined and _touch(text, joined[-1][1], start):
            joined[-1][1] = max(joined[-1][1], end)
            joined[-1][2] += 1
        else:
            joined.append([start, end, 1])
    spots = places.spans(text)
    return [
        (start, end)
        for start, end, many in joined
        if end - start >= 4 and (many > 1 or any(start <= a < end for a, _b in spots))
    ]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    lead = max((words.rfind(verb) for verb in "在住到从是有位于我们，、说"), default=-1)
    return (start + lead + 1, end) if lead < len(words) - 2 else (start, end)


def _touch(text: str, end: int, start: int) -> bool:
    if start <= end:
        return True
    between = text[end:start]
    return len(between) <= 2 and not _BREAK.search(between) and bool(_JOIN.fullmatch(between))
