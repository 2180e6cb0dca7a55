# SPDX-License-Identifier: Apache-2.0
"""计量 Measure: counts become readings. Pure: where the counts come from is not known here."""

from .reading import Reading, Tallies, Tally

__all__ = ["Reading", "Tallies", "Tally"]
