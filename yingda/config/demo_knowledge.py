# SPDX-License-Identifier: Apache-2.0
"""演示知识 Entries for the demo city, invented; loaded when its knowledge base is empty."""

from pathlib import Path

from django.utils import timezone

from yingda.knowledge import load_entries
from yingda.knowledge.models import Entry

FILE = Path(__file__).parents[2] / "demo/knowledge.csv"


def load() -> int:
    """How many entries were loaded; 0 when there are any already, or no file."""
    if Entry.objects.exists() or not FILE.is_file():
        return 0
    report = load_entries.load(FILE, by="load_demo", at=timezone.now())
    if report.faults:
        first = report.faults[0]
        raise ValueError(f"demo/knowledge.csv {first.row}: {first.column} {first.reason}")
    return report.created
