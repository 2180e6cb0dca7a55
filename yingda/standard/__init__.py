# SPDX-License-Identifier: Apache-2.0
"""服务标准 Standard: the service standard as dated data with its citation, read from TOML books."""

from .clause import Book, Choice, Clause, CountedSpan, Due, Rung, Span, Tier, Value
from .in_force import Standard
from .read import BOOKS, BadBook, load

__all__ = [
    "BOOKS",
    "BadBook",
    "Book",
    "Choice",
    "Clause",
    "CountedSpan",
    "Due",
    "Rung",
    "Span",
    "Standard",
    "Tier",
    "Value",
    "load",
]
