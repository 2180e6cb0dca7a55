# SPDX-License-Identifier: Apache-2.0
"""办公室 The office: the one door. Every act, from any face or channel, is `carry_out`.

Lock-free: read and fold, decide, write everything in one statement that only goes through if
nobody wrote in between. Two round trips for a command, one for a registration.
"""

from .door import Outcome, Photo, Told, carry_out, carry_out_together, standard_in_force
from .reading import Story, cases_of, person_behind, photo, public_story, read, reveal

__all__ = [
    "Outcome", "Photo", "Story", "Told", "cases_of", "carry_out", "carry_out_together",
    "person_behind", "photo", "public_story", "read", "reveal", "standard_in_force",
]  # fmt: skip
