# SPDX-License-Identifier: Apache-2.0
"""概念 Concepts: many ways to say one thing (叫不醒, 不省人事, 没反应): little is to learn.

Which words are alike stands in `concepts.toml`; what a concept, or two together, speaks for is
learnt. A city adds words of its own speech there.
"""

import re
from collections.abc import Mapping
from itertools import combinations

import msgspec


class Concepts(msgspec.Struct, frozen=True, kw_only=True):
    """Name of a concept → its pattern."""

    patterns: dict[str, re.Pattern[str]]


def concepts(sheet: Mapping[str, Mapping[str, str]]) -> Concepts:
    """The concepts of a parsed `concepts.toml`. Raises KeyError, or re.error for a bad pattern."""
    return Concepts(patterns={name: re.compile(words) for name, words in sheet["concept"].items()})


def seen(text: str, by: Concepts) -> dict[str, tuple[int, int]]:
    """Name of each concept in the text → where it stands first."""
    found = {}
    for name, pattern in by.patterns.items():
        if match := pattern.search(text):
            found[name] = match.span()
    return found


def pieces(names: Mapping[str, object]) -> list[str]:
    """A piece for each concept and each two together; 〈 keeps them apart from words."""
    order = sorted(names)
    return [f"〈{name}" for name in order] + [f"〈{a}{b}" for a, b in combinations(order, 2)]
