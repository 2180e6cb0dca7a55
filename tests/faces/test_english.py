# SPDX-License-Identifier: Apache-2.0
"""Every text of the screens, and every refusal, can be read in English."""

import re

import pytest
from babel.messages.pofile import read_po

from tests.faces.people import make_city, signed_in
from tests.faces.sources import ROOT, every

SLOT = re.compile(r"\{\w*\}|%\(\w+\)s")


def english() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in ROOT.glob("**/locale/en/LC_MESSAGES/*.po"):
        with path.open("rb") as po:
            found |= {str(m.id): str(m.string) for m in read_po(po) if m.id and m.string}
    return found


def test_every_text_of_the_screens_has_its_english():
    known = english()
    missing = {text: sorted(places) for text, places in every().items() if text not in known}
    assert not missing, "write the English in a django.po"


def test_the_english_has_the_same_slots():
    wrong = [
        (text, said)
        for text, said in english().items()
        if sorted(SLOT.findall(text)) != sorted(SLOT.findall(said))
    ]
    assert not wrong


@pytest.mark.django_db
def test_a_page_is_english_where_english_is_asked_for():
    make_city()
    browser = signed_in("dispatcher")
    answer = browser.post("/language/", {"language": "en", "next": "/dispatch/"})
    assert answer.status_code == 302
    page = browser.get("/dispatch/").content.decode()
    assert "To be dispatched" in page and 'lang="en"' in page
