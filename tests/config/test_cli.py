# SPDX-License-Identifier: Apache-2.0
"""命令行."""

import os
import subprocess
import sys

import pytest

from yingda.config import cli


@pytest.fixture(autouse=True)
def no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def test_help_lists_every_command_of_the_house_with_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["--help"]) == 0
    said = capsys.readouterr().out
    for name, line in cli.own_commands().items():
        assert name in said
        assert line, f"the command {name} has no help"
        assert line in said
    assert "启动整套系统" in said


def test_every_command_of_the_house_speaks_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    chinese = cli.own_commands()
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    english = cli.own_commands()
    same = [name for name in chinese if chinese[name] == english[name]]
    assert not same, f"give these commands a `help` in Chinese and a `help_en`: {same}"


def test_a_city_file_with_a_mistake_is_told_in_one_line_and_not_as_a_trace(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    def refuse(words: list[str]) -> int:
        raise cli.city.CityError("city.toml：不认识的键 “x”")

    monkeypatch.setattr(cli, "_carry_out", refuse)
    assert cli.main(["check"]) == 1
    assert capsys.readouterr().err == "city.toml：不认识的键 “x”\n"


def test_a_command_nobody_has_is_said_in_the_persons_language_and_ours_are_known():
    """In a process of its own: here Django has been set up already."""
    for language, words in (("zh_CN.UTF-8", "没有命令“nosuch”"), ("en_US.UTF-8", "no command")):
        env = dict(
            os.environ, LC_ALL=language, YINGDA_DATABASE_URL="postgresql://nobody@localhost:1/no"
        )
        asked = [sys.executable, "-m", "yingda.config.cli"]
        unknown = subprocess.run([*asked, "nosuch"], env=env, capture_output=True, text=True)
        assert unknown.returncode == 1 and words in unknown.stderr
        known = subprocess.run([*asked, "check_standard"], env=env, capture_output=True, text=True)
        assert known.returncode == 0, known.stderr


def test_a_database_without_our_tables_is_told_in_one_line_and_not_as_a_trace():
    """The server's own database, in which nobody ever made a table."""
    server = os.environ["YINGDA_DATABASE_URL"].rsplit("/", 1)[0]
    env = dict(os.environ, LC_ALL="zh_CN.UTF-8", YINGDA_DATABASE_URL=f"{server}/postgres")
    asked = [sys.executable, "-m", "yingda.config.cli", "read", "停水"]
    found = subprocess.run(asked, env=env, capture_output=True, text=True)
    assert found.returncode == 1 and "数据库还没有建表" in found.stderr
    assert "Traceback" not in found.stderr
