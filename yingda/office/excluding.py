# SPDX-License-Identifier: Apache-2.0
"""来话剔除 Excluding calls: one person asks, another decides; what is approved is set aside, and
the figure with it stays beside the other."""

from datetime import datetime

from django.db import transaction

from yingda.flow.grammar import Person, Refusal
from yingda.ledgers import set_aside
from yingda.ledgers.set_aside import SetAsideAsked

from . import calling

ASKERS = ("duty_leader", "assessor", "operator", "quality", "administrator")


def ask(
    begins: datetime, until: datetime, reason: str, grounds: str, by: Person, now: datetime
) -> SetAsideAsked | Refusal:
    """申请 Ask that the calls of a stretch of time be left out of the figures."""
    if by.duty not in ASKERS:
        return Refusal("not_their_duty", "剔除来话由热线人员申请")
    if until > now:
        return Refusal("not_over", "止时不能晚于现在", fields=("until",))
    if found := calling.unfit(begins, until, reason, grounds):
        return found
    return SetAsideAsked.objects.create(
        begins=begins, until=until, reason=reason, grounds=grounds.strip()[:400],
        asked_by=by.code or by.name, asked_name=by.name, asked_at=now,
    )  # fmt: skip


def decide(
    asked: int, approved: bool, by: Person, note: str, now: datetime
) -> SetAsideAsked | Refusal:
    """审批 Approve or refuse; never by the one who asked."""
    with transaction.atomic():
        found = set_aside.waiting().select_for_update().filter(id=asked).first()
        if found is None:
            return Refusal("decided", "这一申请已有决定，请刷新页面")
        if not approved and not note.strip():
            return Refusal("no_reason", "不同意须写明理由", fields=("note",))
        asker = Person(found.asked_name, "", code=found.asked_by)
        if by.duty not in calling.APPROVERS:
            return Refusal("not_their_duty", "剔除来话须由值班长或考评员批准")
        if calling.same(asker, by):
            return Refusal("same_person", "申请人与批准人不得为同一人")
        if approved:
            done = calling.set_aside(
                found.begins, found.until, found.reason, found.grounds, asker, by
            )
            if isinstance(done, Refusal):
                return done
        set_aside.decide(asked, approved, by.code or by.name, by.name, note.strip(), now)
    return SetAsideAsked.objects.get(id=asked)
