# SPDX-License-Identifier: Apache-2.0
"""随附权重 Weights that come with the programme; a city may learn its own instead.

The one file of this room that reads, and only from its own folder.
"""

import tomllib
from functools import cache
from pathlib import Path

from . import signs
from .weights import Weights, unpacked

FOLDER = Path(__file__).parent / "weights"


@cache
def weights(name: str) -> Weights:
    """The shipped weights: `subject` or `nature`. Raises BadWeights, or OSError if absent."""
    return unpacked((FOLDER / f"{name}.bin").read_bytes())


@cache
def book() -> signs.Book:
    """The signs of a tier, from `signs.toml`."""
    sheet = FOLDER.parent / "signs.toml"
    return signs.book(tomllib.loads(sheet.read_text(encoding="utf-8")))
