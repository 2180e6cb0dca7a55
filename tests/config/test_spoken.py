# SPDX-License-Identifier: Apache-2.0
"""Refusals are found in the source, however they are written there."""

import pytest

from yingda.config.spoken import refusals

WRITTEN = """
ARTICLE = "book:12"

def decide(case):
    if not case:
        return Refusal("no_case", "没有诉求")
    words = "已超过{within}"
    if case.late:
        return Refusal("too_late", words, ARTICLE, {"within": "1日"})
    words = "须写明理由"
    return Refusal(code="no_reason", words=words, fields=("reason",))

def _photo(code, words):
    return Refusal(code, words, fields=("photos",))

def check(picture):
    return _photo("too_large", "照片过大")
"""


def found(tmp_path, text):
    file = tmp_path / "stage.py"
    file.write_text(text, encoding="utf-8")
    return [(r.code, r.words, r.clause) for r in refusals(file)]


def test_each_refusal_is_found_with_its_words_and_its_clause(tmp_path):
    assert found(tmp_path, WRITTEN) == [
        ("no_case", "没有诉求", ""),
        ("too_late", "已超过{within}", "book:12"),
        ("no_reason", "须写明理由", ""),
        ("too_large", "照片过大", ""),
    ]


def test_words_that_are_put_together_are_refused_because_nobody_could_translate_them(tmp_path):
    with pytest.raises(ValueError, match="not written out"):
        found(tmp_path, 'def decide(n):\n    return Refusal("many", f"共{n}件")\n')
