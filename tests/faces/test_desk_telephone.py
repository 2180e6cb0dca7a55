# SPDX-License-Identifier: Apache-2.0
"""话机与来电 The parts of the telephone: whose seat, whose call, what is shown of the caller."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings as city
from django.utils import timezone
from msgspec.structs import replace

from tests.faces.people import make_city, signed_in
from tests.office import appeals
from yingda.calls.plan import Seats
from yingda.channels.phone import configuration
from yingda.flow import sign_in
from yingda.flow.case import Outcome
from yingda.flow.grammar import Person
from yingda.ledgers import callers, present
from yingda.ledgers.callers import CallNote
from yingda.ledgers.cases import CaseLine
from yingda.ledgers.seat_orders import SeatOrder
from yingda.office import answering, listing

pytestmark = pytest.mark.django_db
CALL = "hotline-a-1795464483.12"
PART = f"/desk/calls/{CALL}/"


@pytest.fixture
def phoned(settings):
    settings.PHONE = True
    make_city()
    present.take_seat("hotline-a", "1001", "operator", ["main"])
    answering.rang("hotline-a", CALL, "13900001111", timezone.now())
    callers.at_seat("hotline-a", CALL, "1001")


@pytest.fixture
def operator(phoned):
    return signed_in("operator")


def test_pages_of_a_desk_have_a_telephone_and_those_of_a_unit_none(operator):
    assert 'hx-get="/desk/telephone/"' in operator.get("/desk/").content.decode()
    assert 'hx-get="/desk/telephone/"' not in signed_in("heating").get("/unit/").content.decode()
    assert signed_in("heating").get("/desk/telephone/").status_code == 403


def test_without_a_switch_no_page_has_a_telephone(operator, settings):
    settings.PHONE = False
    answer = operator.get("/desk/")
    assert "/desk/telephone/" not in answer.content.decode()
    assert "connect-src" not in answer.headers["Content-Security-Policy"]


def test_a_page_may_connect_to_the_stream_and_the_switch_and_nothing_else(operator, settings):
    settings.LIVE_PORT = 8001
    policy = operator.get("/desk/", headers={"host": "10.0.0.5:8000"}).headers[
        "Content-Security-Policy"
    ]
    told = policy.partition("connect-src ")[2].split()
    assert told == ["'self'", "http://10.0.0.5:8001", "ws://127.0.0.1:8088"]
    assert (
        "http://10.0.0.5:8001/live/"
        in operator.get("/desk/telephone/", headers={"host": "10.0.0.5:8000"}).content.decode()
    )


def test_behind_a_proxy_all_is_of_one_origin(operator, settings):
    settings.LIVE, settings.PHONE_LINE = "/live/", "wss://12345.example.cn/phone/ws"
    page = operator.get("/desk/telephone/window/")
    assert "wss://12345.example.cn/phone/ws" in page.content.decode()
    assert urlsplit(settings.PHONE_LINE).netloc in page.headers["Content-Security-Policy"]


def test_the_proxy_says_itself_where_a_request_comes_from():
    """A header of the visitor's own would make every guess one from another address."""
    told = city.ROOT / "deploy/proxy/nginx.conf"
    server = told.read_text().partition("location /")[0]
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in server


def test_the_word_of_a_seat_is_told_to_who_sits_there_only(operator):
    told = operator.post("/desk/telephone/word/")
    assert told.json() == {
        "seat": "1001", "domain": "127.0.0.1",
        "word": configuration.seat_password(city.RECORD_KEY, "hotline-a", "1001"),
    }  # fmt: skip
    assert "no-store" in told.headers["Cache-Control"]
    assert signed_in("caller_back").post("/desk/telephone/word/").status_code == 404
    assert signed_in("dispatcher").post("/desk/telephone/word/").status_code == 403
    assert operator.get("/desk/telephone/word/").status_code == 405


def test_an_order_is_left_and_one_that_may_not_be_is_refused_in_words(operator):
    done = operator.post("/desk/orders/", {"act": "pause", "why": "小休"})
    assert done.status_code == 202
    assert SeatOrder.objects.get(pk=done.json()["order"]).by == "operator"
    refused = operator.post("/desk/orders/", {"act": "join", "seat": "1002", "why": "x"})
    assert (refused.status_code, refused.json()["words"]) == (422, "这一操作不属于您的岗位")
    again = signed_in("caller_back").post("/desk/orders/", {"act": "sign_on", "seat": "1001"})
    assert again.json()["words"] == "坐席 1001 已有人签入"


def test_who_rings_is_shown_with_open_cases_first_and_what_was_promised(operator):
    now = timezone.now()
    over = appeals.closed(now - 9 * appeals.DAY)
    sealed = appeals.registered(now - appeals.DAY, confidential=True, title="举报占道")
    no = appeals.dispatched(now - 2 * appeals.DAY)
    appeals.act(no, sign_in.SignIn(by=appeals.CLERK), now - 40 * appeals.HOUR)
    appeals.act(no, appeals.CONTACT, now - 39 * appeals.HOUR)
    answer = appeals.replying(now - 20 * appeals.HOUR, Outcome.UNRESOLVED)
    appeals.act(no, answer, now - 19 * appeals.HOUR)
    text = operator.get(PART).content.decode()
    assert text.index(no) < text.index(over) and text.index(sealed) < text.index(over)
    assert "最近承诺" in text and "更换" in text and "保密" in text and "请问有什么可以帮您" in text
    assert "13900001111" not in text and "1111" not in text


