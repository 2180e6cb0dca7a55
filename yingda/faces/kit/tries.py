# SPDX-License-Identifier: Apache-2.0
"""防猜测 Guessing must be hopeless: of four digits in the look-up, of a password at the sign-in.

Few tries for one name from one place, some from one place, some for one name from everywhere.
Counted before looking, taken back on success; kept in the database, so that no restart and no
second worker forgets.
"""

import hashlib
import hmac
import ipaddress

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

MOST_HERE, MOST_FROM_ADDRESS, MOST_FOR_NUMBER = 5, 40, 40
MOST_SIGN_INS_HERE, MOST_SIGN_INS_FROM_ADDRESS, MOST_SIGN_INS_FOR_NAME = 10, 100, 50
MOST_SUGGESTIONS = 1500
"""In a quarter of an hour from one place, of which an office has one for all its people."""

_COUNT = """
insert into kit_tries as t (key, since, tries) select k, now(), 1 from unnest(%s::text[]) as k
on conflict (key) do update set
  tries = case when t.since < now() - w.within then 1 else t.tries + 1 end,
  since = case when t.since < now() - w.within then now() else t.since end
returning key, tries
""".replace(
    "w.within", "case left(t.key, 1) when 'n' then interval '1 day' else interval '15 min' end"
)
_BACK = "update kit_tries set tries = greatest(tries - 1, 0) where key = any(%s)"
_FORGET = "delete from kit_tries where since < now() - interval '1 day'"


def address(request: HttpRequest) -> str:
    """Where the request comes from; of IPv6 the network, of which a household has one."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        said = request.headers.get("X-Forwarded-For", said).rpartition(",")[2].strip()
    try:
        place = ipaddress.ip_address(said)
    except ValueError:
        return "unknown"
    if place.version == 6:
        return str(ipaddress.ip_network((place, 64), strict=False))
    return str(place)


def _key(letter: str, *parts: str) -> str:
    said = "\x1f".join(("tries", letter, *parts)).encode()
    return letter + hmac.new(settings.RECORD_KEY, said, hashlib.sha256).hexdigest()[:48]


def keys(where: str, number: str) -> dict[str, int]:
    """The counters of one look-up, with the most that each allows."""
    return {
        _key("h", where, number): MOST_HERE,
        _key("a", where): MOST_FROM_ADDRESS,
        _key("n", number): MOST_FOR_NUMBER,
    }


def sign_in_keys(where: str, username: str) -> dict[str, int]:
    """The counters of one sign-in, with the most that each allows in a quarter of an hour."""
    name = username.strip().casefold()
    return {
        _key("s", where, name): MOST_SIGN_INS_HERE,
        _key("b", where): MOST_SIGN_INS_FROM_ADDRESS,
        _key("u", name): MOST_SIGN_INS_FOR_NAME,
    }


def suggestion_keys(where: str) -> dict[str, int]:
    """The counter of suggestions asked for by whoever writes from one place."""
    return {_key("w", where): MOST_SUGGESTIONS}


def counted(counters: dict[str, int]) -> bool:
    """Count one try; False if it is one too many."""
    names = sorted(counters)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [names])
        return all(tries <= counters[key] for key, tries in cursor.fetchall())


def taken_back(counters: dict[str, int]) -> None:
    """The try was no guess: it does not count."""
    with connection.cursor() as cursor:
        cursor.execute(_BACK, [sorted(counters)])


def forget_old() -> int:
    """Delete the counters that no longer count; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET)
        return int(cursor.rowcount)
