# SPDX-License-Identifier: Apache-2.0
"""同音 Sounds: a name typed with one sign that only sounds like the right one (回笼观: 回龙观)."""

import re
from collections.abc import Iterable, Mapping

LONGEST = 8
_LIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"))
Readings = Mapping[str, frozenset[str]]


def readings(sheet: str) -> Readings:
    """Sign → how it may sound. `sheet`: a syllable and its signs a line; what many confuse when
    they type (zh and z, eng and en) is one."""
    found: dict[str, set[str]] = {}
    for line in sheet.splitlines():
        syllable, _space, signs = line.partition(" ")
        for long, brief in _LIKE:
            syllable = re.sub(f"^{long}", brief, syllable)
        syllable = re.sub(r"(?<=[ei])ng$", "n", syllable)
        for sign in signs:
            found.setdefault(sign, set()).add(syllable)
    return {sign: frozenset(of) for sign, of in found.items()}


class Sounds:
    """Names, to be found where one sign of them was mistaken."""

    def __init__(self, names: Iterable[str], by: Readings) -> None:
        self._by = by
        self._gapped: dict[tuple[str, str], list[str]] = {}
        self._begun: set[tuple[str, str, int]] = set()
        for name in names:
            if by and 3 <= len(name) <= LONGEST:
                self._begun.update(_pairs(name))
                for at in range(len(name)):
                    self._gapped.setdefault((name[:at], name[at + 1 :]), []).append(name)

    def found(self, text: str) -> list[tuple[int, str]]:
        """Names that the text seems to mean: (start, name), the longest at each spot."""
        spots, at = [], 0
        while at < len(text) - 2:
            if self._begun.isdisjoint(_pairs(text[at : at + 3])):
                at += 1
                continue
            for size in range(min(LONGEST, len(text) - at), 2, -1):
                if name := self._meant(text[at : at + size]):
                    spots.append((at, name))
                    at += size - 1
                    break
            at += 1
        return spots

    def _meant(self, said: str) -> str:
        for at, sign in enumerate(said):
            for name in self._gapped.get((said[:at], said[at + 1 :]), ()):
                sounds = self._by.get(sign, frozenset())
                if sign != name[at] and sounds & self._by.get(name[at], frozenset()):
                    return name
        return ""


def _pairs(name: str) -> tuple[tuple[str, str, int], ...]:
    """Two of the first three signs: with one mistake, one such pair is still right."""
    return (name[0], name[1], 1), (name[1], name[2], 2), (name[0], name[2], 3)
