# SPDX-License-Identifier: Apache-2.0
"""渠道 Channels: the ways by which appeals come and notices leave; one folder each.

`intake.py` turns what came into a Register (pure; `read(raw, now)`); `send.py`, where there is one,
takes a notice out (`send(notice)`); `samples/` shows what comes and what becomes of it.
A channel is found by its folder: none is named here.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.utils import timezone
from msgspec import Struct

from yingda import office
from yingda.flow.grammar import Refusal
from yingda.flow.register import Register


class Intake(Struct, frozen=True, kw_only=True):
    """来件 What came by a channel: the command, what the person told of themselves, pictures."""

    command: Register
    told: office.Told
    photos: tuple[office.Photo, ...] = ()


def names() -> list[str]:
    """The channels of this city, in the order of its settings."""
    return [package.rpartition(".")[2] for package in settings.CHANNELS]


def received(
    channel: str, raw: Mapping[str, Any], *, now: datetime | None = None, key: str = ""
) -> office.Outcome | Refusal:
    """Register what came by `channel`. The same `key` again brings back the first outcome."""
    read = import_module(f"{__name__}.{channel}.intake").read
    intake = read(raw, now or timezone.now())
    if isinstance(intake, Refusal):
        return intake
    return register(intake, now=now, key=key)


def register(
    intake: Intake, *, now: datetime | None = None, key: str = ""
) -> office.Outcome | Refusal:
    """Carry out what was read from a channel."""
    return office.carry_out(
        intake.command, now=now, key=key, told=intake.told, photos=intake.photos
    )


def _sender(channel: str) -> Callable[[Any], None] | None:
    name = f"{__name__}.{channel}.send"
    found = channel in names() and find_spec(name) is not None
    return import_module(name).send if found else None


def leaving() -> list[str]:
    """The channels whose notices leave the database."""
    return [channel for channel in names() if _sender(channel)]


def send(notice: Any) -> None:
    """Take `notice` out by its channel. Raises whatever the receiver did wrong."""
    sender = _sender(notice.channel)
    if sender:
        sender(notice)


def deliver(now: datetime | None = None, most: int = 500) -> int:
    """One pass over the waiting notices; returns how many were tried."""
    from yingda.office import notices  # its tables are ready only once Django is

    outside = leaving()
    done = notices.deliver_inside(outside, most)
    for _ in range(most):
        if not notices.deliver_next(send, outside):
            break
        done += 1
    return done
