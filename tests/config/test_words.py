# SPDX-License-Identifier: Apache-2.0
"""语言."""

import pytest

from yingda.config import words


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "你好"),
        ({"LANG": "C.UTF-8"}, "你好"),
        ({"LANG": "zh_CN.UTF-8"}, "你好"),
        ({"LANG": "en_US.UTF-8"}, "hello"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "你好"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "hello"),
    ],
)
def test_the_shell_speaks_chinese_unless_the_locale_is_english(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], said: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert words.tell("你好", "hello") == said


def test_a_long_step_says_when_it_begins_and_when_it_is_done(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with words.step("数据表", "Tables"):
        pass
    begun, done = capsys.readouterr().out.splitlines()
    assert begun.startswith("· ")
    assert "✓" in done
