# SPDX-License-Identifier: Apache-2.0
"""The machines' door: appeals in, cases out, a unit's acts; and every way to be refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.channels.machines import APPEAL, Machine, dispatched
from yingda.channels.api import rate, tokens
from yingda.flow.number import spoken
from yingda.ledgers.models import CaseLine
from yingda.roster.models import Token

pytestmark = pytest.mark.django_db


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert (answer.status_code, answer.json().get("code")) == (status, code), answer.content
    assert answer["Content-Type"] == "application/problem+json"
    return answer.json()


def test_an_appeal_becomes_a_case_that_its_machine_can_read(sender: Machine) -> None:
    answer = sender.post("/appeals", APPEAL)
    assert answer.status_code == 201
    no = answer.json()["case_no"]
    assert answer["Location"] == f"/api/v1/cases/{no}"
    assert answer.json()["number"] == spoken(no)
    case = sender.get(f"/cases/{spoken(no)}").json()
    assert case["stage"] == "registered" and case["channel"] == "api"
    assert case["person"]["words"] == APPEAL["words"]
    assert "13800001234" not in case["person"]["phone"] + case["title"]
    assert case["registered_at"].endswith(("Z", "+00:00", "+08:00"))
    assert [event["kind"] for event in case["events"]] == ["registered"]


def test_the_same_key_registers_once_and_another_body_is_refused(sender: Machine) -> None:
    first = sender.post("/appeals", APPEAL, **{"Idempotency-Key": "k1"}).json()
    again = sender.post("/appeals", APPEAL, **{"Idempotency-Key": "k1"})
    assert again.status_code == 201
    assert again.json() == first | {"repeated": True}
    other = sender.post("/appeals", APPEAL | {"words": "另一件"}, **{"Idempotency-Key": "k1"})
    assert problem(other, 422, "key_reused")["fields"] == ["idempotency_key"]
    assert CaseLine.objects.count() == 1


def test_two_machines_may_use_the_same_key(machine: Callable[..., Machine]) -> None:
    for one in (machine("appeals:write"), machine("appeals:write")):
        answer = one.post("/appeals", APPEAL, **{"Idempotency-Key": "k1"})
        assert answer.json()["repeated"] is False
    assert CaseLine.objects.count() == 2


def test_a_machine_sees_only_what_it_sent(sender: Machine, machine: Callable[..., Machine]) -> None:
    no = sender.post("/appeals", APPEAL).json()["case_no"]
    other = machine("cases:read")
    problem(other.get(f"/cases/{no}"), 404, "no_such_case")
    assert other.get("/cases").json() == {"cases": [], "after": None}
    assert [case["case_no"] for case in sender.get("/cases").json()["cases"]] == [no]


def test_a_unit_handles_its_order_from_sign_in_to_reply(sender: Machine, street: Machine) -> None:
    no = sender.post("/appeals", APPEAL).json()["case_no"]
    problem(street.get(f"/cases/{no}"), 404, "no_such_case")
    dispatched(no)
    assert street.get("/cases?stage=dispatched").json()["cases"][0]["unit"] == "s1"
    assert street.post(f"/cases/{no}/sign-in").status_code == 200
    problem(
        street.post(f"/cases/{no}/contacts", {"way": "电话", "reached": True}), 422, "nothing_heard"
    )
    heard = {"way": "电话", "reached": True, "heard": "希望本周修好"}
    assert street.post(f"/cases/{no}/contacts", heard).status_code == 200
    told = {"words": "已派人查看", "tell": True}
    assert street.post(f"/cases/{no}/progress", told).status_code == 200
    lacking = problem(
        street.post(f"/cases/{no}/replies", {"outcome": "resolved"}), 422, "reply_incomplete"
    )
    assert lacking["clause"] and lacking["fields"]
    reply = {
        "outcome": "resolved", "found": "灯头损坏", "done": "已更换",
        "told_at": timezone.now().isoformat(), "told_way": "电话",
    }  # fmt: skip
    assert street.post(f"/cases/{no}/replies", reply).status_code == 200
    whole = street.get(f"/cases/{no}").json()
    assert whole["stage"] == "replied"
    assert whole["replies"][0]["parts"]["done"] == "已更换"
    assert whole["orders"][0]["replied_at"]


def test_another_unit_cannot_act_on_it(sender: Machine, machine: Callable[..., Machine]) -> None:
    no = sender.post("/appeals", APPEAL).json()["case_no"]
    dispatched(no)
    other = machine("unit:act", "cases:read", unit="s2")
    problem(other.post(f"/cases/{no}/sign-in"), 422, "not_your_order")
    problem(other.get(f"/cases/{no}"), 404, "no_such_case")


def test_a_unit_does_not_see_the_person_of_a_confidential_case(
    sender: Machine, street: Machine
) -> None:
    no = sender.post("/appeals", APPEAL | {"confidential": True}).json()["case_no"]
    dispatched(no)
    assert set(street.get(f"/cases/{no}").json()["person"]) == {"words"}


def test_an_act_on_an_old_position_is_a_conflict(sender: Machine, street: Machine) -> None:
    no = sender.post("/appeals", APPEAL).json()["case_no"]
    dispatched(no)
    tag = street.get(f"/cases/{no}")["ETag"]
    assert street.post(f"/cases/{no}/sign-in", **{"If-Match": tag}).status_code == 200
    told = {"words": "已派人查看"}
    late = street.post(f"/cases/{no}/progress", told, **{"If-Match": tag})
    problem(late, 409, "changed_since")
    problem(street.post(f"/cases/{no}/progress", told, **{"If-Match": "x"}), 422, "bad_position")


def test_pages_join_without_gap_or_double(sender: Machine) -> None:
    sent = {sender.post("/appeals", APPEAL).json()["case_no"] for _ in range(7)}
    got: list[str] = []
    after: str | None = ""
    while after is not None:
        page = sender.get(f"/cases?limit=3&after={after}").json()
        got += [case["case_no"] for case in page["cases"]]
        after = page["after"]
    assert len(got) == 7 and set(got) == sent
    problem(sender.get("/cases?after=nonsense"), 422, "bad_cursor")
    since = (timezone.now() + timedelta(hours=1)).isoformat().replace("+", "%2B")
    assert sender.get(f"/cases?since={since}").json()["cases"] == []


@pytest.mark.parametrize("change", [{"revoked_at": 0}, {"expires_at": 0}])
def test_a_token_out_of_force_is_refused(sender: Machine, change: dict[str, Any]) -> None:
    Token.objects.update(**dict.fromkeys(change, timezone.now() - timedelta(seconds=1)))
    answer = sender.get("/cases")
    problem(answer, 401, "bad_token")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_without_a_token_or_scope_nothing_is_done(
    sender: Machine, machine: Callable[..., Machine]
) -> None:
    problem(sender.client.get("/api/v1/cases"), 401, "no_token")
    problem(machine("cases:read").post("/appeals", APPEAL), 403, "no_scope")
    problem(sender.post("/cases/2611230000001/sign-in"), 403, "no_scope")


def test_too_many_requests_are_told_when_to_come_again(
    sender: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate, "PER_MINUTE", 2)
    rate._counts.clear()
    answers = [sender.get("/units") for _ in range(6)]
    problem(answers[-1], 429, "too_many_requests")
    assert 0 < int(answers[-1]["Retry-After"]) <= 60


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"wrods": "错别字"}, "invalid", "wrods"),
        ({"said_at": "2026-01-01T00:00:00"}, "invalid", "said_at"),
        ({"said_at": "2100-01-01T00:00:00Z"}, "said_later", "said_at"),
        ({"nature": "anger"}, "invalid", "nature"),
        ({"words": "有\x00字符"}, "invalid", "words"),
        ({"place": {"district": "999999"}}, "no_such_place", "place"),
        ({"subject": "999999"}, "no_such_subject", "subject"),
        ({"words": " "}, "nothing_said", "words"),
    ],
)
def test_a_faulty_appeal_is_refused_with_its_field(
    sender: Machine, change: dict[str, Any], code: str, field: str
) -> None:
    answer = problem(sender.post("/appeals", APPEAL | change), 422, code)
    assert answer["fields"] == [field]
    assert "13800001234" not in str(answer)


def test_what_is_no_json_is_refused(sender: Machine) -> None:
    problem(sender.post("/appeals", b"{"), 400, "unreadable")
    problem(sender.post("/appeals", b"\xff\xfe"), 400, "unreadable")


def test_a_refusal_speaks_the_language_that_is_asked_for(sender: Machine) -> None:
    answer = sender.client.get("/api/v1/cases", headers={"Accept-Language": "zh-hans"})
    assert answer.json()["detail"] == "请出示令牌"
    answer = sender.client.get("/api/v1/cases", headers={"Accept-Language": "en"})
    assert answer.json()["detail"] == "Please show a token"


def test_units_are_listed_in_pages(sender: Machine) -> None:
    page = sender.get("/units?limit=1").json()
    assert [unit["code"] for unit in page["units"]] == ["s1"]
    rest = sender.get(f"/units?limit=1&after={page['after']}").json()
    assert ([unit["code"] for unit in rest["units"]], rest["after"]) == (["s2"], None)


def test_the_readings_of_every_clause_are_given(sender: Machine, street: Machine) -> None:
    sender.post("/appeals", APPEAL)
    found = {r["clause"]: r for r in sender.get("/readings").json()["readings"]}
    assert any(r["counted"] for r in found.values())
    assert any(r["unmeasured"] for r in found.values())
    assert street.get("/readings?own=true").json()["readings"]
    problem(sender.get("/readings?own=true"), 422, "no_unit")


def test_a_registration_takes_three_statements(sender: Machine) -> None:
    sender.post("/appeals", APPEAL)
    with CaptureQueriesContext(connection) as asked:
        sender.post("/appeals", APPEAL, **{"Idempotency-Key": "k9"})
    said = [q["sql"] for q in asked if "SAVEPOINT" not in q["sql"]]
    assert len(said) <= 3, said


def test_the_description_comes_from_our_own_files(sender: Machine) -> None:
    page = sender.client.get("/api/docs")
    assert page.status_code == 200 and "://" not in page.content.decode()
    described = sender.client.get("/api/v1/openapi.json").json()
    assert "/api/v1/cases/{no}/replies" in described["paths"]


def test_a_made_token_is_shown_once_and_kept_as_a_hash(
    place: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("make_token", "样例公司", "--scope", "cases:read", "--unit", "s1")
    secret = capsys.readouterr().out.strip()
    kept = Token.objects.get()
    assert kept.hash == tokens.hashed(secret) and secret not in repr(kept.__dict__)
    assert Machine(secret).get("/cases").status_code == 200
