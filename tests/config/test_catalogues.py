# SPDX-License-Identifier: Apache-2.0
"""译文."""

import gettext
import os
from pathlib import Path

from yingda.config import catalogues

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "签收"
msgstr "Sign in"
"""


def test_a_catalogue_is_compiled_when_it_is_newer_and_only_then(tmp_path: Path) -> None:
    folder = tmp_path / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text(PO, encoding="utf-8")
    written = catalogues.compile_stale(tmp_path)
    assert written == [folder / "django.mo"]
    with written[0].open("rb") as mo:
        assert gettext.GNUTranslations(mo).gettext("签收") == "Sign in"
    assert catalogues.compile_stale(tmp_path) == []
    later = written[0].stat().st_mtime + 5
    os.utime(source, (later, later))
    assert catalogues.compile_stale(tmp_path) == written


def test_the_catalogues_of_the_house_can_be_compiled_and_nothing_is_left_over() -> None:
    catalogues.compile_stale()
    for source in (catalogues.ROOT / "yingda").glob("locale/*/LC_MESSAGES/*.po"):
        assert sorted(path.suffix for path in source.parent.iterdir()) == [".mo", ".po"]
