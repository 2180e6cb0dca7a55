# SPDX-License-Identifier: Apache-2.0
"""回访 Follow up: were you contacted, is it solved, are you satisfied? In the person's own words.

Beijing ordinance art. 23: after the limit expires, by phone, SMS or network. Silence stays silence:
what was not said is None, and an unanswered follow-up is never "satisfied".
"""

from datetime import datetime

from msgspec.structs import replace

from yingda.standard import Standard
from yingda.standard.clause import Span

from . import limits
from .case import Case, Interview, Stage
from .grammar import Command, Decision, Event, Refusal

ARTICLE = "beijing-regulation-2021:23"
SOLVED = ("yes", "partly", "no")
SATISFIED = ("very", "satisfied", "basically", "dissatisfied", "very_dissatisfied")
UNHAPPY = ("dissatisfied", "very_dissatisfied")


class FollowUp(Command, frozen=True, kw_only=True):
    """回访, one attempt. None: not asked or not said."""

    channel: str
    reached: bool
    confirmed: bool = False
    contacted: bool | None = None
    solved: str | None = None
    satisfied: str | None = None
    words: str = ""
    reason: str = ""


class FollowedUp(Event, frozen=True, kw_only=True, tag="followed_up"):
    """已回访. `trigger` is why now (deadline or closure); `closes` if the case is closed by it."""

    interview: Interview
    trigger: str
    closes: bool


class FollowUpEnded(Event, frozen=True, kw_only=True, tag="follow_up_ended"):
    """回访结束 without an answer: no valid rating, and none is assumed."""

    attempts: int


class EndFollowUp(Command, frozen=True, kw_only=True):
    """回访到期: in the time of the book nobody answered; silence stays silence."""


def trigger(case: Case, standard: Standard, now: datetime) -> str | None:
    """Why the case may be followed up now, or None."""
    if case.asked_out or case.stage in (Stage.CLOSED, Stage.DIVERTED, Stage.MERGED):
        return None
    when = standard.setting("follow_up.trigger", limits.day(now), default="closure")
    early = standard.setting("follow_up.when_early", limits.day(now), default="at_once")
    if case.stage is not Stage.ACCEPTED and _answered(case):
        return None  # nobody is asked again and again until they are content
    lead = case.lead
    expired = lead is not None and lead.reply_by is not None and lead.reply_by <= now
    if when == "deadline" and expired:
        return "deadline"
    accepted = case.stage is Stage.ACCEPTED
    soon = when == "closure" or early == "at_once" or lead is None
    return "closure" if accepted and soon else None


def _since(case: Case) -> datetime:
    """From when on attempts and answers are about what was done last: the last reply, or the
    beginning of the limit that runs for it."""
    begun = [k.started_at for k in case.clocks if k.step == "reply"]
    replied = [case.answer.at] if case.answer else []
    return max([case.appeal.registered_at, *begun, *replied])


def _answered(case: Case) -> bool:
    return any(i.valid and i.at > _since(case) for i in case.interviews)


def follow_up(case: Case, c: FollowUp, standard: Standard, now: datetime) -> Decision:
    why = trigger(case, standard, now)
    if c.by.duty == "appellant" and case.stage is Stage.ACCEPTED:
        why = why or "closure"
    if why is None:
        return Refusal("not_yet", "还不到回访的时候，或回访已结束", ARTICLE)
    handlers = {o.unit for o in case.orders} | {w.unit for w in case.whistles}
    if c.by.unit and c.by.unit in handlers | {a.unit for a in case.answers}:
        return Refusal("handler_asks_itself", "承办单位不能回访自己办理的诉求", ARTICLE)
    if refusal := _fault(c, standard, now):
        return refusal
    interview = Interview(
        channel=c.channel, at=now, reached=c.reached, confirmed=c.confirmed, contacted=c.contacted,
        solved=c.solved, satisfied=c.satisfied, words=c.words, reason=c.reason,
    )  # fmt: skip
    content = c.solved == "yes" and c.satisfied is not None and c.satisfied not in UNHAPPY
    closes = interview.valid and content and case.stage is Stage.ACCEPTED
    events: list[Event] = [
        FollowedUp(at=now, by=c.by, interview=interview, trigger=why, closes=closes)
    ]
    most = int(standard.setting("follow_up.max_attempts", limits.day(now), default=3))
    tried = 1 + sum(1 for i in case.interviews if not i.valid and i.at > _since(case))
    if not interview.valid and tried >= most:
        events.append(FollowUpEnded(at=now, by=c.by, attempts=tried))
    return events


def _fault(c: FollowUp, standard: Standard, now: datetime) -> Refusal | None:
    channels = standard.choices("follow_up.channels", limits.day(now))
    if channels and c.channel not in [k.id for k in channels]:
        return Refusal("no_such_channel", "请选择回访方式", ARTICLE, fields=("channel",))
    said = c.contacted is not None or c.solved or c.satisfied
    if said and not (c.reached and c.confirmed):
        words = "未联系上或未核实本人的，不能记录评价"
        return Refusal("not_the_person", words, ARTICLE, fields=("confirmed",))
    if c.solved and c.solved not in SOLVED:
        return Refusal("no_such_answer", "请选择是否解决", ARTICLE, fields=("solved",))
    if c.satisfied and c.satisfied not in SATISFIED:
        return Refusal("no_such_answer", "请选择是否满意", ARTICLE, fields=("satisfied",))
    return None


def end_follow_up(case: Case, c: EndFollowUp, standard: Standard, now: datetime) -> Decision:
    clock = limits.find(case.clocks, "follow_up")
    within = standard.setting("follow_up.expires", limits.day(now), default=None)
    over = clock and within and now > standard.end(clock.started_at, Span.parse(str(within)))
    if case.stage is not Stage.ACCEPTED or not over:
        return Refusal("not_yet", "还不到回访的时候，或回访已结束", ARTICLE)
    tried = sum(1 for i in case.interviews if i.at > _since(case))
    return [FollowUpEnded(at=now, by=c.by, attempts=tried)]


def followed_up(case: Case, e: FollowedUp) -> Case:
    case = replace(case, interviews=(*case.interviews, e.interview))
    if not e.interview.valid or case.stage is not Stage.ACCEPTED:
        return case
    case = replace(case, clocks=limits.stop(case.clocks, "follow_up", e.at))
    if not e.closes:
        return replace(case, stage=Stage.FOLLOWED_UP)
    ending = replace(case.ending, closed_at=e.at, why="solved")
    clocks = limits.let_end(case.clocks, e.at)
    return replace(case, stage=Stage.CLOSED, ending=ending, clocks=clocks)


def follow_up_ended(case: Case, e: FollowUpEnded) -> Case:
    stage = Stage.FOLLOWED_UP if case.stage is Stage.ACCEPTED else case.stage
    clocks = limits.stop(case.clocks, "follow_up", e.at)
    return replace(case, asked_out=True, stage=stage, clocks=clocks)


DECIDE = {FollowUp: follow_up, EndFollowUp: end_follow_up}
EVOLVE = {FollowedUp: followed_up, FollowUpEnded: follow_up_ended}
DUTIES = {FollowUp: {"caller_back", "appellant"}, EndFollowUp: {"clock"}}
