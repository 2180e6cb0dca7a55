# SPDX-License-Identifier: Apache-2.0
"""演示诉求 Demo appeals: made-up matters taken through the office to where the file says they got.

Told in the past, each act at its own moment; the clock watcher climbs the ladders in between.
"""

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from yingda import office
from yingda.flow.assess import AskExclusion
from yingda.flow.case import Citation, Outcome, Place
from yingda.flow.dispatch import Dispatch
from yingda.flow.dispute import Dispute
from yingda.flow.divert import AnswerAtOnce, Inform
from yingda.flow.extend import AskExtension
from yingda.flow.follow_up import FollowUp
from yingda.flow.grammar import Command, Person, Refusal
from yingda.flow.handle import Contact, NoteProgress
from yingda.flow.limits import day
from yingda.flow.pause import AskPause, GrantPause
from yingda.flow.register import Register
from yingda.flow.reply import Reply
from yingda.flow.review import Accept
from yingda.flow.sign_in import SignIn
from yingda.flow.triage import Triage
from yingda.ledgers import cases
from yingda.office import watching
from yingda.roster import directory
from yingda.roster.models import Officer

FILE = "appeals.toml"

Acts = list[tuple[str, float, Command]]


def load() -> int:
    """Register the demo appeals if the city has no case at all; returns how many."""
    path = Path(settings.CITY.roster).parent / FILE
    if not path.exists() or cases.CaseLine.objects.exists():
        return 0
    appeals = tomllib.loads(path.read_text(encoding="utf-8"))["appeal"]
    for nth, row in enumerate(sorted(appeals, key=lambda r: -r["ago"])):
        _tell(row, nth)
    watching.watch_until(timezone.now())
    return len(appeals)


def _officer(username: str, duty: str) -> Person:
    user = get_user_model().objects.get(username=username)
    officer = Officer.objects.get(user=user)
    return Person(officer.name, duty, officer.unit_id or "", username)


def _clerk(unit: str) -> Person:
    found = Officer.objects.filter(unit_id=unit).select_related("user").first()
    return Person(found.name, "clerk", unit, found.user.username) if found else Person(
        "值班员", "clerk", unit
    )  # fmt: skip


def _tell(row: dict[str, Any], nth: int) -> None:
    begun = timezone.now() - timedelta(hours=row["ago"])
    place = Place(district=row["street"][:6], street=row["street"])
    operator = _officer(f"operator{nth % 3 + 1}", "operator")
    told = office.Told(name=row["name"], phone=row["phone"], words=row["words"])
    ask = Register(
        by=operator, channel="phone", title=row["title"], said_at=begun, nature=row["nature"],
        subject=row.get("subject", ""), place=place, on_behalf=True,
        confidential=row.get("confidential", False),
    )  # fmt: skip
    outcome = _done(office.carry_out(ask, now=begun, told=told))
    hours = row["ago"] * 0.8
    for name, share, command in _way(row, operator, begun):
        _done(
            office.carry_out(command, outcome.case_no, now=begun + timedelta(hours=hours * share))
        )
        if name == row["until"]:
            return


def _done(outcome: office.Outcome | Refusal) -> office.Outcome:
    if isinstance(outcome, Refusal):
        raise ValueError(f"{outcome.code}: {outcome}")
    return outcome


def _way(
    row: dict[str, Any], operator: Person, begun: datetime
) -> Iterator[tuple[str, float, Command]]:
    until = row["until"]
    if until == "registered":
        return
    if until == "answered":
        words = (
            "请带身份证和医保卡，到居住地街道政务服务中心办理，也可以在国家医保服务平台网上备案。"
        )
        yield "answered", 0.1, AnswerAtOnce(by=operator, told=words, entry="D-009", version="1")
        return
    if until == "court":
        told = "邻里损害赔偿可先请人民调解委员会调解，调解不成的可以向人民法院起诉。"
        yield "court", 0.1, Inform(by=operator, way="litigation", basis="民事赔偿争议", told=told)
        return
    yield from _sent(row)
    yield from _handled(row, _clerk(row["unit"]), begun)


