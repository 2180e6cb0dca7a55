# SPDX-License-Identifier: Apache-2.0
"""Words that an officer reads exist in both languages."""

import re
from pathlib import Path

from babel.messages.pofile import read_po

from tests.house.sources import ROOT, named, python
from yingda.config.spoken import refusals

SLOT = re.compile(r"\{(\w+)\}")


def english() -> dict[str, str]:
    """Every entry of every English catalogue."""
    found: dict[str, str] = {}
    for path in (ROOT / "yingda").rglob("locale/en/LC_MESSAGES/django.po"):
        with path.open("rb") as po:
            found |= {m.id: m.string for m in read_po(po) if isinstance(m.id, str) and m.id}
    return found


def spoken() -> dict[str, Path]:
    """The words of every refusal and where they stand."""
    floors = ("flow", "knowledge", "office", "channels", "faces")
    places = [path for floor in floors for path in python(f"yingda/{floor}/")]
    return {r.words: path for path in places for r in refusals(path)}


def test_every_refusal_has_its_english():
    known = english()
    missing = [
        f"{named(path)}: {words}" for words, path in spoken().items() if not known.get(words)
    ]
    assert not missing, "add it to yingda/locale/en/LC_MESSAGES/django.po"


def test_the_english_of_a_refusal_keeps_its_slots():
    known = english()
    lost = [
        words
        for words in spoken()
        if known.get(words) and set(SLOT.findall(words)) != set(SLOT.findall(known[words]))
    ]
    assert not lost, "an officer must see which, how many, until when"


def test_refusals_do_not_shout():
    loud = [words for words in spoken() if "!" in words or "！" in words or "错误" in words]
    assert not loud, "a refusal says what is wrong and what to do, calmly"
