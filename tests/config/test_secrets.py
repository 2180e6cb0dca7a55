# SPDX-License-Identifier: Apache-2.0
"""密钥."""

import stat
from pathlib import Path

import pytest

from yingda.config import secrets


def test_keys_made_on_the_first_run_are_kept_for_the_owner_only(tmp_path: Path) -> None:
    first = secrets.keys(tmp_path / "state", {})
    kept = tmp_path / "state" / "secrets.toml"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert secrets.keys(tmp_path / "state", {}) == first
    assert list(kept.parent.iterdir()) == [kept]
    assert len(first.record) == 32


def test_two_installations_have_different_keys(tmp_path: Path) -> None:
    one, other = secrets.keys(tmp_path / "a", {}), secrets.keys(tmp_path / "b", {})
    assert one.record != other.record
    assert one.sealing["k1"] != other.sealing["k1"]
    assert one.django != other.django


def test_the_environment_outranks_what_was_made_and_the_first_key_is_the_current(
    tmp_path: Path,
) -> None:
    new, old = secrets.fresh(), secrets.fresh()
    found = secrets.keys(tmp_path, {"YINGDA_SEALING_KEYS": f"2027:{new}, 2026:{old}"})
    assert list(found.sealing) == ["2027", "2026"]


def test_with_all_keys_given_nothing_is_written(tmp_path: Path) -> None:
    given = {
        "YINGDA_SECRET_KEY": "x",
        "YINGDA_RECORD_KEY": secrets.fresh(),
        "YINGDA_SEALING_KEYS": f"k:{secrets.fresh()}",
    }
    secrets.keys(tmp_path, given)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("said", ["nonsense!", "c2hvcnQ="])
def test_a_key_that_is_not_32_bytes_is_refused_and_not_shown(tmp_path: Path, said: str) -> None:
    with pytest.raises(secrets.UnusableKey, match="YINGDA_RECORD_KEY") as refused:
        secrets.keys(tmp_path, {"YINGDA_RECORD_KEY": said})
    assert said not in str(refused.value)


def test_two_sealing_keys_of_one_name_are_refused(tmp_path: Path) -> None:
    twice = f"k:{secrets.fresh()},k:{secrets.fresh()}"
    with pytest.raises(secrets.UnusableKey):
        secrets.keys(tmp_path, {"YINGDA_SEALING_KEYS": twice})
