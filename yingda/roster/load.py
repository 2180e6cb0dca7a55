# SPDX-License-Identifier: Apache-2.0
"""名录装载 Load: the roster from a folder of CSV files, all or nothing.

Nothing is stored while any row of any file is at fault. A row that is not in the files stays as
it is: who ends is made inactive, never dropped. The same folder again changes nothing.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, models, transaction
from django.utils.translation import gettext as _
from msgspec import Struct

from . import checks, sheets
from .models import DirectoryLine, Level, Officer, Place, Subject, Unit

_TURN = 0x726F7374  # one load at a time: key of the advisory lock
_STEP = 1000
Told = Callable[[str, int, int], None]


class Counts(Struct, frozen=True, kw_only=True):
    """计数 What became of the rows of one file."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


class Report(Struct, frozen=True, kw_only=True):
    """装载结果 Counts by file, or all faults (then nothing was stored)."""

    counts: dict[str, Counts]
    faults: tuple[sheets.Fault, ...] = ()

    @property
    def changed_anything(self) -> bool:
        """Some row was new or different."""
        return any(c.created or c.changed for c in self.counts.values())


def load(folder: Path, *, dry_run: bool = False, told: Told = lambda *_: None) -> Report:
    """Reads, checks and stores the files of `folder`.

    `told(file, done, of)` is called while rows are stored. With `dry_run` everything is done and
    then taken back, so that the counts are true and nothing stays.
    """
    files, wrong = _read(folder)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
        wrong += checks.faults(files, _held())
        if wrong:
            return Report(counts={}, faults=tuple(wrong))
        counts = {file: _store(file, rows, told) for file, rows in files.items()}
        transaction.set_rollback(dry_run)
    return Report(counts=counts)


def _read(folder: Path) -> tuple[dict[str, Sequence[sheets.Row]], list[sheets.Fault]]:
    files: dict[str, Sequence[sheets.Row]] = {}
    faults: list[sheets.Fault] = []
    for sheet in sheets.SHEETS:
        path = folder / sheet.file
        if path.exists():
            files[sheet.file], found = sheets.rows(path, sheet)
            faults += found
    if not files:
        reason = _("文件夹里没有名录文件")
        faults.append(
            sheets.Fault(file=folder.name, row=0, column="", value=str(folder), reason=reason)
        )
    return files, faults


def _held() -> checks.Known:
    units = Unit.objects.values_list("code", "level", "active", "kind")
    return checks.Known(
        places=dict(Place.objects.values_list("code", "kind")),
        subjects=dict(Subject.objects.values_list("code", "level")),
        units={code: (level, active) for code, level, active, _kind in units},
        department_kinds={k for _c, lv, _a, k in units if lv == Level.DISTRICT_DEPARTMENT},
    )


_MODELS: dict[str, tuple[type[models.Model], dict[str, str]]] = {
    "places.csv": (Place, {"parent": "parent_id"}),
    "units.csv": (Unit, {"parent": "parent_id"}),
    "subjects.csv": (Subject, {"parent": "parent_id"}),
    "directory.csv": (DirectoryLine, {"subject": "subject_id"}),
    "officers.csv": (Officer, {"unit": "unit_id", "username": "user_id"}),
}
"""Each file's table, and the columns that have another name there."""


def _store(file: str, rows: Sequence[sheets.Row], told: Told) -> Counts:
    model, renamed = _MODELS[file]
    key = "user_id" if model is Officer else model._meta.pk.name
    users = _users(rows) if model is Officer else {}
    held = {getattr(one, key): one for one in model._default_manager.all()}
    fresh, altered, same, fields = [], [], 0, set[str]()
    for row in rows:
        wanted = {renamed.get(name, name): value for name, value in row.values.items()}
        if model is Officer:
            wanted["user_id"] = users[wanted["user_id"]]
        old = held.get(wanted[key])
        if old is None:
            fresh.append(model(**wanted))
        elif differing := _differing(old, wanted):
            fields |= differing
            altered.append(old)
        else:
            same += 1
    _write(model, fresh, altered, fields, lambda done: told(file, same + done, len(rows)))
    return Counts(created=len(fresh), changed=len(altered), unchanged=same)


def _write(
    model: type[models.Model],
    fresh: Sequence[models.Model],
    altered: Sequence[models.Model],
    fields: set[str],
    done: Callable[[int], None],
) -> None:
    names = sorted(model._meta.get_field(name).name for name in fields)
    for start in range(0, len(fresh), _STEP):
        model._default_manager.bulk_create(fresh[start : start + _STEP])
        done(min(start + _STEP, len(fresh)))
    for start in range(0, len(altered), _STEP):
        model._default_manager.bulk_update(altered[start : start + _STEP], names)
        done(len(fresh) + min(start + _STEP, len(altered)))


def _differing(old: models.Model, wanted: dict[str, Any]) -> set[str]:
    """Sets `old` to what is wanted and names the fields that were different."""
    names = {name for name, value in wanted.items() if getattr(old, name) != value}
    for name in names:
        setattr(old, name, wanted[name])
    return names


def _users(rows: Sequence[sheets.Row]) -> dict[str, int]:
    """The accounts of the officers; a new one cannot sign in until it is given a password."""
    model = get_user_model()
    names = [row.values["username"] for row in rows]
    held = set(model.objects.filter(username__in=names).values_list("username", flat=True))
    fresh = [model(username=name) for name in names if name not in held]
    for user in fresh:
        user.set_unusable_password()
    model.objects.bulk_create(fresh)
    return dict(model.objects.filter(username__in=names).values_list("username", "pk"))
