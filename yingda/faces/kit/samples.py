# SPDX-License-Identifier: Apache-2.0
"""件样 What the pattern page shows: each part in each of its states."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from yingda import office
from yingda.flow.limits import day
from yingda.flow.triage import Triage

from . import asking, wording


def all_parts() -> dict[str, Any]:
    """Names for `kit/patterns.html`."""
    now = timezone.now()
    return {
        "calm": now + timedelta(days=2, hours=3), "near": now + timedelta(hours=1),
        "late": now - timedelta(hours=30), "tiers": ("critical", "urgent", "general", "complex"),
        "fresh": _form({}), "faulty": _form({"tier": "nothing"}),
        "told": wording.Told(
            position=1, kind="dispatched", at=now, who="李清川", duty=_("派单员"),
            sentence=_("撤销派单。"), details=[(_("理由"), "…")],
        ),
    }  # fmt: skip


def _form(typed: dict[str, str]) -> forms.Form:
    standard, on = office.standard_in_force(), day(timezone.now())
    made = asking.form_of(asking.Asked(command=Triage, standard=standard, on=on))
    return made(typed) if typed else made()
