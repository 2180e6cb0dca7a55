# SPDX-License-Identifier: Apache-2.0
"""时限的样子 How a limit looks: time left in words, and one of five tones."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

NEAR = timedelta(hours=4)


def length(span: timedelta) -> str:
    """A length of time in the two largest units that matter."""
    minutes = int(abs(span).total_seconds() // 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days >= 3 or (days and not hours):
        return _("{n}天").format(n=days)
    if days:
        return _("{n}天{h}小时").format(n=days, h=hours)
    if hours:
        return _("{h}小时{m}分").format(h=hours, m=rest)
    return _("{m}分钟").format(m=rest)


def shown(
    due: datetime | None, now: datetime, *, paused: bool = False, stopped: datetime | None = None
) -> dict[str, str]:
    """Words and tone: calm, near, late, held, done; both empty where there is no limit."""
    if due is None:
        return {"words": _("无时限"), "tone": "none", "at": ""}
    at = due.isoformat()
    if stopped is not None:
        late = stopped > due
        words = _("超期{length}完成") if late else _("按时完成")
        tone = "late" if late else "done"
        return {"words": words.format(length=length(stopped - due)), "tone": tone, "at": at}
    if paused:
        return {"words": _("计时暂停"), "tone": "held", "at": at}
    left = due - now
    if left < timedelta(0):
        return {"words": _("超期{length}").format(length=length(left)), "tone": "late", "at": at}
    tone = "near" if left <= NEAR else "calm"
    return {"words": _("剩{length}").format(length=length(left)), "tone": tone, "at": at}
