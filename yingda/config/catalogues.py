# SPDX-License-Identifier: Apache-2.0
"""译文 Catalogues: the English of the screens, compiled from `.po` when it is newer, by Babel."""

import os
from pathlib import Path

from yingda.config.city import ROOT


def compile_stale(root: Path = ROOT / "yingda") -> list[Path]:
    """Write each `.mo` older than its `.po`; the paths written."""
    written = []
    for source in root.glob("**/locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        _compile(source, target)
        written.append(target)
    return written


def _compile(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo  # loaded only when there is something to compile
    from babel.messages.pofile import read_po

    with source.open("rb") as po:
        catalogue = read_po(po, locale=source.parts[-3])
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    with draft.open("wb") as mo:
        write_mo(mo, catalogue)
    draft.replace(target)