def test_who_signs_out_leaves_the_seat_too(operator):
    operator.post("/sign-out/")
    left = SeatOrder.objects.get()
    assert (left.act, left.seat, left.by) == ("sign_off", "1001", "operator")


def test_a_seat_with_a_telephone_of_its_own_has_no_keys_of_the_browser(operator, settings):
    settings.CITY = replace(
        city.CITY,
        phone=replace(city.CITY.phone, seats=(Seats(first=1001, last=1002, kind="phone"),)),
    )
    bar = operator.get("/desk/telephone/").content.decode()
    assert 'data-do="answer"' not in bar and "data-window" not in bar
    assert 'data-order="hang_up"' in bar and 'data-kind="phone"' in bar


def test_why_a_caller_is_on_the_list_is_told_to_who_answers(operator):
    leader = Person("何主任", "duty_leader")
    listing.put("13900001111", 0, "language", "只讲方言", None, leader, timezone.now())
    text = operator.get(PART).content.decode()
    assert "只讲方言" in text and "1111" not in text


def test_nobody_else_sees_who_rings(operator):
    assert signed_in("caller_back").get(PART).status_code == 403
    assert signed_in("duty_leader").get(PART).status_code == 200
    assert operator.get("/desk/calls/none-1.1/").status_code == 404


def test_the_number_is_shown_with_a_reason_only(operator):
    refused = operator.post(f"{PART}number/", {"reason": ""})
    assert refused.status_code == 422 and "13900001111" not in refused.content.decode()
    shown = operator.post(f"{PART}number/", {"reason": "核对回电号码"})
    assert "13900001111" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]


def test_a_call_without_a_case_is_recorded_with_its_reason(operator):
    assert operator.post(f"{PART}no-case/", {"reason": ""}).status_code == 422
    done = operator.post(f"{PART}no-case/", {"reason": "wrong", "words": "找快递"})
    assert done.status_code == 200 and "打错电话：找快递" in done.content.decode()
    assert CallNote.objects.get(call_id=CALL, kind="no_case").reason == "wrong"


def test_abuse_shows_what_to_say_and_asks_the_duty_leader_to_join(operator):
    shown = operator.post(f"{PART}abuse/", {"reason": "insult", "words": "反复辱骂"})
    assert "请您文明用语" in shown.content.decode()
    present.show("hotline-a", {("call", CALL): {"phase": "talking", "seat": "1001"}})
    helps = signed_in("duty_leader").get("/desk/helps/").content.decode()
    assert 'data-order="join"' in helps and "坐席 1001：辱骂" in helps
    assert operator.get("/desk/helps/").status_code == 403


def test_a_case_registered_from_a_call_carries_it_and_the_number_of_the_caller(operator):
    page = operator.get(f"/desk/registrations/?call={CALL}").content.decode()
    assert f'name="call" value="{CALL}"' in page and "13900001111" not in page
    typed = {
        "call": CALL, "title": "路灯不亮", "own_words": "路灯不亮", "nature": "help",
        "channel": "phone", "another": "1",
    }  # fmt: skip
    first = operator.post("/desk/registrations/", typed)
    assert first.status_code == 303 and f"&call={CALL}" in first["Location"]
    line = CaseLine.objects.get()
    assert (line.call, line.channel) == (CALL, "phone")
    (known,) = answering.cases_of_caller(callers.of_call(CALL))
    assert known.line == line and known.events
    assert line.case_no in operator.get(PART).content.decode()


def test_a_form_opened_by_any_other_way_is_of_the_call_at_the_seat_until_one_says_no(operator):
    present.show("hotline-a", {("call", CALL): {"phase": "talking", "seat": "1001"}})
    page = operator.get("/desk/registrations/").content.decode()
    assert f'name="call" value="{CALL}"' in page and "不是这次来电" in page
    assert 'name="call"' not in operator.get("/desk/registrations/?call=").content.decode()
    present.show("hotline-a", {("call", CALL): None})
    assert 'name="call"' not in operator.get("/desk/registrations/").content.decode()


def test_a_call_that_is_not_theirs_is_not_registered_from(phoned):
    leader = signed_in("caller_back")
    assert leader.get(f"/desk/registrations/?call={CALL}").status_code == 403
    other = signed_in("duty_leader").get("/desk/registrations/?call=none-1.1").content.decode()
    assert 'name="call"' not in other


def test_what_was_written_down_is_read_back_in_one_sentence(operator):
    typed = {
        "own_words": "昨晚十一点多楼下烧烤店还在营业，希望有人来管。", "name": "欧阳测试",
        "phone": "13900001111", "place_0": "110105026", "place_1": "测试路口",
    }  # fmt: skip
    said = operator.post("/desk/registrations/read-back/", typed)
    text = said.content.decode()
    for part in (
        "您是欧阳测试",
        "139 0000 1111",
        "样区样街道测试路口",
        "您希望有人来管",
        "请问对吗",
    ):
        assert part in text
    assert "no-store" in said.headers["Cache-Control"]
    assert "<q>" not in operator.post("/desk/registrations/read-back/", {}).content.decode()
    assert signed_in("caller_back").post("/desk/registrations/read-back/", typed).status_code == 403


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/desk/orders/", {"act": "pause", "why": "用餐\0"}),
        (f"{PART}number/", {"reason": "核对\0"}),
        (f"{PART}no-case/", {"reason": "silent", "words": "无声\0"}),
        ("/calls/missed/call-backs/", {"call": "\0"}),
    ],
)
def test_what_no_database_takes_is_no_fault_of_ours(operator, address, typed):
    assert operator.post(address, typed).status_code < 500
