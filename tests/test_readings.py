# SPDX-License-Identifier: Apache-2.0
"""读数 The figures of the clauses are those of the cases that went through the office."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.office.spoken_calls import noted
from yingda import readings
from yingda.flow.assess import ApproveExclusion, AskExclusion
from yingda.flow.case import Addressee, Outcome, Place
from yingda.flow.dispatch import Dispatch
from yingda.flow.dispute import Dispute
from yingda.flow.follow_up import FollowUp
from yingda.flow.grammar import Person
from yingda.flow.register import Register
from yingda.flow.reply import Reply
from yingda.flow.review import Accept
from yingda.flow.sign_in import SignIn
from yingda.flow.triage import Triage
from yingda.ledgers.calls import CallLine
from yingda.measure.share import NOTHING, TOO_FEW
from yingda.office import Outcome as Done
from yingda.office import Told, carry_out, standard_in_force
from yingda.roster.models import Unit

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DISPATCHER = Person("李", "dispatcher", code="li")
TOWN = Addressee(
    code="town", name="甲街道", level="subdistrict", above="gov", above_name="区政府"
)  # fmt: skip


def unit(code="heating"):
    return Addressee(code=code, name=f"{code}公司", level="utility", district="110105")


def clerk(code="heating"):
    return Person("王", "clerk", unit=code, code=f"clerk-{code}")


def did(command, no="", at=MONDAY, **more):
    done = carry_out(command, no, now=at, **more)
    assert isinstance(done, Done), done
    return done.case_no


def registered(at=MONDAY, channel="web", accepted=HOUR):
    no = did(
        Register(
            by=Person("赵", "operator", code="zhao"), channel=channel, title="暖气不热", said_at=at,
            nature="help", subject="010208", place=Place(district="110105"),
        ),
        at=at, told=Told(name="张", phone="13900001111", words="三天不热"),
    )  # fmt: skip
    if accepted is not None:
        did(Triage(by=DISPATCHER, tier="general", reason="一般"), no, at + accepted)
    return no


def dispatched(to=None, at=MONDAY, **more):
    no = registered(at)
    did(Dispatch(by=DISPATCHER, lead=to or unit(), basis="第十一条", **more), no, at + HOUR)
    return no


def replied(to="heating", at=MONDAY, after=DAY):
    no = dispatched(unit(to), at)
    did(SignIn(by=clerk(to)), no, at + 2 * HOUR)
    reply = Reply(
        by=clerk(to), outcome=Outcome.RESOLVED, found="阀门坏", done="已换", told_way="电话",
        told_at=at + after,
    )  # fmt: skip
    did(reply, no, at + after)
    return no


def asked_back(to="heating", at=MONDAY, **said):
    no = replied(to, at)
    did(Accept(by=Person("郑", "reviewer", code="zheng")), no, at + DAY)
    called = Person("钱", "caller_back", code="qian")
    answer = {"channel": "phone", "reached": True, "confirmed": True} | said
    did(FollowUp(by=called, **answer), no, at + 8 * DAY)
    return no


def read(clause, as_of=MONDAY + 30 * DAY, unit=""):
    (reading,) = readings.read(standard_in_force(), as_of, unit, clause)
    return reading


def test_every_clause_in_force_is_read_or_says_why_not():
    standard = standard_in_force()
    found = readings.read(standard, MONDAY)
    clauses = standard.clauses(MONDAY.date())
    assert [r.clause for r in found] == [c.key for c in clauses]
    for r in found:
        assert bool(r.unmeasured) != bool(r.formula), r.clause


def test_each_ledger_is_asked_once_however_many_clauses(django_assert_max_num_queries):
    asked_back(contacted=True, solved="yes", satisfied="very")
    standard = standard_in_force()
    with django_assert_max_num_queries(7):
        assert len(readings.read(standard, MONDAY + DAY)) > 30


def test_an_order_signed_in_late_or_not_at_all_counts_against_its_unit():
    replied()
    dispatched()
    late = dispatched()
    did(SignIn(by=clerk()), late, MONDAY + 5 * DAY)
    reading = read("demo-city:sign_in")
    assert reading.formula == "按时签收 1 ÷ 应签收 3"
    assert reading.met is False


def test_what_is_not_yet_due_is_not_counted():
    dispatched()
    assert read("demo-city:sign_in", as_of=MONDAY + 2 * HOUR).note == NOTHING


def test_what_happened_later_does_not_change_an_earlier_reading():
    no = dispatched()
    before = read("demo-city:sign_in", as_of=MONDAY + 4 * DAY)
    did(SignIn(by=clerk()), no, MONDAY + 5 * DAY)
    assert read("demo-city:sign_in", as_of=MONDAY + 4 * DAY) == before


def test_one_tier_is_read_alone():
    dispatched()
    assert read("beijing-draft-2021:dispatch.general").counted == 1
    assert read("beijing-draft-2021:dispatch.critical").counted == 0


def test_an_online_appeal_is_to_be_accepted_within_two_hours():
    registered()
    registered(accepted=3 * HOUR)
    registered(accepted=None)
    registered(channel="phone", accepted=5 * HOUR)
    assert read("beijing-draft-2021:online_2h").formula == "按时受理 1 ÷ 网络诉求 3"


def test_an_online_appeal_that_may_still_be_accepted_in_time_is_not_counted():
    registered(accepted=None)
    assert read("beijing-draft-2021:online_2h", as_of=MONDAY + HOUR).counted == 0


def test_an_online_appeal_accepted_later_was_not_accepted_yet():
    registered(accepted=HOUR)
    clause = "beijing-draft-2021:online_2h"
    assert read(clause, as_of=MONDAY + HOUR / 2).counted == 0
    assert read(clause, as_of=MONDAY + HOUR).counted == 1


def test_an_order_to_a_subdistrict_is_copied_to_its_district():
    dispatched()
    dispatched(TOWN)
    assert read("beijing-regulation-2021:12").formula == "已抄送区政府 1 ÷ 街道乡镇主办 1"


def test_department_work_sent_to_a_subdistrict_is_seen_with_its_reason():
    dispatched(TOWN)
    dispatched(TOWN, line_level="district_department", override="区级部门搬迁期间")
    reading = read("state-council-2025:5.grassroots")
    assert reading.formula == "越级下派 1 ÷ 已派单 2"
    assert reading.met is False


def test_a_disputed_order_is_seen():
    dispatched()
    no = dispatched()
    dispute = Dispute(by=clerk(), reason="not_our_duty", proposed="water", grounds="三定方案")
    did(dispute, no, MONDAY + 2 * HOUR)
    assert read("beijing-regulation-2021:12.objections").formula == "提过异议 1 ÷ 已派单 2"


def test_a_reply_of_which_the_person_was_not_told_is_seen():
    replied()
    no = dispatched()
    did(SignIn(by=clerk()), no, MONDAY + 2 * HOUR)
    withdrawn = Reply(by=clerk(), outcome=Outcome.WITHDRAWN, found="已撤回", withdrawal="来电撤回")
    did(withdrawn, no, MONDAY + 3 * HOUR)
    assert read("beijing-regulation-2021:15").formula == "双告知 1 ÷ 已答复 2"


def test_silence_is_never_satisfied():
    asked_back(contacted=True, solved="yes", satisfied="very")
    asked_back(reached=False, confirmed=False)
    reading = read("beijing-regulation-2021:32.satisfaction")
    assert (reading.value, reading.counted) == (1, 1)
    assert dict(reading.beside) == {"有效评价占比": 0.5, "按全部案件计": 0.5}
    assert (reading.met, reading.note) == (None, TOO_FEW)
    assert read("demo-city:valid_follow_up").value == 0.5


def test_an_excluded_case_leaves_the_figure_but_not_the_sight():
    asked_back(contacted=True, solved="yes", satisfied="very")
    no = asked_back(contacted=True, solved="no", satisfied="very_dissatisfied")
    at = MONDAY + 9 * DAY
    did(AskExclusion(by=clerk(), reason="untrue", grounds="查无此事"), no, at)
    for name in ("a1", "a2"):
        did(ApproveExclusion(by=Person(name, "assessor", code=name), decision="同意"), no, at)
    reading = read("beijing-regulation-2021:32.resolution")
    assert (reading.value, reading.whole, reading.excluded) == (1, 0.5, {"untrue": 1})
    assert read("demo-city:sign_in").excluded == {"untrue": 1}
    assert read("demo-city:valid_follow_up").excluded == {"untrue": 1}


def test_one_unit_is_read_alone():
    replied("heating")
    dispatched(unit("water"))
    assert read("demo-city:sign_in", unit="heating").value == 1
    assert read("demo-city:sign_in", unit="water").value == 0
    assert read("beijing-regulation-2021:15", unit="water").counted == 0


def test_units_are_ranked_among_their_level_and_only_with_enough_answers(monkeypatch):
    Unit.objects.create(code="heating", name="热力集团", level="utility")
    Unit.objects.create(code="water", name="自来水", level="utility")
    for satisfied in ("very", "satisfied"):
        asked_back("heating", contacted=True, solved="yes", satisfied=satisfied)
    asked_back("water", contacted=True, solved="no", satisfied="dissatisfied")
    standard, at = standard_in_force(), MONDAY + 30 * DAY
    few = readings.standings(standard, at)
    assert {(s.place, s.note) for s in few} == {(None, TOO_FEW)}
    enough = type(readings.weights(standard, at))(
        partly=0.5, basically=0.5, min_n=1,
        rates={"response": 0.2, "resolution": 0.4, "satisfaction": 0.4},
    )  # fmt: skip
    monkeypatch.setattr(readings, "weights", lambda *_: enough)
    ranked = readings.standings(standard, at)
    assert [(s.name, s.place) for s in ranked] == [("热力集团", 1), ("自来水", 2)]
    assert ranked[1].value == pytest.approx(0.2)


def test_the_rate_of_calling_back_counts_persons_and_says_what_became_of_them():
    for n, caller in enumerate(("13800000001", "13800000002", "")):
        noted(f"{n}|c{n}|main|NONE|ENTERQUEUE||{caller}|1", f"{n + 9}|c{n}|main|NONE|ABANDON|1|1|9")
    noted("60|c9|main|NONE|ENTERQUEUE||13800000001|1", "63|c9|main|2001|CONNECT|3|c9.1|2")
    found = read("4.call_back", CallLine.objects.get(call_id="c9").begun_at + HOUR)
    assert (found.value, found.counted) == (0.5, 2)
    assert found.excluded == {readings.NAMELESS: 1}
    assert dict(found.beside) == {
        "回拨接通": 0, "本人再打通": 0.5, "三次未通": 0, "仍待回拨": 0.5,
    }  # fmt: skip
