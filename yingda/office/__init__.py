# SPDX-License-Identifier: Apache-2.0
"""办公室 The office: the one door. Every act, from any face or channel, is `carry_out`.

Lock-free: read and fold, decide, write everything in one statement that only goes through if
nobody wrote in between. Two round trips for a command, one for a registration.

The names are fetched when first used, because Django imports the packages of channels and faces
before its tables are ready.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .told import Outcome, Photo, Told

if TYPE_CHECKING:
    from .door import carry_out, carry_out_together, standard_in_force
    from .reading import (
        Story,
        cases_of,
        everyone,
        person_behind,
        person_of,
        photo,
        public_story,
        read,
        reveal,
        whole,
    )

__all__ = [
    "Outcome", "Photo", "Story", "Told", "cases_of", "carry_out", "carry_out_together", "everyone",
    "person_behind", "person_of", "photo", "public_story", "read", "reveal", "standard_in_force",
    "whole",
]  # fmt: skip

_DOOR = {"carry_out", "carry_out_together", "standard_in_force"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{'door' if name in _DOOR else 'reading'}"), name)
