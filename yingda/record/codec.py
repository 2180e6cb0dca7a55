# SPDX-License-Identifier: Apache-2.0
"""编码 Codec: events to JSON and back. The tag of an event is its name in the record."""

from collections.abc import Sequence
from typing import Any, Union

import msgspec

from yingda import flow
from yingda.flow.grammar import Event

from . import old_forms

_AnyEvent: Any = Union[tuple(flow.EVOLVE)]  # noqa: UP007
_ENCODER = msgspec.json.Encoder()
_DECODER: msgspec.json.Decoder[list[Any]] = msgspec.json.Decoder(list[_AnyEvent])
_JSON: msgspec.json.Decoder[Any] = msgspec.json.Decoder()


def pack(event: Event) -> str:
    """The body under which `event` is kept, exactly."""
    return _ENCODER.encode(event).decode()


def unpack(bodies: Sequence[str]) -> list[Event]:
    """The events of `bodies`, in order; bodies of earlier shapes are turned into today's."""
    return unpack_whole("[" + ",".join(bodies) + "]")


def unpack_whole(record: str) -> list[Event]:
    """The events of a whole record, read as one JSON array of its bodies."""
    if not old_forms.CHANGED:
        return _DECODER.decode(record)
    raw = [old_forms.todays(body) for body in _JSON.decode(record)]
    return msgspec.convert(raw, list[_AnyEvent])
