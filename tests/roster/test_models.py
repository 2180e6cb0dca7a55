# SPDX-License-Identifier: Apache-2.0
"""名录 The tables keep their own order."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import translation

from yingda import roster
from yingda.roster.models import DirectoryLine, Duty, Level, Token, Unit

NOON = datetime(2026, 1, 15, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_the_migrations_say_what_the_models_say(db):
    call_command("makemigrations", "roster", check=True, dry_run=True, verbosity=0)


def test_a_line_cannot_end_before_it_begins(line):
    with pytest.raises(IntegrityError):
        line("L1", "010208", "heating", valid_until=date(2021, 9, 23))


def test_a_unit_that_others_name_cannot_be_removed(city):
    with pytest.raises(ProtectedError):
        Unit.objects.get(pk="110105").delete()


def test_a_secret_stands_for_one_token_only(db):
    def issue() -> Token:
        return Token.objects.create(
            owner="李清川",
            name="数据共享",
            hash="0" * 64,
            prefix="yd_1234",
            expires_at=NOON + timedelta(days=90),
            created_at=NOON,
        )

    issue()
    with pytest.raises(IntegrityError):
        issue()


def test_every_table_and_column_has_a_chinese_name():
    for model in (Unit, DirectoryLine, Token):
        assert not model._meta.verbose_name.isascii()
        for field in model._meta.fields:
            assert field.name == "id" or not str(field.verbose_name).isascii()


def test_levels_and_duties_have_chinese_names_and_english_translations():
    catalogue = Path(roster.__file__).parent / "locale/en/LC_MESSAGES/django.po"
    said = catalogue.read_text(encoding="utf-8")
    for choice in (*Level, *Duty):
        with translation.override("zh-hans"):
            assert f'msgid "{choice.label}"' in said
