# SPDX-License-Identifier: Apache-2.0
"""名单装载 A file of callers is put on the list row by row, and may be read again."""

from datetime import UTC, date, datetime

import pytest

from yingda.flow.grammar import Person
from yingda.ledgers.listed import ListedLine
from yingda.office import listing, load_listed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 2, tzinfo=UTC)
LEADER = Person("何主任", "duty_leader")
TABLE = (
    "号码,优先级,队列,有效至,理由\n"
    "13800000001,10,,,独居老人\n"
    "13800000002,,language,2026-12-31,只讲方言\n"
    "没有号码,10,,,独居老人\n"
    "13800000003,高,,,独居老人\n"
    "13800000004,10,,,\n"
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "callers.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def done(file, **more):
    rows = load_listed.load(file, LEADER, NOW, **more)
    return [(row.row, row.done, row.refusal.code if row.refusal else "") for row in rows]


def test_rows_at_fault_are_told_and_all_others_are_on_the_list(file):
    assert done(file) == [
        (2, "put", ""), (3, "put", ""), (4, "refused", "no_number"), (5, "refused", "no_value"),
        (6, "refused", "no_reason"),
    ]  # fmt: skip
    assert len(list(listing.in_the_open(date(2026, 11, 26)))) == 2


def test_the_same_file_again_changes_nothing(file):
    done(file)
    assert [what for _row, what, _code in done(file)][:2] == ["known", "known"]
    assert ListedLine.objects.count() == 2


def test_a_dry_run_puts_nobody_on_the_list(file):
    assert done(file, dry_run=True)[0] == (2, "put", "")
    assert not ListedLine.objects.exists()


def test_a_file_of_an_office_computer_is_read_too(tmp_path):
    path = tmp_path / "callers.csv"
    path.write_bytes(TABLE.encode("gb18030"))
    assert done(path)[0] == (2, "put", "")
