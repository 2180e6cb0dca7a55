# SPDX-License-Identifier: Apache-2.0
"""A few appeals carried through the real office, for the tests of record, ledgers and office."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from yingda.flow import (
    assess,
    close,
    dispatch,
    dispute,
    extend,
    follow_up,
    handle,
    merge,
    pause,
    register,
    reply,
    reveal,
    review,
    rework,
    sign_in,
    supervise,
    triage,
    whistle,
)
from yingda.flow.case import Addressee, Citation, Hinted, Outcome, Place
from yingda.flow.grammar import APPELLANT, Command, Person, Refusal
from yingda.office import Outcome as Done
from yingda.office import Told, carry_out

BEGIN = datetime(2026, 3, 4, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

OPERATOR = Person("赵话务", "operator", code="zhao")
DISPATCHER = Person("李派单", "dispatcher", code="li")
LEADER = Person("周值班", "duty_leader", code="zhou")
REVIEWER = Person("郑审核", "reviewer", code="zheng")
CALLER = Person("钱回访", "caller_back", code="qian")
ASSESSORS = [Person("考评甲", "assessor", code="a1"), Person("考评乙", "assessor", code="a2")]
ADMIN = Person("系统员", "administrator", code="root")
CLERK = Person("王经办", "clerk", "heating", "wang")
HELPING = Person("孙协办", "clerk", "bureau", "sun")

HEATING = Addressee(code="heating", name="热力公司", level="utility", district="110105")
BUREAU = Addressee(code="bureau", name="区城管委", level="district_department", district="110105")
TOWN = Addressee(
    code="town", name="甲街道", level="subdistrict", district="110105", above="gov",
    above_name="区政府",
)  # fmt: skip
TOWN_CLERK = Person("吴街道", "clerk", "town", "wu")

WHO = Told(
    name="欧阳测试", phone="13900001111", address="测试路9号院", party="小区锅炉房",
    words="我家暖气三天不热了",
)  # fmt: skip


def registering(at: datetime = BEGIN, **more: object) -> register.Register:
    """A registration that lacks nothing."""
    plain: dict[str, object] = {
        "by": OPERATOR, "channel": "phone", "title": "暖气不热", "said_at": at, "nature": "help",
        "subject": "010208", "place": Place(district="110105", street="110105026"),
    }  # fmt: skip
    return register.Register(**(plain | more))


def done(outcome: Done | Refusal) -> Done:
    """`outcome`, which must not be a refusal."""
    assert isinstance(outcome, Done), outcome
    return outcome


def act(no: str, command: Command, at: datetime) -> Done:
    """Carry out a command that must not be refused."""
    return done(carry_out(command, no, now=at))


def registered(at: datetime = BEGIN, told: Told = WHO, **more: object) -> str:
    """A new case; its number."""
    return done(carry_out(registering(at, **more), now=at, told=told)).case_no


def dispatched(at: datetime = BEGIN, lead: Addressee = HEATING, **more: object) -> str:
    """A case sent to a unit, an hour after it came."""
    no = registered(at, **more)
    act(no, TRIAGE, at + HOUR / 2)
    act(no, sending(lead), at + HOUR)
    return no


def accepted(at: datetime = BEGIN, **more: object) -> str:
    """A case whose reply the hotline accepted, a day after it came."""
    no = dispatched(at, **more)
    act(no, sign_in.SignIn(by=CLERK), at + 2 * HOUR)
    act(no, CONTACT, at + 3 * HOUR)
    act(no, replying(at + 20 * HOUR), at + DAY)
    act(no, review.Accept(by=REVIEWER), at + DAY + HOUR)
    return no


def closed(at: datetime = BEGIN, **more: object) -> str:
    """A case whose person was asked and content."""
    no = accepted(at, **more)
    act(no, content(), at + DAY + 2 * HOUR)
    return no


HINTED = Hinted(step="", of="tier", value="urgent", sure=True, chance=0.9)
TRIAGE = triage.Triage(by=DISPATCHER, tier="general", reason="一般诉求", hinted=(HINTED,))
CONTACT = handle.Contact(by=CLERK, way="电话", reached=True, heard="希望尽快恢复")


def sending(lead: Addressee = HEATING, *assisting: Addressee) -> dispatch.Dispatch:
    return dispatch.Dispatch(by=DISPATCHER, lead=lead, basis="供热管理办法", assisting=assisting)


def replying(
    told_at: datetime, outcome: Outcome = Outcome.RESOLVED, by: Person = CLERK
) -> reply.Reply:
    return reply.Reply(
        by=by, outcome=outcome, found="阀门故障", done="已更换", reason="缺件", measures="订购",
        plan="更换", plan_by=(told_at + 9 * DAY).date(), facts="现场查看", told_at=told_at,
        citations=(Citation(title="供热办法", article="第九条", valid_on=told_at.date()),),
        told_way="电话", referred_to="法院", withdrawal="诉求人来电撤回",
    )  # fmt: skip


def content(**more: object) -> follow_up.FollowUp:
    plain: dict[str, object] = {
        "by": CALLER, "channel": "phone", "reached": True, "confirmed": True, "contacted": True,
        "solved": "yes", "satisfied": "satisfied",
    }  # fmt: skip
    return follow_up.FollowUp(**(plain | more))


def anything(chance: Random, at: datetime) -> list[Command]:
    """Commands of every kind, some of which the flow will refuse; in random order."""
    later = at + timedelta(days=chance.randint(1, 20))
    solved, content_ = chance.choice(["yes", "partly", "no"]), chance.choice(follow_up.SATISFIED)
    commands: list[Command] = [
        TRIAGE, triage.Regrade(by=LEADER, tier=chance.choice(["urgent", "complex"]), reason="改"),
        register.Supplement(by=OPERATOR, note="又来电"), sending(), sending(TOWN, BUREAU),
        dispatch.AddAssisting(by=DISPATCHER, unit=BUREAU, reason="需协办"),
        dispatch.UndoDispatch(by=DISPATCHER),
        dispute.Dispute(by=CLERK, reason="not_our_duty", proposed="town", grounds="职责清单"),
        dispute.Uphold(by=DISPATCHER, decision="成立"),
        dispute.Reject(by=DISPATCHER, decision="不成立"),
        dispute.Rule(by=LEADER, lead=TOWN, decision="裁定", participants="两家", basis="条例"),
        sign_in.SignIn(by=chance.choice([CLERK, HELPING, TOWN_CLERK])), CONTACT,
        handle.NoteProgress(by=CLERK, words="已到场", tell=chance.random() < 0.5),
        handle.Contribute(by=HELPING, report="已配合"),
        whistle.Whistle(by=TOWN_CLERK, unit=BUREAU, need="请到场"),
        whistle.AnswerWhistle(by=HELPING, answer="已到场"),
        pause.AskPause(by=CLERK, reason="inspection", grounds="鉴定中", until=later),
        pause.GrantPause(by=LEADER), pause.RefusePause(by=LEADER, decision="不予"),
        pause.Resume(by=DISPATCHER), extend.GrantExtension(by=LEADER, decision="同意"),
        extend.AskExtension(by=CLERK, reason="等配件", basis="合同", until=later),
        extend.RefuseExtension(by=LEADER, decision="不同意"),
        replying(at - HOUR, chance.choice(list(Outcome)), chance.choice([CLERK, TOWN_CLERK])),
        review.Accept(by=REVIEWER), review.SendBack(by=REVIEWER, reasons="不具体"),
        content(solved=solved, satisfied=content_), content(reached=False, confirmed=False,
        contacted=None, solved=None, satisfied=None), rework.Rework(by=CALLER, reason="仍未解决"),
        supervise.Urge(by=APPELLANT, words="还没来人"),
        supervise.Supervise(by=LEADER, to="unit", words="限期办理"),
        close.Close(by=CALLER, why="已解决"), close.Reopen(by=OPERATOR, new_facts="又坏了"),
        close.Suspend(by=LEADER, reason="history", grounds="规划", review_on=later.date()),
        close.TakeUp(by=LEADER, reason="条件具备"),
        assess.AskExclusion(by=CLERK, reason="untrue", grounds="与事实不符"),
        assess.ApproveExclusion(by=chance.choice(ASSESSORS), decision="属实"),
        assess.ContestExclusion(by=APPELLANT, words="不同意"),
        assess.ConfirmExclusion(by=LEADER, decision="维持"),
        reveal.Seal(by=LEADER, reason="本人要求"),
        reveal.Reveal(by=CALLER, fields=("phone",), reason="回访"),
        merge.Unmerge(by=LEADER, reason="并错"),
    ]  # fmt: skip
    chance.shuffle(commands)
    return commands


def wander(chance: Random, at: datetime, steps: int = 15) -> str:
    """A case that many officers did something to; its number."""
    no = registered(at, confidential=chance.random() < 0.2)
    for _ in range(steps):
        at += timedelta(minutes=chance.choice([1, 30, 600, 3000]))
        for command in anything(chance, at):
            if not isinstance(carry_out(command, no, now=at), Refusal):
                break
    return no
