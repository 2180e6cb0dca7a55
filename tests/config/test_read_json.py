# SPDX-License-Identifier: Apache-2.0
"""逐行阅读 A text a line in, a line of JSON each out: nothing is lost on the way."""

import io
import json
import sys

import pytest
from django.core.management import call_command

from tests.faces.people import make_city

pytestmark = pytest.mark.django_db


def read(monkeypatch, words, *options):
    make_city()
    monkeypatch.setattr(sys, "stdin", io.StringIO(words))
    out = io.StringIO()
    call_command("read", "-", *options, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_lines_in_and_out_keep_step_and_say_everything(monkeypatch):
    fire, none, vague = read(monkeypatch, "样街道一户人家着火了\n\n我们会尽快处理。\n")
    assert none is None and fire["hints"]["tier"]["tier"] == "critical"
    assert set(fire["hints"]["subject"]["chances"]) >= {"城乡建设", "环境保护"}
    assert fire["hints"]["places"] and "vague" in {one["kind"] for one in vague["advice"]}


def test_the_moment_of_a_text_is_told_from_the_day_that_is_given(monkeypatch):
    (seen,) = read(monkeypatch, "昨天晚上停水了\n", "--on", "2026-02-01")
    assert seen["hints"]["moments"][0]["at"].startswith("2026-01-31")


def test_a_line_that_is_an_address_is_cut_into_parts(monkeypatch):
    (seen,) = read(monkeypatch, "朝阳区建国路88号\n")
    assert [(part["label"], part["words"]) for part in seen["address"]] == [
        ("district", "朝阳区"), ("road", "建国路"), ("roadno", "88号"),
    ]  # fmt: skip
