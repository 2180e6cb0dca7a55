# SPDX-License-Identifier: Apache-2.0
"""名录装载 The roster from a folder of files, all or nothing."""

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from yingda.roster.load import Counts, load
from yingda.roster.models import DirectoryLine, Officer, Place, Subject, Unit

pytestmark = pytest.mark.django_db


def test_a_folder_in_order_is_stored(folder):
    report = load(folder)
    assert report.faults == ()
    assert report.counts["units.csv"] == Counts(created=5)
    assert Unit.objects.get(pk="110105026").parent_id == "110105"
    assert Place.objects.get(pk="110105026001").kind == "community"
    assert Subject.objects.get(pk="010208").parent_id == "0102"
    line = DirectoryLine.objects.get(pk="L1")
    assert line.assisting == ["@subdistrict", "@district_department:housing"]
    assert Officer.objects.get(user__username="li").duties == ["dispatcher", "reviewer"]


def test_the_same_folder_again_changes_nothing(folder):
    load(folder)
    report = load(folder)
    assert not report.changed_anything
    assert report.counts["units.csv"] == Counts(unchanged=5)
    assert report.counts["officers.csv"] == Counts(unchanged=2)


def test_one_changed_cell_changes_one_row(folder, spoil):
    load(folder)
    spoil("units.csv", "热力集团", "热力公司")
    spoil("officers.csv", "6101", "6199")
    report = load(folder)
    assert report.counts["units.csv"] == Counts(changed=1, unchanged=4)
    assert report.counts["officers.csv"] == Counts(changed=1, unchanged=1)
    assert Unit.objects.get(pk="heating").name == "热力公司"
    assert Officer.objects.get(user__username="wang").phone_ext == "6199"


def test_an_officer_may_move_to_another_unit(folder, spoil):
    load(folder)
    spoil("officers.csv", "王春来,heating", "王春来,110105")
    load(folder)
    assert Officer.objects.get(user__username="wang").unit_id == "110105"


def test_a_row_that_is_not_in_the_files_stays(folder):
    load(folder)
    Unit.objects.create(code="mine", name="自建单位", level="city")
    load(folder)
    assert Unit.objects.filter(code="mine").exists()


def test_a_dry_run_counts_and_leaves_nothing(folder):
    report = load(folder, dry_run=True)
    assert report.counts["officers.csv"] == Counts(created=2)
    assert not Unit.objects.exists()
    assert not User.objects.exists()


def test_a_new_officer_cannot_sign_in_until_given_a_password(folder):
    load(folder)
    assert not User.objects.get(username="wang").has_usable_password()


def test_an_account_that_is_there_keeps_its_password(folder):
    User.objects.create_user("wang", password="her-own-secret")
    load(folder)
    assert User.objects.get(username="wang").check_password("her-own-secret")


def test_a_folder_without_files_is_a_fault(tmp_path):
    assert len(load(tmp_path).faults) == 1


def test_progress_is_told_while_rows_are_stored(folder):
    told = []
    load(folder, told=lambda *step: told.append(step))
    assert ("units.csv", 5, 5) in told


def test_the_command_prints_counts_and_fails_on_faults(folder, spoil, capsys):
    call_command("load_roster", str(folder), "--dry-run")
    assert "units.csv: 新增5" in capsys.readouterr().out
    spoil("units.csv", "utility", "empire")
    with pytest.raises(CommandError, match="1处错误|[2-9]处错误"):
        call_command("load_roster", str(folder))
    assert "units.csv:2: level“empire”" in capsys.readouterr().err
