# SPDX-License-Identifier: Apache-2.0
"""Persons and units by name, and the acts that take a case to each of its stages."""

from tests.given import BEGIN, DAY, HOUR, given
from yingda.flow import (
    assess,
    close,
    dispatch,
    dispute,
    extend,
    follow_up,
    handle,
    limits,
    merge,
    pause,
    register,
    reply,
    review,
    sign_in,
    triage,
)  # fmt: skip
from yingda.flow.case import Addressee, Answer, Citation, Outcome, Place
from yingda.flow.grammar import APPELLANT, CLOCK, Person

OPERATOR, DISPATCHER = Person("赵", "operator", code="zhao"), Person("李", "dispatcher", code="li")
CLERK = Person("王", "clerk", "heating", "wang")
HELPER, TOWN_CLERK = Person("孙", "clerk", "bureau"), Person("吴", "clerk", "town")
REVIEWER, CALLER = Person("郑", "reviewer", code="zheng"), Person("钱", "caller_back", code="qian")
LEADER = Person("周", "duty_leader", code="zhou")
ASSESSOR_1, ASSESSOR_2 = Person("冯", "assessor", code="f"), Person("陈", "assessor", code="c")
ADMIN = Person("卫", "administrator")

HEATING = Addressee(code="heating", name="供热集团", level="utility")
BUREAU = Addressee(code="bureau", name="区城管委", level="district_department", district="110105")
TOWN = Addressee(code="town", name="甲街道", level="subdistrict", above="gov", above_name="区政府")
GOV = Addressee(code="gov", name="区政府", level="district")
COMMUNITY = Addressee(code="village", name="幸福社区", level="community")
PARENT = "2603040000017"

GIVEN = ("name", "phone", "words")
REGISTER = register.Register(
    by=OPERATOR, channel="phone", title="暖气不热", given=GIVEN, nature="help", subject="010208",
    place=Place(district="110105", street="110105026"),
)  # fmt: skip


def registering(**more):
    plain = {"by": OPERATOR, "channel": "phone", "title": "暖气不热", "given": GIVEN}
    return register.Register(**(plain | more))


def grading(tier="general", by=DISPATCHER, **more):
    return triage.Triage(by=by, tier=tier, reason="诉求内容", **more)


def regrading(tier, by=DISPATCHER):
    return triage.Regrade(by=by, tier=tier, reason="情况变化")


def sending(lead=HEATING, *assisting, **more):
    return dispatch.Dispatch(
        by=DISPATCHER, lead=lead, assisting=assisting, **({"basis": "供热采暖管理办法"} | more)
    )


def disputing(by=CLERK, **more):
    plain = {"reason": "not_our_duty", "proposed": "bureau", "grounds": "职责清单第三项"}
    return dispute.Dispute(by=by, **(plain | more))


def ruling(lead=HEATING, **more):
    plain = {"decision": "由其承办", "participants": "双方单位", "basis": "条例第十二条"}
    return dispute.Rule(by=LEADER, lead=lead, **(plain | more))


def replying(told_at=None, outcome=Outcome.RESOLVED, by=CLERK, **more):
    plain = {
        "found": "阀门故障", "done": "已更换", "reason": "缺配件", "measures": "已订购",
        "plan": "到货更换", "plan_by": None, "facts": "现场测温", "told_way":
        "电话", "told_at": told_at, "referred_to": "人民法院", "withdrawal": "来电说不用了",
        "citations": (Citation(title="供热办法", article="第九条", valid_on=BEGIN.date()),),
    }  # fmt: skip
    if outcome in (Outcome.PARTLY, Outcome.UNRESOLVED):
        plain["plan_by"] = (BEGIN + 60 * DAY).date()
    return reply.Reply(by=by, outcome=outcome, **(plain | more))


def asking_back(**more):
    plain = {"reached": True, "confirmed": True, "contacted": True, "solved": "no"}
    plain |= {"satisfied": "dissatisfied", "channel": "phone"}
    return follow_up.FollowUp(**({"by": CALLER} | plain | more))


def pausing(until, reason="inspection", by=CLERK):
    return pause.AskPause(by=by, reason=reason, grounds="送检", until=until)


def extending(until, by=CLERK):
    return extend.AskExtension(by=by, reason="等配件", basis="采购合同", until=until)


def merging(**more):
    plain = {"into": PARENT, "unit": "heating", "reason": "同一小区同一事项"}
    return merge.Merge(by=DISPATCHER, **(plain | more))


def answer(at, unit="heating"):
    return Answer(
        unit=unit, outcome=Outcome.RESOLVED, parts={"done": "已修复"}, citations=(), told_at=at,
        told_way="电话", at=at, in_time=True,
    )  # fmt: skip


MISSED = asking_back(reached=False, confirmed=False, contacted=None, solved=None, satisfied=None)
CONTENT = asking_back(solved="yes", satisfied="satisfied")
SIGN_IN = sign_in.SignIn(by=CLERK)
CONTACT = handle.Contact(by=CLERK, way="电话", reached=True, heard="孩子小，屋里冷")
ACCEPT, SEND_BACK = review.Accept(by=REVIEWER), review.SendBack(by=REVIEWER, reasons="没有写结果")
UNDO = dispatch.UndoDispatch(by=DISPATCHER)
UPHOLD = dispute.Uphold(by=DISPATCHER, decision="异议成立")
REJECT = dispute.Reject(by=DISPATCHER, decision="职责清楚，不成立")
GRANT_PAUSE, RESUME = pause.GrantPause(by=LEADER), pause.Resume(by=DISPATCHER)
WAKE = pause.Resume(by=CLOCK)
GRANT = extend.GrantExtension(by=LEADER, decision="同意")
ECHO = merge.Echo(by=CLOCK, parent=PARENT, answer=answer(BEGIN + HOUR))
SUSPEND = close.Suspend(
    by=LEADER, reason="history", grounds="管网待改造", review_on=(BEGIN + 90 * DAY).date()
)
REOPEN = close.Reopen(by=OPERATOR, new_facts="昨夜又停暖")
WITHDRAW = close.Withdraw(by=APPELLANT, words="已经好了，不用办了")
EXCLUDE = assess.AskExclusion(by=CLERK, reason="untrue", grounds="三次测温均达标")
APPROVE_1 = assess.ApproveExclusion(by=ASSESSOR_1, decision="属实")
APPROVE_2 = assess.ApproveExclusion(by=ASSESSOR_2, decision="属实")
CONTEST = assess.ContestExclusion(by=APPELLANT, words="测温时开着电暖器")


def registered(**more):
    return given(REGISTER if not more else registering(**more))


def triaged(tier="general", **more):
    return given(registering(**more) if more else REGISTER, grading(tier))


def dispatched(*acts, tier="general"):
    """Sent to 供热集团 ten minutes after it came; `acts` after that."""
    return given(REGISTER, grading(tier), sending(), *acts)


def signed(*acts, tier="general"):
    return dispatched(SIGN_IN, *acts, tier=tier)


def replied(*acts, outcome=Outcome.RESOLVED):
    return signed(CONTACT, replying(BEGIN + HOUR / 4, outcome), *acts)


def accepted(*acts):
    return replied(ACCEPT, *acts)


def asked(*acts):
    """Reached, but not content."""
    return accepted(asking_back(), *acts)


def merged(*acts):
    return given(REGISTER, grading(), merging(), *acts)


def open_clock(g, step, order=0):
    return limits.find(g.case.clocks, step, order)


def last_clock(g, step):
    return [k for k in g.case.clocks if k.step == step][-1]
