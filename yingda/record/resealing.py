# SPDX-License-Identifier: Apache-2.0
"""换钥 Seal a field of a table again under the current key: in order, page by page, re-runnable."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from . import sealing


def again(
    model: type[Model], field: str, place: Callable[[Any], str], size: int = 500
) -> Iterator[int]:
    """Seal `field` of every line that is under an older key again; yields how many a page changed.
    `place`: of a line, what its field is sealed for; empty fields are passed over."""
    keys = settings.SEALING_KEYS
    current = next(iter(keys)).encode()
    box = bytes([len(current)]) + current  # so a box under the current key begins
    older = [f"octet_length({field}) > 0", f"substr({field}, 1, %s) <> %s"]
    rows = model._default_manager.select_for_update().extra(where=older, params=[len(box), box])
    last = None
    while True:
        with transaction.atomic():
            page = list((rows.filter(pk__gt=last) if last else rows).order_by("pk")[:size])
            for line in page:
                last, known = line.pk, bytes(getattr(line, field))
                plain = sealing.opened_bytes(keys, place(line), known)
                fresh = sealing.sealed_bytes(keys, place(line), plain)
                model._default_manager.filter(pk=line.pk).update(**{field: fresh})
        if not page:
            return
        yield len(page)
