# SPDX-License-Identifier: Apache-2.0
"""值班长 From the duty leader's page to the real switch: listen, move, sign off, end a line."""

import pytest
from django.utils import translation
from msgspec.structs import replace

from tests.channels.phone.waiting import until
from tests.faces.people import make_city, signed_in
from yingda.channels.phone import posts, seat
from yingda.channels.phone.listen import Listener
from yingda.ledgers import present
from yingda.ledgers.present import SeatPost
from yingda.ledgers.seat_orders import SeatOrder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _this_switch(settings, switch):
    settings.CITY = replace(settings.CITY, phone=switch.plan)
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def listener(switch):
    made = Listener(switch)
    yield made
    made.close()


@pytest.fixture
def talk(practice, switch, line, listener):
    """Seat 2001 talks with a caller, and the board knows it."""
    host, _, port = switch.plan.seats[1].at.rpartition(":")
    practice.phones(host, int(port), rings=0.1)
    listener.one_round()
    posts.sign_on(switch.plan.switch, line, "2001", "operator", ["main"])
    practice.calls(1, number=13800008000)

    def talking():
        listener.one_round()
        return any(
            row.name == "2001" and row.state["state"] == "talking" for row in present.shown("seat")
        )

    assert until(talking, 15)


def told(browser, hand, address, **form):
    """Send the form, let the switch carry it out; the page that says what came of it."""
    answer = browser.post(address, form)
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    assert hand.carry_out() >= 1
    return browser.get(answer["Location"]).content.decode()


def test_the_duty_leader_listens_at_their_own_seat_with_a_reason_that_is_kept(talk, hand, line):
    make_city()
    leader = signed_in("duty_leader")
    assert "监听" in leader.get("/wallboard/seats/").content.decode()
    assert "已执行" in told(leader, hand, "/wallboard/seats/sit/", seat="2009")
    said = told(leader, hand, "/wallboard/seats/2001/listen/", why="新人首日，听一听", sure="on")
    assert "已执行" in said
    assert until(lambda: [r for r in seat.lines(line) if r.get("Application") == "ChanSpy"])
    assert seat.now(line, "2001").state == "talking"
    order = SeatOrder.objects.get(act="listen")
    assert (order.by, order.seat, order.to, order.why) == (
        "duty_leader", "2001", "2009", "新人首日，听一听",
    )  # fmt: skip
    log = signed_in("quality").get("/wallboard/log/?kind=heard").content.decode()
    assert "新人首日，听一听" in log and "某duty_leader" in log


def test_the_call_that_was_listened_to_stands_in_the_log(talk, hand, listener):
    make_city()
    leader = signed_in("duty_leader")
    told(leader, hand, "/wallboard/seats/sit/", seat="2009")
    listener.read_books()
    told(leader, hand, "/wallboard/seats/2001/whisper/", why="帮他说清楚", sure="on")
    call = {row.name: row.state for row in present.shown("seat")}["2001"]["call"]
    assert call and call in leader.get("/wallboard/log/").content.decode()


def test_a_seat_is_moved_to_another_queue_while_its_talk_goes_on(talk, hand, line):
    make_city()
    leader = signed_in("duty_leader")
    said = told(
        leader, hand, "/wallboard/seats/2001/move/", queues=["enterprise"], why="涉企排队多",
        sure="on",
    )  # fmt: skip
    assert "已执行" in said
    there = seat.now(line, "2001")
    assert (there.queues, there.state) == (("enterprise",), "talking")
    assert SeatPost.objects.get(seat="2001").queues == ["enterprise"]


def test_a_hung_seat_is_hung_up_and_signed_off(talk, hand, line):
    make_city()
    leader = signed_in("duty_leader")
    said = told(
        leader, hand, "/wallboard/seats/2001/sign_off/", hang_up="on", why="话路挂死", sure="on"
    )
    assert "已执行" in said
    assert until(lambda: seat.now(line, "2001").state == "off")
    assert not SeatPost.objects.filter(seat="2001").exists()
    assert until(lambda: not [r for r in seat.lines(line) if "/2001-" in r["Channel"]])


def test_a_seat_that_did_not_answer_is_made_ready_again(hand, line, switch, listener):
    make_city()
    leader = signed_in("duty_leader")
    posts.sign_on(switch.plan.switch, line, "2001", "operator", ["main"], why=seat.AUTO)
    listener.one_round()
    listener.look(listener.ami)
    page = leader.get("/wallboard/seats/").content.decode()
    assert "振铃未接" in page and "/wallboard/seats/2001/ready/" in page
    said = told(leader, hand, "/wallboard/seats/2001/ready/", why="人在座", sure="on")
    assert "已执行" in said and not seat.now(line, "2001").paused


def test_what_the_switch_refuses_is_said_to_the_duty_leader(hand, line, switch):
    make_city()
    leader = signed_in("duty_leader")
    posts.sign_on(switch.plan.switch, line, "2001", "operator", ["main"])
    told(leader, hand, "/wallboard/seats/sit/", seat="2009")
    said = told(leader, hand, "/wallboard/seats/2001/listen/", why="抽查", sure="on")
    assert "未执行" in said and "坐席没有通话" in said


@pytest.mark.parametrize(
    "form", [{"why": "", "sure": "on"}, {"why": "抽查"}], ids=["no reason", "not sure"]
)
def test_nothing_is_ordered_without_a_reason_or_without_being_sure(form):
    make_city()
    leader = signed_in("duty_leader")
    for act in ("listen", "whisper", "join", "move", "sign_off"):
        answer = leader.post(f"/wallboard/seats/2001/{act}/", form)
        assert answer.status_code == 422
    assert not SeatOrder.objects.exists()


@pytest.mark.parametrize("who", ["operator", "quality", "administrator", "heating"])
def test_only_the_duty_leader_controls_seats(who):
    make_city()
    browser = signed_in(who)
    for page in ("/wallboard/seats/", "/wallboard/seats/2001/listen/", "/wallboard/incidents/"):
        assert browser.get(page).status_code == 403
