# SPDX-License-Identifier: Apache-2.0
"""The page of a case and the forms of its acts."""

import io
from datetime import date
from random import Random

import pytest
from django.utils import timezone
from PIL import Image

from tests.faces.people import OFFICERS, make_city, signed_in
from tests.office import appeals
from yingda import flow, office
from yingda.faces.cases.acts import ACTS, BY_SLUG, INTERNAL, OFFERED, offered
from yingda.faces.kit import wording
from yingda.flow.case import Stage
from yingda.flow.grammar import kept_as
from yingda.ledgers.cases import CaseLine
from yingda.roster.models import DirectoryLine, Officer

pytestmark = pytest.mark.django_db
HUMAN = {"clerk", "operator", "dispatcher", "reviewer", "caller_back", "duty_leader", "assessor",
         "quality", "administrator"}  # fmt: skip


@pytest.fixture(autouse=True)
def city(db: None) -> None:
    make_city()


def hours_ago(n: float):
    return timezone.now() - n * appeals.HOUR


def post(who, no, slug, **typed):
    """Submit the form of an act as a browser would, with the position and key of a fresh page."""
    page = who.get(f"/cases/{no}/{slug}/")
    assert page.status_code == 200, page.status_code
    fields = {f"{slug}-{name}": value for name, value in typed.items()}
    held = {"seen": page.context["seen"], "key": page.context["key"]}
    return who.post(f"/cases/{no}/{slug}/", held | fields)


def test_every_kind_of_event_is_told_in_a_sentence():
    assert {kept_as(event) for event in flow.EVOLVE} <= set(wording.SENTENCES)


def test_every_command_is_offered_to_some_officer_at_some_stage():
    assert {act.command for act in ACTS} | INTERNAL == set(flow.DECIDE)
    everywhere = set().union(*OFFERED.values()) | {
        BY_SLUG[slug].command for slug in ("reveals", "seals", "erasures")
    }
    for act in ACTS:
        assert act.command in everywhere, act.slug
        assert flow.DUTIES[act.command] & HUMAN, act.slug


def test_whatever_happened_to_a_case_every_officer_can_read_its_page():
    chance = Random(7)
    officers = {name: signed_in(name) for name in OFFICERS}
    for _round in range(4):
        no = appeals.wander(chance, hours_ago(24 * 40))
        story = office.read(no)
        assert story
        for name, browser in officers.items():
            unit = OFFICERS[name][0]
            may = not unit or unit in CaseLine.objects.get(case_no=no).units
            answer = browser.get(f"/cases/{no}/")
            assert answer.status_code == (200 if may else 404), (name, story.case.stage)


def test_every_form_that_is_offered_can_be_opened():
    chance = Random(11)
    seen = set()
    for _round in range(6):
        no = appeals.wander(chance, hours_ago(24 * 40), steps=8)
        for name in OFFICERS:
            browser = signed_in(name)
            page = browser.get(f"/cases/{no}/")
            for act in page.context["acts"] if page.status_code == 200 else ():
                if act.slug not in seen:
                    assert browser.get(f"/cases/{no}/{act.slug}/").status_code == 200, act.slug
                    seen.add(act.slug)
    assert len(seen) > 20


def test_a_visitor_is_led_to_the_public_look_up(client):
    no = appeals.registered(hours_ago(1))
    assert client.get(f"/cases/{no}/").headers["Location"] == f"/q/?no={no}"


def test_a_number_typed_with_hyphens_leads_to_the_case():
    no = appeals.registered(hours_ago(1))
    spoken = f"{no[:6]}-{no[6:12]}-{no[12:]}"
    answer = signed_in("operator").get(f"/cases/{spoken}/")
    assert answer.headers["Location"] == f"/cases/{no}/"


def test_a_unit_finds_no_case_of_another_unit():
    no = appeals.dispatched(hours_ago(2))
    assert signed_in("heating").get(f"/cases/{no}/").status_code == 200
    assert signed_in("bureau").get(f"/cases/{no}/").status_code == 404
    assert signed_in("bureau").get(f"/cases/{no}/sign-ins/").status_code == 404


def test_a_copy_is_for_reading_only():
    no = appeals.registered(hours_ago(2))
    appeals.act(no, appeals.TRIAGE, hours_ago(1.5))
    appeals.act(no, appeals.sending(appeals.TOWN), hours_ago(1))
    page = signed_in("gov").get(f"/cases/{no}/")
    assert page.status_code == 200 and page.context["acts"] == []
    assert signed_in("gov").post(f"/cases/{no}/sign-ins/", {}).status_code == 403


