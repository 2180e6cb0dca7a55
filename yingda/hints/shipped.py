# SPDX-License-Identifier: Apache-2.0
"""随附权重 Weights that come with the programme; a city may learn its own instead.

The one file of this room that reads, and only from its own folder.
"""

import csv
import tomllib
from functools import cache
from pathlib import Path

from . import addresses, concepts, gaps, rare, signs, sounds, tiers, toponyms, weather
from .learn import Example
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


@cache
def tiers_weights() -> tiers.Tiers:
    """The shipped tiers. Raises BadWeights, or OSError if absent."""
    return tiers.unpacked((FOLDER / "tier.bin").read_bytes())


@cache
def concept_book() -> concepts.Concepts:
    """The concepts, from `concepts.toml`."""
    sheet = FOLDER.parent / "concepts.toml"
    return concepts.concepts(tomllib.loads(sheet.read_text(encoding="utf-8")))


def tier_examples() -> list[Example]:
    """Our own invented appeals with their tier; each matter stays together."""
    sheet = FOLDER.parent / "labels/tiers.csv"
    with sheet.open(encoding="utf-8", newline="") as rows:
        return [
            Example(title=row["title"], text=row["text"], label=row["tier"], matter=row["matter"])
            for row in csv.DictReader(rows)
        ]


@cache
def rarity() -> rare.Rarity:
    """How rare every two signs are, from `rarity.bin`."""
    return rare.unpacked((FOLDER / "rarity.bin").read_bytes())


@cache
def address_model() -> addresses.Model:
    """The shipped model that cuts addresses. Raises BadAddressWeights, or OSError if absent."""
    return addresses.unpacked((FOLDER / "address.bin").read_bytes(), place_names())


@cache
def questions() -> gaps.Book:
    """What is asked of each matter, from `gaps.toml`."""
    sheet = FOLDER.parent / "gaps.toml"
    return gaps.book(tomllib.loads(sheet.read_text(encoding="utf-8")))


@cache
def readings() -> sounds.Readings:
    """How signs sound, from `sounds.txt`: common ones and those of the roster of Beijing."""
    return sounds.readings((FOLDER.parent / "sounds.txt").read_text(encoding="utf-8"))


@cache
def place_names() -> toponyms.Toponyms:
    """Names of places of the whole country. Raises BadToponyms, or OSError if absent."""
    return toponyms.unpacked((FOLDER / "toponyms.bin").read_bytes())


@cache
def weather_kinds() -> dict[str, weather.Kind]:
    """The kinds of weather warning, from `weather.toml`."""
    sheet = FOLDER.parent / "weather.toml"
    return weather.kinds(tomllib.loads(sheet.read_text(encoding="utf-8")))


@cache
def words() -> str:
    """The words that are pieces too, from `words.txt`, with gaps between them."""
    lines = (FOLDER.parent / "words.txt").read_text(encoding="utf-8").splitlines()
    return " ".join(line for line in lines if not line.startswith("#"))
