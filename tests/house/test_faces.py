# SPDX-License-Identifier: Apache-2.0
"""Templates, styles and scripts: colours in one place, nothing inline, Chinese as the source."""

import re

from tests.house.sources import named, of_kind

COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(")
INLINE = re.compile(r"\sstyle=|<style|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+=\"|javascript:", re.I)
FOREIGN = re.compile(r"(?:src|href|action)=\"https?://", re.I)
ID_RULE = re.compile(r"^[^{}@/]*#[a-zA-Z][\w-]*[^{};]*\{", re.M)


def stylesheets() -> dict[str, str]:
    """The sheets without their comments."""
    sheets = {named(p): p.read_text(encoding="utf-8") for p in of_kind(".css", "yingda/")}
    return {name: re.sub(r"/\*.*?\*/", "", text, flags=re.S) for name, text in sheets.items()}


def templates() -> dict[str, str]:
    """The templates without their comments."""
    pages = {named(p): p.read_text(encoding="utf-8") for p in of_kind(".html", "yingda/")}
    return {name: re.sub(r"\{#.*?#\}", "", text, flags=re.S) for name, text in pages.items()}


def test_colours_stand_only_in_tokens():
    found = [
        f"{name}: {colour.group()}"
        for name, text in stylesheets().items()
        if not name.endswith("tokens.css") and (colour := COLOUR.search(text))
    ]
    assert not found, "a colour of its own is missed by the dark look and by high contrast"


def test_no_rule_shouts_or_names_an_id():
    found = [name for name, text in stylesheets().items() if "!important" in text]
    found += [name for name, text in stylesheets().items() if ID_RULE.search(text)]
    assert not found, "the layers decide which rule wins"


def test_templates_hold_no_inline_style_or_script():
    found = [
        f"{name}: {inline.group().strip()}"
        for name, text in templates().items()
        if (inline := INLINE.search(text))
    ]
    assert not found, "the Content-Security-Policy refuses it; use a class or a data- attribute"


def test_nothing_is_loaded_from_elsewhere():
    found = [name for name, text in templates().items() if FOREIGN.search(text)]
    assert not found, "a hotline's own network may reach nothing else; nor should it tell others"


def test_every_partial_is_used():
    everything = "".join(templates().values()) + "".join(
        p.read_text(encoding="utf-8") for p in of_kind(".py", "yingda/")
    )
    unused = []
    for p in of_kind(".html", "yingda/"):
        inside = p.as_posix().rpartition("/templates/")[2]
        if p.name.startswith("_") and inside not in everything:
            unused.append(named(p))
    assert not unused, "what nothing shows is not kept"