def test_an_act_of_another_duty_is_refused():
    no = appeals.registered(hours_ago(1))
    assert signed_in("reviewer").get(f"/cases/{no}/triages/").status_code == 403


def test_a_refused_triage_keeps_what_was_typed_and_marks_the_field():
    no = appeals.registered(hours_ago(1))
    answer = post(
        signed_in("dispatcher"), no, "triages", tier="general", reason="楼道漏电", danger="on"
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "应定为特急" in page and "楼道漏电" in page and "field--faulty" in page


def test_a_case_goes_from_triage_to_an_accepted_reply_through_the_forms():
    no = appeals.registered(hours_ago(3))
    dispatcher, clerk = signed_in("dispatcher"), signed_in("heating")
    done = post(dispatcher, no, "triages", tier="general", reason="一般", nature="help")
    assert done.status_code == 303
    done = post(dispatcher, no, "dispatches", lead="热力公司｜heating", basis="供热办法")
    assert done.status_code == 303
    assert post(clerk, no, "sign-ins").status_code == 303
    done = post(clerk, no, "contacts", way="电话", reached="yes", heard="尽快")
    assert done.status_code == 303
    short = post(clerk, no, "replies", outcome="resolved", found="阀门坏了")
    assert short.status_code == 422 and "阀门坏了" in short.content.decode()
    told = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    done = post(
        clerk, no, "replies", outcome="resolved", found="阀门坏了", done="已换", told_at=told,
        told_way="电话", facts="到场", measures="更换",
    )  # fmt: skip
    assert done.status_code == 303, done.context and done.context.get("refusal")
    assert post(signed_in("reviewer"), no, "acceptances").status_code == 303
    story = office.read(no)
    assert story and story.case.stage is Stage.ACCEPTED


def test_the_same_form_sent_twice_is_one_act():
    no = appeals.dispatched(hours_ago(2))
    appeals.act(no, flow.sign_in.SignIn(by=appeals.CLERK), hours_ago(1))
    clerk = signed_in("heating")
    page = clerk.get(f"/cases/{no}/progress/")
    typed = {"seen": page.context["seen"], "key": page.context["key"], "progress-words": "到场"}
    for _twice in range(2):
        assert clerk.post(f"/cases/{no}/progress/", typed).status_code == 303
    story = office.read(no)
    assert story and [kept_as(type(e)) for e in story.events].count("progress_noted") == 1


def test_who_acts_on_an_old_page_is_shown_what_changed():
    no = appeals.registered(hours_ago(2))
    dispatcher = signed_in("dispatcher")
    page = dispatcher.get(f"/cases/{no}/triages/")
    appeals.act(no, appeals.TRIAGE, hours_ago(1))
    typed = {"seen": page.context["seen"], "key": "k", "triages-tier": "urgent",
             "triages-reason": "停水"}  # fmt: skip
    answer = dispatcher.post(f"/cases/{no}/triages/", typed)
    assert answer.status_code == 422
    assert "李派单" in answer.content.decode() and "停水" in answer.content.decode()


def test_the_person_is_masked_until_revealed_with_a_reason():
    no = appeals.registered(hours_ago(1))
    operator = signed_in("operator")
    page = operator.get(f"/cases/{no}/").content.decode()
    assert "13900001111" not in page and "139****1111" in page
    shown = post(operator, no, "reveals", fields=["phone"], reason="回电核实地点")
    assert "13900001111" in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    story = office.read(no)
    assert story and kept_as(type(story.events[-1])) == "revealed"


def test_a_sealed_case_never_shows_the_person_to_a_unit():
    no = appeals.dispatched(hours_ago(2), confidential=True)
    page = signed_in("heating").get(f"/cases/{no}/").content.decode()
    assert "139****" not in page and "欧" not in page
    assert "reveals" not in [
        a.slug for a in signed_in("heating").get(f"/cases/{no}/").context["acts"]
    ]


def test_each_stage_offers_its_next_act_first():
    no = appeals.dispatched(hours_ago(2))
    story = office.read(no)
    clerk = Officer.objects.get(user__username="heating")
    assert story and offered(story.case, clerk)[0].slug == "sign-ins"


def test_a_form_is_opened_unasked_only_where_the_stage_waits_for_it():
    no = appeals.dispatched(hours_ago(2))
    assert signed_in("heating").get(f"/cases/{no}/").context["act"].slug == "sign-ins"
    assert "act" not in signed_in("dispatcher").get(f"/cases/{no}/").context


def test_a_photo_is_shown_to_those_who_may_open_the_case():
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(drawn, "PNG")
    photo = office.Photo(media_type="image/png", content=drawn.getvalue())
    when = hours_ago(1)
    done = office.carry_out(appeals.registering(when), photos=[photo], now=when, told=appeals.WHO)
    assert isinstance(done, office.Outcome), done
    story = office.read(done.case_no)
    assert story, done
    address = f"/cases/{done.case_no}/photos/{story.case.appeal.photos[0]}/"
    answer = signed_in("operator").get(address)
    assert answer.status_code == 200 and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert signed_in("heating").get(address).status_code == 404


def test_two_cases_are_merged_and_taken_apart_again():
    parent, child = appeals.registered(hours_ago(2)), appeals.registered(hours_ago(1))
    operator, leader = signed_in("operator"), signed_in("duty_leader")
    spoken = f"{parent[:6]}-{parent[6:12]}-{parent[12:]}"
    assert post(operator, child, "merges", into=spoken, reason="同一事项").status_code == 303
    story = office.read(parent)
    assert story and story.case.links.children == (child,)
    assert post(leader, child, "unmerges", reason="并错").status_code == 303
    story = office.read(parent)
    assert story and story.case.links.children == ()


def test_an_unknown_number_to_merge_into_is_marked():
    no = appeals.registered(hours_ago(1))
    answer = post(signed_in("operator"), no, "merges", into="123", reason="同一事项")
    assert answer.status_code == 422 and "核对编号" in answer.content.decode()


def test_a_sub_district_gets_no_department_work_without_a_reason():
    no = appeals.registered(hours_ago(2))
    appeals.act(no, appeals.TRIAGE, hours_ago(1))
    DirectoryLine.objects.create(
        id="L1", subject_id="010208", lead="heating", level="utility", legal_basis="供热办法",
        valid_from=date(2021, 9, 24),
    )  # fmt: skip
    dispatcher = signed_in("dispatcher")
    page = dispatcher.get(f"/cases/{no}/").content.decode()
    assert "热力公司｜heating" in page and "供热办法" in page
    answer = post(dispatcher, no, "dispatches", lead="甲街道", basis="条例")
    assert answer.status_code == 422 and "属于部门职责" in answer.content.decode()
    done = post(dispatcher, no, "dispatches", lead="甲街道", basis="条例", override="先行处置")
    assert done.status_code == 303


def test_the_parts_of_a_reply_follow_its_outcome():
    no = appeals.dispatched(hours_ago(3))
    appeals.act(no, flow.sign_in.SignIn(by=appeals.CLERK), hours_ago(2))
    clerk = signed_in("heating")
    typed = {"replies-outcome": "unreasonable", "replies-facts": "现场查看", "shape": "1"}
    answer = clerk.post(f"/cases/{no}/replies/", typed, headers={"HX-Request": "true"})
    form = answer.context["form"]
    assert answer.status_code == 200 and "现场查看" in answer.content.decode()
    assert form.fields["citations"].must and not form.fields["done"].must


def test_no_form_sent_empty_or_with_nonsense_is_ever_a_fault_of_ours():
    chance = Random(5)
    sent = set()
    for _round in range(8):
        no = appeals.wander(chance, hours_ago(24 * 40), steps=6)
        for name in OFFICERS:
            browser = signed_in(name)
            page = browser.get(f"/cases/{no}/")
            acts = page.context["acts"] if page.status_code == 200 else ()
            for act in (a for a in acts if a.slug not in sent):
                for word in ("", "2026-13-45", "💧" * 50):
                    form = browser.get(f"/cases/{no}/{act.slug}/").context.get("form")
                    if form is None:
                        break
                    typed = {f"{act.slug}-{field}": word for field in form.fields}
                    answer = browser.post(f"/cases/{no}/{act.slug}/", typed | {"seen": word})
                    assert answer.status_code in (200, 303, 403, 404, 422), (act.slug, word)
                    sent.add(act.slug)
    assert len(sent) > 15
