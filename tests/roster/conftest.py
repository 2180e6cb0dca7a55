# SPDX-License-Identifier: Apache-2.0
"""A small city for the tests of the roster: two districts, three sub-districts, a few units."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from yingda.roster.models import DirectoryLine, Place, Subject, Unit

DAY = date(2026, 1, 15)
FILES = {
    "places.csv": """code,name,kind,parent
110105,朝阳区,district,
110105026,望京街道,street,110105
110105026001,甲社区居委会,community,110105026
""",
    "units.csv": """code,name,level,kind,district,street,parent
heating,热力集团,utility,,,,
110105,朝阳区人民政府,district,,110105,,
110105-housing,朝阳区住建委,district_department,housing,110105,,110105
110105026,望京街道办事处,subdistrict,,110105,110105026,110105
110105026001,甲社区居委会,community,,110105,110105026,110105026
""",
    "subjects.csv": """code,name,parent,level
01,城乡建设,,1
0102,市政管理,01,2
010208,冬季采暖,0102,3
""",
    "directory.csv": """id,subject,scope,lead,assisting,level,legal_basis,valid_from,valid_until
L1,010208,,heating,@subdistrict|@district_department:housing,utility,《甲办法》,2021-09-24,
""",
    "officers.csv": """username,name,unit,duties,phone_ext
wang,王春来,heating,clerk,6101
li,李清川,,dispatcher|reviewer,
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose files are all in order."""
    for file, words in FILES.items():
        (tmp_path / file).write_text(words, encoding="utf-8")
    return tmp_path


@pytest.fixture
def spoil(folder: Path) -> Callable[[str, str, str], None]:
    """Replaces words in a file of the folder; the words must be there."""

    def replace(file: str, old: str, new: str) -> None:
        words = (folder / file).read_text(encoding="utf-8")
        assert old in words
        (folder / file).write_text(words.replace(old, new, 1), encoding="utf-8")

    return replace


def _unit(code: str, name: str, level: str, **more: object) -> Unit:
    return Unit.objects.create(code=code, name=name, level=level, **more)


@pytest.fixture
def city(db: None) -> None:
    """Units, places and subjects, and no line of the directory yet."""
    office = _unit("office", "市政府办公厅", "city")
    _unit("heating", "热力集团", "utility", parent=office)
    for d, streets in {"110105": ("110105026", "110105020"), "110119": ("110119001",)}.items():
        Place.objects.create(code=d, name=d, kind="district")
        government = _unit(d, f"{d}区政府", "district", district=d, parent=office)
        within = {"district": d, "parent": government}
        _unit(f"{d}-housing", f"{d}住建委", "district_department", kind="housing", **within)
        for street in streets:
            Place.objects.create(code=street, name=street, kind="street", parent_id=d)
            _unit(street, f"{street}街道办", "subdistrict", street=street, **within)
    _unit("c1", "甲社区", "community", district="110105", street="110105026")
    Subject.objects.create(code="01", name="城乡建设", level=1)
    Subject.objects.create(code="0102", name="市政管理", level=2, parent_id="01")
    Subject.objects.create(code="010208", name="冬季采暖", level=3, parent_id="0102")


@pytest.fixture
def line(city: None) -> Callable[..., DirectoryLine]:
    """Adds a line to the directory: line("L1", "010208", "heating", scope=…)."""

    def add(code: str, subject: str, lead: str, **more: object) -> DirectoryLine:
        wanted = {
            "level": "utility",
            "legal_basis": "《甲办法》",
            "valid_from": date(2021, 9, 24),
            **more,
        }
        return DirectoryLine.objects.create(id=code, subject_id=subject, lead=lead, **wanted)

    return add
