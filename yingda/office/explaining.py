# SPDX-License-Identifier: Apache-2.0
"""说明时限 Explaining: why each deadline of a case is what it is.

Time counted by kind of day, pauses with who and why, clause, source and edition.
"""

from collections.abc import Iterator
from datetime import datetime

from yingda.flow.case import Case
from yingda.flow.limits import ZONE, Clock, Pause, day
from yingda.flow.number import spoken

from .door import standard_in_force
from .reading import Story

STEPS = {
    "dispatch": "派单", "sign_in": "签收", "contact": "首次联系", "reply": "办理答复",
    "review": "审核", "follow_up": "回访", "whistle": "吹哨报到", "ruling": "异议裁定",
    "suspension": "挂账复查",
}  # fmt: skip
CALENDARS = {"natural": "自然时间", "working": "工作日"}


def lines(story: Story, now: datetime) -> Iterator[str]:
    """Lines of Chinese text on every clock the case ever had."""
    yield f"诉求 {spoken(story.case_no)}，等级：{_tier(story.case)}"
    if not story.case.clocks:
        yield "没有时限"
    for clock in story.case.clocks:
        yield ""
        yield from _clock(story.case, clock, now)


def moment(at: datetime) -> str:
    """`at` in the city's zone, to the minute (to the second where there are seconds)."""
    local = at.astimezone(ZONE)
    return f"{local:%Y-%m-%d %H:%M:%S}" if local.second else f"{local:%Y-%m-%d %H:%M}"


def _tier(case: Case) -> str:
    return {t.id: t.name for t in standard_in_force().tiers}.get(case.tier, case.tier)


def _clock(case: Case, k: Clock, now: datetime) -> Iterator[str]:
    who = next((o.name for o in case.orders if o.nth == k.order), k.unit or "热线")
    within = f"，限{k.due.within}（{CALENDARS[k.due.calendar]}）" if k.due.within else ""
    yield f"【{STEPS.get(k.step, k.step)}】{who}{within}"
    due, word = k.due, "到期"
    if k.open and k.paused:  # the moment moves on for as long as the pause lasts
        due = standard_in_force().after_pause(k.due, k.pauses[-1].began_at, now)
        word = "如现在恢复，到期"
    yield f"  起算 {moment(k.started_at)}　{word} {moment(due.at)}　{_state(k, now)}"
    yield f"  条款 {k.due.clause or '—'}　出处 {k.due.source or '—'}"
    edition = standard_in_force().edition(day(k.started_at))
    yield f"  标准 {k.due.book or '—'}（自{k.due.since}起施行）　起算日版本 {edition or '—'}"
    for request in case.extensions:
        if request.granted and k.step == "reply" and request.until == k.due.at:
            decision = request.decision or "批准"
            yield f"  经批准延期至此：{request.reason}（{request.by}申请；{decision}）"
    for pause in k.pauses:
        yield f"  {_pause(case, pause)}"
    spent = [(p.began_at, p.ended_at or now) for p in k.pauses]
    for s in standard_in_force().spans(k.started_at, due, spent):
        mark = "计" if s.counted else "不计"
        yield f"    {mark} {moment(s.begins)} – {moment(s.until)}　{s.why}"


def _pause(case: Case, p: Pause) -> str:
    until = f" – {moment(p.ended_at)}" if p.ended_at else f"起，最迟恢复 {moment(p.ends_by)}"
    reasons = standard_in_force().choices("pause.reasons", day(p.began_at))
    why = {r.id: r.name for r in reasons}.get(p.reason, p.reason)
    asked = next((r for r in case.pauses if r.granted and r.until == p.ends_by), None)
    who = f"{asked.by}申请：{asked.grounds}；" if asked else ""
    return f"暂停 {moment(p.began_at)}{until}：{why}（{who}{p.approver}批准）"


def _state(k: Clock, now: datetime) -> str:
    if k.called_off:
        return "已撤销"
    late = "，超时" if k.late(now) else ""
    if k.stopped_at:
        return f"完成于 {moment(k.stopped_at)}{late or '，按时'}"
    return ("暂停中" if k.paused else "计时中") + late
