# SPDX-License-Identifier: Apache-2.0
"""The generated documents say what the code says, and always in the same bytes."""

from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command

from yingda import flow
from yingda.config import diagram, pages


def test_the_page_of_the_flow_names_every_command_and_every_kept_event():
    page = "\n".join(pages._flow())
    assert not [c.__name__ for c in flow.DECIDE if f"`{c.__name__}`" not in page]
    assert not [e.__name__ for e in flow.EVOLVE if f"`{flow.grammar.kept_as(e)}`" not in page]


def test_the_same_code_gives_the_same_bytes():
    assert pages.written() == pages.written()


def test_the_picture_is_well_formed_and_shows_every_stage():
    picture = diagram.svg()
    ElementTree.fromstring(picture)
    assert not [name for name in diagram.NAMES.values() if name != "●" and name not in picture]


def test_a_stale_page_is_found_and_written_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "ROOT", tmp_path)
    with pytest.raises(CommandError, match=r"flow\.md"):
        call_command("write_docs", check=True)
    call_command("write_docs")
    assert pages.stale() == []
