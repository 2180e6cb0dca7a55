# SPDX-License-Identifier: Apache-2.0
"""参数 What is refused in the arguments of a command is said in the person's language."""

import argparse
import ast
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from yingda.config import arguments
from yingda.config.management import commands

FOLDER = Path(commands.__path__[0])


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(argparse, "_", argparse._)
    monkeypatch.setattr(argparse, "ngettext", argparse.ngettext)
    arguments.speak()
    yield


def refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    parser = ArgumentParser(prog="yingda look")
    parser.add_argument("place")
    parser.add_argument("--as-of", type=arguments.moment)
    parser.add_argument("--on", type=arguments.day)
    parser.add_argument("--rounds", type=arguments.count)
    parser.add_argument("--rate", type=arguments.amount)
    parser.add_argument("--kind", choices=["cel", "csv"])
    parser.add_argument("--quick", action="store_true")
    with pytest.raises(SystemExit) as left:
        parser.parse_args(words)
    assert left.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["x", "--as-of", "tomorrow"], "参数 --as-of：“tomorrow”不是时间，请写成 2026-11-26"),
        (["x", "--on", "2026-13-01"], "参数 --on：“2026-13-01”不是日期"),
        (["x", "--rounds", "1.5"], "参数 --rounds：“1.5”不是整数"),
        (["x", "--rate", "快"], "参数 --rate：“快”不是数字"),
        (["x", "--kind", "tsv"], "参数 --kind：不能是 'tsv'，可选：'cel', 'csv'"),
        (["x", "--rate"], "参数 --rate：后面须有一个值"),
        (["x", "--quick=1"], "参数 --quick：后面不能有值 '1'"),
        (["x", "--r", "1"], "参数 --r 写得不全，可能是 --rounds, --rate"),
        (["x", "--nothing"], "不认识的参数：--nothing"),
        ([], "缺少参数：place"),
    ],
)
def test_each_refusal_says_in_chinese_what_is_wrong(words, said, capsys):
    assert refused(words, capsys).startswith(f"yingda look：{said}")


def test_under_an_english_locale_it_is_said_in_english(monkeypatch, capsys):
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    arguments.speak()
    said = refused(["x", "--as-of", "tomorrow"], capsys)
    assert said == (
        "yingda look: error: argument --as-of: “tomorrow” is no moment:"
        " write 2026-11-26 or 2026-11-26T08:30"
    )


def test_what_is_right_is_read():
    assert arguments.day("2026-11-26") == date(2026, 11, 26)
    assert arguments.moment("2026-11-26T08:30") == datetime(2026, 11, 26, 8, 30)
    assert (arguments.count("3"), arguments.amount("0.5")) == (3, 0.5)
    with pytest.raises(ArgumentTypeError):
        arguments.count("三")


def test_no_command_takes_a_type_that_refuses_in_english():
    spoken = {"Path", *(f"arguments.{name}" for name in ("day", "moment", "count", "amount"))}
    other = [
        f"{file.name}: {ast.unparse(word.value)}"
        for file in FOLDER.glob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("add_argument")
        for word in call.keywords
        if word.arg == "type" and ast.unparse(word.value) not in spoken
    ]
    assert not other, "take a type of yingda.config.arguments"
