# SPDX-License-Identifier: Apache-2.0
"""演示城市 The demo city: its people and their password, from the roster's own files.

Only for a city whose file says `demo = true`. The password is public; YINGDA_DEMO_PASSWORD sets
another one before the first load.
"""

import os
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import transaction

from yingda.roster import load, sheets
from yingda.roster.models import Officer

PASSWORD = "yingda-demo"

Demo = tuple[str, str, str, list[str], str]


class NotDemo(Exception):
    """The city file does not say `demo = true`: known passwords may not be set here."""


def password() -> str:
    """What every demo person signs in with."""
    return os.environ.get("YINGDA_DEMO_PASSWORD") or PASSWORD


def people() -> list[Demo]:
    """(user name, password, name, duties, unit's name or "" for the hotline), as in the files."""
    units = {row.values["code"]: row.values["name"] for row in _rows("units.csv")}
    secret = password()
    return [
        (v["username"], secret, v["name"], v["duties"], units.get(v["unit"] or "", ""))
        for v in (row.values for row in _rows("officers.csv"))
        if v["active"]
    ]


def prepare(told: load.Told = lambda *_: None) -> int:
    """Loads the roster if demo people are absent and gives them the password; how many got it.

    Raises NotDemo for a real city, ValueError when the roster's files are at fault.
    """
    if not settings.CITY.demo:
        raise NotDemo(settings.CITY.name)
    names = [name for name, *_rest in people()]
    there = Officer.objects.filter(user__username__in=names).count()
    if there < len(names):
        report = load.load(Path(settings.CITY.roster), told=told)
        if report.faults:
            first = report.faults[0]
            raise ValueError(f"{first.file}:{first.row} {first.column} {first.reason}")
    return _admit(names)


@transaction.atomic
def _admit(names: list[str]) -> int:
    """Accounts that cannot sign in yet get the demo password, hashed once for all."""
    model = get_user_model()
    locked = model.objects.filter(username__in=names, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    administrators = locked.filter(officer__duties__contains=["administrator"])
    administrators.update(is_staff=True, is_superuser=True)
    return locked.update(password=make_password(password())) if locked.exists() else 0


def _rows(file: str) -> list[sheets.Row]:
    sheet = next(s for s in sheets.SHEETS if s.file == file)
    path = Path(settings.CITY.roster) / file
    return sheets.rows(path, sheet)[0] if path.exists() else []
