# SPDX-License-Identifier: Apache-2.0
"""A city learns from its own history, and its weights stand in the place of ours."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from yingda import hints
from yingda.hints import shipped
from yingda.office import hinting


@pytest.fixture
def own(tmp_path, settings):
    settings.HINTS = tmp_path / "hints"
    return tmp_path


def sheet(folder, rows, encoding="utf-8"):
    path = folder / "history.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([("事", "类"), *rows])
    return path


def train(path, *options):
    said = io.StringIO()
    call_command("train_hints", str(path), "--text", "事", "--label", "类", *options, stdout=said)
    return said.getvalue()


ROWS = [(f"{n}号楼水管漏水{'哗' * n}", "水") for n in range(9)] + [
    (f"{n}号路口路面坑洼{'颠' * n}", "路") for n in range(9)
]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_trained_city_is_read_by_its_own_weights(own, encoding):
    assert "18" in train(sheet(own, ROWS, encoding))
    assert set(hinting.in_force("subject").labels) == {"水", "路"}
    assert hinting.in_force("nature") == shipped.weights("nature")


def test_a_dry_run_keeps_nothing(own):
    train(sheet(own, ROWS), "--dry-run")
    assert not hinting.folder().exists()
    assert hinting.in_force("subject") == shipped.weights("subject")


def test_bad_rows_are_told_by_line_while_the_good_are_learnt(own):
    assert "第20行" in train(sheet(own, [*ROWS, ("没有标签的一行", "")]))


def test_a_sheet_that_teaches_nothing_is_refused(own):
    with pytest.raises(CommandError):
        train(sheet(own, ROWS[:9]))
    with pytest.raises(CommandError):
        train(own / "absent.csv")


def test_a_city_trains_tiers_beside_our_invented_appeals(own, monkeypatch):
    few = shipped.tier_examples()[::12]
    monkeypatch.setattr(shipped, "tier_examples", lambda: few)
    urgent = [(f"蝗虫飞进{n}号棚吃光了苗{'啊' * n}", "特急") for n in range(12)]
    plain = [(f"{n}号棚的地膜补贴怎么领{'呢' * n}", "一般") for n in range(12)]
    assert "特急" in train(sheet(own, [*urgent, *plain]), "--of", "tier")
    seen = hints.tier_of("", "又有蝗虫飞进大棚吃光了苗", hinting.learnt())
    assert seen.tier == "critical" and (own / "hints/tier.bin").is_file()


def test_labels_that_are_no_tiers_train_no_tier(own):
    with pytest.raises(CommandError):
        train(sheet(own, ROWS), "--of", "tier")


@pytest.mark.parametrize("command", ["train_hints", "load_laws"])
def test_a_file_that_is_not_there_is_named_in_the_persons_language(command, tmp_path):
    with pytest.raises(CommandError, match="没有这个文件：.*nowhere"):
        call_command(command, str(tmp_path / "nowhere"))
