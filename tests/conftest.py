# SPDX-License-Identifier: Apache-2.0
"""A real PostgreSQL for the tests: a temporary one of our own, gone afterwards.

`YINGDA_TEST_DATABASE_URL` names an outside server instead; `YINGDA_TEST_PG=15` takes Debian's.
With xdist the first process starts the server and the workers inherit its address.
"""

import atexit
import base64
import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest
from django.db import connection

from yingda.config import catalogues, postgres

NO_SYNC = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
FIXED = {
    "YINGDA_TESTING": "1",
    "YINGDA_SECRET_KEY": "only-for-tests",
    "YINGDA_RECORD_KEY": base64.b64encode(b"r" * 32).decode(),
    "YINGDA_SEALING_KEYS": ",".join(
        f"{name}:{base64.b64encode(letter * 32).decode()}"
        for name, letter in (("k2", b"b"), ("k1", b"a"))
    ),
    "DJANGO_SETTINGS_MODULE": "yingda.config.settings",
}


def _sweep(parent: Path) -> None:
    """End the servers that killed test runs left behind."""
    for left in parent.glob("yingda-test-*"):
        pid = left.name.split("-")[2]
        if not Path(f"/proc/{pid}").exists():
            postgres.stop(left / "pg")
            shutil.rmtree(left, ignore_errors=True)


def _own_server() -> str:
    major = os.environ.get("YINGDA_TEST_PG")
    if major:
        os.environ["YINGDA_PG_BINDIR"] = f"/usr/lib/postgresql/{major}/bin"
    _sweep(Path(tempfile.gettempdir()))
    place = Path(tempfile.mkdtemp(prefix=f"yingda-test-{os.getpid()}-"))
    place.chmod(0o711)
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    atexit.register(postgres.stop, place / "pg", 5)
    postgres.ensure(place / "pg", extra=NO_SYNC)
    return postgres.remembered_url(place / "pg")


os.environ.update(FIXED)
os.environ.setdefault("YINGDA_CITY", str(Path(__file__).parents[1] / "city.example.toml"))
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["YINGDA_DATABASE_URL"] = os.environ.get("YINGDA_TEST_DATABASE_URL") or _own_server()

catalogues.compile_stale()
django.setup()

from yingda.office import incidents  # noqa: E402


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What a process keeps of the database for some seconds is gone with each test."""
    incidents.forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let the tests empty the record between them; the test of the trigger switches it on again."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("alter table record_entry disable trigger never_emptied")
        cursor.execute("alter table record_seal disable trigger seal_never_emptied")
        cursor.execute("alter table ledgers_heardline disable trigger heard_never_emptied")
