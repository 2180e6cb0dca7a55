# SPDX-License-Identifier: Apache-2.0
"""Every channel by its samples: what came (`.json`) and what must become of it (`.toml`)."""

import json
import tomllib
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest

from yingda import channels
from yingda.flow.grammar import Refusal

HERE = Path(channels.__file__).parent
SAMPLES = sorted(HERE.glob("*/samples/*.json"))
NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)


def test_every_channel_has_samples() -> None:
    rooms = {path.parent.name for path in HERE.glob("*/intake.py")}
    assert rooms and rooms == {path.parent.parent.name for path in SAMPLES}


def test_every_channel_has_its_files() -> None:
    for room in (path.parent for path in HERE.glob("*/intake.py")):
        assert (room / "README.md").exists(), room.name


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: f"{p.parent.parent.name}-{p.stem}")
def test_a_sample_becomes_what_it_says(sample: Path) -> None:
    expected = tomllib.loads(sample.with_suffix(".toml").read_text("utf-8"))
    intake = import_module(f"yingda.channels.{sample.parent.parent.name}.intake")
    came = intake.read(json.loads(sample.read_text("utf-8")), NOW)
    if "refused" in expected:
        assert isinstance(came, Refusal)
        assert (came.code, list(came.fields)) == (expected["refused"], expected["fields"])
        return
    assert not isinstance(came, Refusal), came
    got = {
        "title": came.command.title, "nature": came.command.nature, "phone": came.told.phone,
        "district": came.command.place.district, "channel": came.command.channel,
        "confidential": came.command.confidential, "subject": came.command.subject,
    }  # fmt: skip
    assert got | expected == got


def test_an_unknown_channel_is_no_way_out() -> None:
    assert channels._sender("pigeon") is None
    assert channels.leaving() == ["api"]
