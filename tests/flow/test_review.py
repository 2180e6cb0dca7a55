# SPDX-License-Identifier: Apache-2.0
"""审核 A reply is accepted, or sent back with reasons and without new time."""

from tests.flow.acts import (
    ACCEPT,
    MISSED,
    REVIEWER,
    SEND_BACK,
    accepted,
    last_clock,
    open_clock,
    regrading,
    replied,
    replying,
    signed,
)
from tests.given import BEGIN, DAY, HOUR
from yingda import standard
from yingda.config.city import DEFAULT_BOOKS
from yingda.flow import reply, review
from yingda.flow.case import Stage


def test_an_accepted_reply_starts_the_limit_of_asking_back():
    g = replied().when(ACCEPT).then(review.Accepted)
    assert g.case.stage is Stage.ACCEPTED and g.case.answer.reviewed == "accepted"
    assert last_clock(g, "review").stopped_at == g.now and open_clock(g, "follow_up")


def test_a_reply_sent_back_gains_no_time():
    g = replied()
    due = last_clock(g, "reply").due.at
    g.when(SEND_BACK, at=BEGIN + 6 * DAY).then(review.SentBack)
    assert g.case.stage is Stage.SIGNED_IN and g.case.answer.review == "没有写结果"
    assert open_clock(g, "reply", 1).due.at == due and not open_clock(g, "review")
    g.when(replying(BEGIN + HOUR), at=BEGIN + 8 * DAY).then(reply.Replied)
    assert g.case.answer.in_time is False, "the first reply in time does not excuse the second"
    assert len(g.case.answers) == 2


def test_sending_back_tells_why():
    replied().when(review.SendBack(by=REVIEWER, reasons=" ")).refused("no_reason")


def test_only_a_reply_is_reviewed():
    signed().when(ACCEPT).refused("not_replied")
    accepted().when(SEND_BACK).refused("not_replied")


def test_a_person_given_up_before_the_reply_is_asked_about_the_reply():
    from tests.flow.acts import CONTACT

    g = signed(CONTACT, BEGIN + 8 * DAY, MISSED, MISSED, MISSED)
    assert g.case.asked_out
    g.when(replying(BEGIN + 7 * DAY))._fold(g.outcome).when(ACCEPT).then(review.Accepted)
    assert not g.case.asked_out
    g.when(MISSED)._fold(g.outcome)
    assert not g.case.asked_out and g.case.stage is Stage.ACCEPTED, "one attempt of three"


def test_a_reply_sent_back_runs_on_under_the_tier_of_today():
    g = replied(regrading("urgent"), SEND_BACK)
    clock = open_clock(g, "reply", 1)
    assert clock.due.at == clock.started_at + DAY == g.case.lead.reply_by


def test_where_the_book_asks_at_the_deadline_only_the_limit_of_asking_begins_there(tmp_path):
    text = (standard.BOOKS / "demo-city.toml").read_text(encoding="utf-8")
    for book in [*standard.BOOKS.glob("*.toml")]:
        (tmp_path / book.name).write_text(book.read_text(encoding="utf-8"), encoding="utf-8")
    late = text.replace('value = "at_once"', 'value = "wait"')
    assert late != text
    (tmp_path / "demo-city.toml").write_text(late, encoding="utf-8")
    books, g = standard.load(DEFAULT_BOOKS, tmp_path), replied()
    (accepted_then,) = review.accept(g.case, ACCEPT, books, g.now)
    assert accepted_then.clocks[0].started_at == g.case.lead.reply_by