def _sent(row: dict[str, Any]) -> Acts:
    dispatcher = _officer("dispatcher1", "dispatcher")
    danger = row.get("danger", False)
    reason = "危及人身安全" if danger else "按分级标准"
    basis = "《北京市接诉即办工作条例》第十一条"
    lead = directory.addressee(row["unit"])
    return [
        ("triaged", 0.02, Triage(by=dispatcher, tier=row["tier"], reason=reason, danger=danger)),
        ("dispatched", 0.05, Dispatch(by=dispatcher, lead=lead, basis=basis)),
    ]


def _handled(row: dict[str, Any], clerk: Person, begun: datetime) -> Acts:
    leader = _officer("leader1", "duty_leader")
    now = timezone.now()
    if row["until"] == "disputed":
        grounds = "该路段保洁由环卫企业承担，不在街道职责清单内"
        dispute = Dispute(
            by=clerk, reason="not_our_duty", proposed="utility-sanitation", grounds=grounds
        )
        return [("disputed", 0.3, dispute)]
    acts: Acts = [
        ("signed_in", 0.1, SignIn(by=clerk)),
        (
            "contacted",
            0.2,
            Contact(by=clerk, way="电话", reached=True, heard="诉求人说明了地点和经过"),
        ),
        ("progress", 0.4, NoteProgress(by=clerk, words="已到现场查看，正在安排处理", tell=True)),
    ]
    ten, three = now + timedelta(days=10), now + timedelta(days=3)
    away = "诉求人出差，约定返回后一起到现场"
    asks: dict[str, Command] = {
        "extension": AskExtension(by=clerk, reason="站牌需重新制作", basis="制作约十日", until=ten),
        "paused": AskPause(by=clerk, reason="waiting_for_person", grounds=away, until=three),
    }
    if row["until"] in asks:
        acts.append(("asked", 0.5, asks[row["until"]]))
        if row["until"] == "paused":
            acts.append(("paused", 0.6, GrantPause(by=leader, decision="同意，按时恢复")))
        return acts
    return acts + _answered(row, clerk, begun)


def _answered(row: dict[str, Any], clerk: Person, begun: datetime) -> Acts:
    reviewer, caller = _officer("reviewer1", "reviewer"), _officer("caller1", "caller_back")
    told_at = begun + timedelta(hours=row["ago"] * 0.8 * 0.5)
    said: dict[str, Any] = {"by": clerk, "told_at": told_at, "told_way": "电话"}
    said |= {"found": "已到现场核实，情况属实", "done": "已安排人员处理并复查"}
    outcome = Outcome.RESOLVED
    if row["until"] == "unsolved":
        outcome = Outcome.UNRESOLVED
        said |= {"reason": "维修资金使用须业主表决", "difficulty": "尚有部分业主未表态"}
        said |= {
            "measures": "街道协助物业组织表决，先行设置爬楼机",
            "plan": "表决通过后十日内完成维修",
        }
        said |= {"plan_by": day(timezone.now()) + timedelta(days=20)}
    if row["until"] == "unreasonable":
        outcome = Outcome.UNREASONABLE
        law = Citation(title="中华人民共和国民法典", article="第二百四十条", valid_on=day(told_at))
        said |= {"facts": "房屋为个人所有，室内装修不属于公共支出范围", "citations": (law,)}
    good = row["until"] == "closed"
    interview = FollowUp(
        by=caller, channel="phone", reached=True, confirmed=True, contacted=True,
        solved="yes" if good else "no", satisfied="satisfied" if good else "dissatisfied",
        words="处理得挺快" if good else "电梯还是没有修",
    )  # fmt: skip
    ask = AskExclusion(
        by=clerk, reason="unlawful_or_unreasonable", grounds="无法律和政策依据，已向诉求人说明"
    )
    acts: Acts = [("replied", 0.55, Reply(outcome=outcome, **said))]
    if row["until"] == "unreasonable":
        return [*acts, ("accepted", 0.7, Accept(by=reviewer)), ("unreasonable", 0.8, ask)]
    end = row["until"] if row["until"] in ("closed", "unsolved") else "followed_up"
    return [*acts, ("accepted", 0.7, Accept(by=reviewer)), (end, 0.9, interview)]
