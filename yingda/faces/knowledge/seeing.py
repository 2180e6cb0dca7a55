# SPDX-License-Identifier: Apache-2.0
"""查看 Seeing: what an officer may do with an entry, and how its state is told."""

from datetime import date

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingda.faces.kit.duty import Signed
from yingda.knowledge.models import Entry, Version
from yingda.roster.models import Officer

KEEPERS = frozenset({"quality", "administrator", "duty_leader"})
"""Duties that keep every entry; a clerk keeps those of their own unit."""
_LONGEST, _MOST = 40, 20


def opened(code: str) -> Entry:
    """The entry; 404 when there is none."""
    entry = Entry.objects.filter(code=_plain(code)).first()
    if entry is None:
        raise Http404
    return entry


def versions(code: str) -> list[Version]:
    """The last versions of an entry, the newest first, each with the entry: one statement; 404 when
    there is none."""
    found = Version.objects.filter(entry=_plain(code)).select_related("entry")
    if not (rows := list(found.order_by("-version")[:_MOST])):
        raise Http404
    return rows


def _plain(code: str) -> str:
    return code[:_LONGEST].replace("\0", "")


def own_names(officer: Officer) -> list[str]:
    """How the owner of this officer's entries may be written: the unit's code or its name."""
    return [officer.unit.code, officer.unit.name] if officer.unit else []


def keeps(request: Signed, entry: Entry | None) -> bool:
    """Whether the officer may change this entry; without entry, write a new one."""
    if seeing_all(request):
        return True
    return entry is not None and entry.owner in own_names(request.officer)


def owns_some(request: Signed) -> bool:
    """Whether there may be entries that the officer is to read again."""
    return seeing_all(request) or bool(own_names(request.officer))


def seeing_all(request: Signed) -> bool:
    """Whether the officer keeps every entry."""
    return bool(KEEPERS & set(request.officer.duties))


def state(entry: Entry, on: date) -> list[tuple[str, Promise]]:
    """What is to be known before the answer is told: (mark, words)."""
    until = entry.valid_until
    told = (
        (entry.valid_from > on, "not_yet", _("尚未生效")),
        (until is not None and until < on, "ended", _("已失效，不能再告知")),
        (entry.review_by < on, "unread", _("复核已到期")),
        (entry.challenges > 0, "challenged", _("有质疑未处理")),
    )
    return [(mark, words) for is_so, mark, words in told if is_so]
