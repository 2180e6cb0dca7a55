# SPDX-License-Identifier: Apache-2.0
"""建议之计 Suggested: how often suggestions were taken, and how often they were right."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from .reading import Tally
from .share import shown, wilson


class Suggested(Struct, frozen=True, kw_only=True):
    """建议读数 One kind of suggestion in one form, sure or not: `taken` of those that the form asks
    for, `correct` of those of which the end is known; each with its Wilson interval (95 %)."""

    of: str
    step: str
    sure: bool
    shown: int
    taken: Tally
    correct: Tally

    @property
    def formula_of_taken(self) -> str:
        """采用 37 ÷ 表单问到 41."""
        return f"采用 {shown(self.taken.yes)} ÷ 表单问到 {self.taken.counted}"

    @property
    def formula_of_correct(self) -> str:
        """正确 37 ÷ 已有结果 41."""
        return f"正确 {shown(self.correct.yes)} ÷ 已有结果 {self.correct.counted}"

    @property
    def interval(self) -> tuple[float, float] | None:
        """How far the share of the right ones may be off; None where nothing is known yet."""
        return wilson(self.correct) if self.correct.counted else None


def readings(rows: Sequence[Mapping[str, Any]]) -> list[Suggested]:
    """The counts of the ledger as readings, in its order."""
    return [
        Suggested(
            of=row["of"], step=row["step"], sure=row["sure"], shown=row["shown"],
            taken=Tally(row["times_taken"], row["asked"]),
            correct=Tally(row["times_correct"], row["settled"]),
        )
        for row in rows
    ]  # fmt: skip
