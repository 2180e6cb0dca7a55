# SPDX-License-Identifier: Apache-2.0
"""件样 What the pattern page shows: each part in each of its states."""

from datetime import timedelta
from typing import Any

from django.utils import timezone


def all_parts() -> dict[str, Any]:
    """Names for `kit/patterns.html`."""
    now = timezone.now()
    return {
        "calm": now + timedelta(days=2, hours=3), "near": now + timedelta(hours=1),
        "late": now - timedelta(hours=30), "tiers": ("critical", "urgent", "general", "complex"),
    }  # fmt: skip
