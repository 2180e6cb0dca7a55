# SPDX-License-Identifier: Apache-2.0
"""换钥 Sealing every particular, photo, transcript, caller's last digits, listed number and key of
a recording again under the current key, page by page, re-runnable. Recordings stay as they are."""

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from yingda.record import sealing
from yingda.record.models import Attachment, Particulars

from . import answering, calling, listing, recording, transcribing
from .told import PARTICULARS


def reseal(size: int = 500) -> Iterator[int]:
    """Seal again what is under an older key; yields how many rows each page changed."""
    for model, fields in ((Particulars, PARTICULARS), (Attachment, ("sealed",))):
        last = None
        while True:
            with transaction.atomic():
                rows = model.objects.order_by("id").select_for_update()
                page = list((rows.filter(id__gt=last) if last else rows)[:size])
                changed = [row for row in page if _again(row, fields)]
                for row in changed:
                    row.save(update_fields=list(fields))
            if not page:
                break
            last = page[-1].pk
            yield len(changed)
    yield from calling.reseal_tails(size)
    yield from listing.reseal(size)
    yield from answering.reseal(size)
    yield from recording.rewrap(size)
    yield from transcribing.reseal(size)


def _again(row: Model, fields: tuple[str, ...]) -> bool:
    keys = settings.SEALING_KEYS
    current = next(iter(keys))
    changed = False
    for field in fields:
        box = getattr(row, field)
        if not box or sealing.key_of(box) == current:
            continue
        place = f"{row.pk}:{'photo' if field == 'sealed' else field}"
        plain = sealing.opened_bytes(keys, place, box)
        setattr(row, field, sealing.sealed_bytes(keys, place, plain))
        changed = True
    return changed
