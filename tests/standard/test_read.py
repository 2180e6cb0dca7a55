# SPDX-License-Identifier: Apache-2.0
"""读册 Read: every fault of every book is found, by file, key and reason; the books are sound."""

import hashlib
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from yingda.standard import BOOKS, BadBook, load

VALUE = '[[value]]\nkey = "rework.max_times"\nvalue = 2\nfrom = 2020-01-01\nsource = "试"\n'
PUBLISHED = Path(__file__).parent / "published.toml"


def faults(folder: Path, *names: str) -> list[tuple[str, str, str]]:
    with pytest.raises(BadBook) as bad:
        load(names or ("a",), folder)
    return [(f.file, f.key, f.reason) for f in bad.value.faults]


def test_an_unknown_key_is_refused_with_a_hint(books: Callable[..., Path]) -> None:
    folder = books(a=VALUE.replace("source", "sauce"))
    assert faults(folder) == [
        ("a.toml", "value[1 rework.max_times].sauce", "不认识的键“sauce”，是否想写“source”？")
    ]


def test_an_unknown_kind_of_row_is_refused(books: Callable[..., Path]) -> None:
    assert faults(books(a=VALUE + "[[limits]]\nstep = 'reply'\n")) == [
        ("a.toml", "limits", "不认识的键“limits”，是否想写“limit”？")
    ]


def test_a_row_without_a_date_is_refused(books: Callable[..., Path]) -> None:
    folder = books(a=VALUE.replace("from = 2020-01-01\n", ""))
    assert faults(folder) == [("a.toml", "value[1 rework.max_times].from", "缺少生效日期（from）")]


def test_a_row_of_the_wrong_type_is_refused(books: Callable[..., Path]) -> None:
    [(file, key, reason)] = faults(books(a=VALUE.replace("2020-01-01", '"soon"')))
    assert (file, key) == ("a.toml", "value[1 rework.max_times]")
    assert reason.startswith("写法不对")


def test_an_unknown_key_inside_a_list_is_refused(books: Callable[..., Path]) -> None:
    lists = (
        '[[choices]]\nkey = "dispute.reasons"\nfrom = 2020-01-01\nsource = "试"\n'
        'choice = [{ id = "x", name = "某", nmae_en = "X" }]\n'
    )
    [(_, key, reason)] = faults(books(a=lists))
    assert key == "choices[1 dispute.reasons].choice[1 x].nmae_en"
    assert "name_en" in reason


def test_a_book_that_is_not_there_or_not_toml_is_refused(books: Callable[..., Path]) -> None:
    folder = books(a=VALUE + "[[[")
    found = faults(folder, "a", "b")
    assert [(file, reason[:5]) for file, _, reason in found] == [
        ("a.toml", "不是正确的"),
        ("b.toml", "没有这一册"),
    ]


def test_a_book_without_a_head_is_refused(books: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(VALUE, encoding="utf-8")
    keys = [key for _, key, _ in faults(tmp_path)]
    assert keys == ["book.title", "book.layer", "book.source", "book.from"]


def test_the_faults_of_all_books_are_told_at_once(books: Callable[..., Path]) -> None:
    folder = books(a=VALUE.replace("source", "sauce"), b=VALUE.replace("= 2\n", "= -1\n"))
    assert [file for file, _, _ in faults(folder, "a", "b")] == ["a.toml", "b.toml"]


def test_a_holiday_notice_at_fault_is_refused(books: Callable[..., Path]) -> None:
    folder = books(a=VALUE)
    notice = (
        'year = 2030\nsource = "试"\nshifted = [2030-01-07]\n'
        '[[holiday]]\nname = "元旦"\ndays = [2031-01-01]\n'
    )
    (folder / "calendar-2030.toml").write_text(notice, encoding="utf-8")
    reasons = [reason for file, _, reason in faults(folder) if file == "calendar-2030.toml"]
    assert reasons == ["2031-01-01不在2030年", "2030-01-07是周一至周五，不是调休上班的周末"]


@pytest.mark.parametrize(
    "names",
    [
        ["demo-city"],
        ["beijing-draft-2021", "demo-city"],
        ["gbt-33358-2016", "state-council-2025", "beijing-regulation-2021"],
        ["jinan-2018", "demo-jinan"],
        ["shandong-2020", "demo-jinan"],
    ],
)
def test_the_books_stand_alone_or_together(names: list[str]) -> None:
    assert [book.id for book in load(names).books] == names


def test_a_published_book_has_not_changed_unnoticed() -> None:
    """A change is deliberate: its own commit quotes the source and renews the line here."""
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(BOOKS.glob("*.toml"))
    }
    frozen = tomllib.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert found == frozen, "改动了已发布的册：请在提交说明中写明来源，并更新 published.toml"
