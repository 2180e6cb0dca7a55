# SPDX-License-Identifier: Apache-2.0
"""来话 What is made of the facts of a call."""

from datetime import timedelta
from random import Random

import pytest

from tests.calls.samples import ANSWERED, ANSWERED_CEL, T, event, log
from yingda.calls import cel, queue_log
from yingda.calls.call import fold, foreign
from yingda.calls.facts import Answered, Queued, Rang
from yingda.calls.values import moment

TRUNK = cel.Lines(trunks=("PJSIP/trunk-",))
SECOND = timedelta(seconds=1)


def facts(logged="", celled="", lines=TRUNK):
    found = [queue_log.parse(line) for line in logged.splitlines()]
    found += [cel.parse(line, lines) for line in celled.splitlines()]
    assert not [p.fault for p in found if p.fault]
    return [noted.fact for parsed in found for noted in parsed.noted]


def call(logged="", celled="", restarts=(), lines=TRUNK):
    return fold(facts(logged, celled, lines), restarts)


def test_a_call_is_answered_by_a_human_and_never_by_the_greeting():
    c = call(celled=ANSWERED_CEL)
    assert c.outcome == "answered"
    assert c.wait_total == timedelta(seconds=10, microseconds=647786)
    assert c.wait_queue == timedelta(seconds=2, microseconds=7395)
    assert c.ring == timedelta(seconds=2, microseconds=6440)
    assert c.exact


def test_the_greeting_alone_answers_nobody():
    c = call(celled=event("CHAN_START", 0, "c1") + event("ANSWER", 0.1, "c1"))
    assert (c.outcome, c.answered_at) == ("open", None)


def test_time_is_taken_from_cel_and_the_name_of_the_seat_from_the_queue_log():
    c = call(ANSWERED, ANSWERED_CEL)
    assert c.wait_total == timedelta(seconds=10, microseconds=647786)
    assert (c.seat, c.rating, c.number) == ("1001", "1", "")
    assert c.offered


def test_the_same_facts_in_any_order_and_twice_make_the_same_call():
    every = facts(ANSWERED, ANSWERED_CEL)
    whole = fold(every)
    chance = Random(1)
    for _ in range(20):
        chance.shuffle(every)
        assert fold([*every, *every[:5]]) == whole


def test_whole_seconds_are_doubted_against_the_hotline():
    def answered_after(seconds):
        return call(log("0|c|q|NONE|ENTERQUEUE||1|1", f"{seconds}|c|q|1001|CONNECT|{seconds}|l|1"))

    limit = timedelta(seconds=15)
    assert answered_after(14).within(limit)
    assert not answered_after(15).within(limit)
    assert not answered_after(14).exact


def test_in_microseconds_fifteen_seconds_are_fifteen_seconds():
    def answered_after(seconds):
        rung = event("CHAN_START", 0, "c") + event("CHAN_START", 1, "l", "c")
        return call(celled=rung + event("ANSWER", seconds, "l", "c", app="AppQueue"))

    limit = timedelta(seconds=15)
    assert answered_after(15.0).within(limit)
    assert not answered_after(15.000001).within(limit)


@pytest.mark.parametrize(
    ("lines", "phase"),
    [
        (event("HANGUP", 4, "c"), "greeting"),
        (event("APP_START", 2, "c", app="Queue") + event("HANGUP", 4, "c"), "queue"),
        (
            event("APP_START", 2, "c", app="Queue") + event("CHAN_START", 3, "l", "c")
            + event("HANGUP", 6.99, "l", "c") + event("HANGUP", 7, "c"),
            "ringing",
        ),
        (
            event("APP_START", 2, "c", app="Queue") + event("CHAN_START", 3, "l", "c")
            + event("HANGUP", 11, "l", "c") + event("HANGUP", 14, "c"),
            "queue",
        ),
    ],
)  # fmt: skip
def test_who_gives_up_gives_up_in_the_greeting_the_queue_or_while_a_seat_rings(lines, phase):
    c = call(celled=event("CHAN_START", 0, "c") + lines)
    assert (c.outcome, c.phase) == ("abandoned", phase)


def test_a_cancelled_ringing_in_the_queue_log_is_a_caller_who_gave_up_while_it_rang():
    c = call(
        log(
            "0|c|q|NONE|ENTERQUEUE||1|1", "6|c|q|1001|RINGCANCELED|3000", "6|c|q|NONE|ABANDON|1|1|6"
        )
    )
    assert (c.outcome, c.phase) == ("abandoned", "ringing")


def test_whoever_hangs_up_within_five_seconds_is_a_short_abandon():
    assert call(celled=event("CHAN_START", 0, "c") + event("HANGUP", 4.9, "c")).short
    assert not call(celled=event("CHAN_START", 0, "c") + event("HANGUP", 5, "c")).short


def test_a_call_that_the_queue_gave_up_is_no_abandon():
    c = call(
        log(
            "0|c|q|NONE|ENTERQUEUE||1|1",
            "6|c|q|NONE|EXITWITHTIMEOUT|1|1|6",
            "9|c|q|NONE|INFO|END|16",
        )
    )
    assert (c.outcome, c.why) == ("left", "timeout")


def test_a_call_answered_elsewhere_after_the_queue_gave_up_is_answered_then():
    started = event("CHAN_START", 0, "c") + event("CHAN_START", 8, "l", "c")
    c = call(
        log("0|c|q|NONE|ENTERQUEUE||1|1", "6|c|q|NONE|EXITWITHTIMEOUT|1|1|6"),
        started + event("ANSWER", 20, "l", "c", app="AppDial"),
    )
    assert (c.outcome, c.wait_total) == ("answered", 20 * SECOND)


def test_a_call_still_up_when_the_switch_starts_anew_is_lost():
    restart = moment(str(T + 60))
    c = call(celled=event("CHAN_START", 0, "c"), restarts=[restart])
    assert (c.outcome, c.why, c.decided_at) == ("lost", "switch", restart)
    assert c.ended_at is None


def test_a_restart_is_noted_in_whole_seconds_and_cuts_off_what_is_of_its_second():
    up = event("CHAN_START", 0, "c") + event("APP_START", 60.4, "c", app="Queue")
    c = call(celled=up, restarts=[moment(str(T + 60))])
    assert (c.outcome, c.decided_at) == ("lost", moment(f"{T + 60.4:.6f}"))


def test_a_talk_cut_off_by_the_switch_was_answered_all_the_same():
    up = "".join(ANSWERED_CEL.splitlines(keepends=True)[:6])
    c = call(celled=up, restarts=[moment(str(T + 60))])
    assert (c.outcome, c.ended_at) == ("answered", None)


def test_a_restart_before_the_last_word_of_a_call_did_not_end_it():
    c = call(
        celled=event("CHAN_START", 0, "c") + event("HANGUP", 9, "c"), restarts=[moment(str(T + 5))]
    )
    assert c.outcome == "abandoned"


def test_our_own_call_backs_and_places_kept_are_not_offered():
    kept = event("CHAN_START", 0, "c", channel="Local/13900001111@vhold-0001;1")
    joined = log("1|c|q|NONE|ENTERQUEUE||13900001111|1", "3|c|q|1001|CONNECT|2|l|2")
    c = call(joined, kept)
    assert (c.kind, c.offered, c.outcome) == ("own", False, "answered")


def test_a_seat_that_dials_out_offers_no_call():
    c = call(celled=event("CHAN_START", 0, "c", channel="PJSIP/a1001-0001"))
    assert (c.kind, c.offered) == ("own", False)


def test_without_knowing_the_trunks_a_call_is_offered_once_it_is_queued():
    rang = event("CHAN_START", 0, "c")
    assert not call(celled=rang, lines=cel.Lines()).offered
    assert call(celled=rang + event("APP_START", 1, "c", app="Queue"), lines=cel.Lines()).offered


def test_a_clock_set_back_within_a_call_leaves_it_without_waits():
    rang = event("CHAN_START", 100, "c") + event("CHAN_START", 101, "l", "c")
    c = call(celled=rang + event("ANSWER", 40, "l", "c", app="AppQueue"))
    assert (c.doubt, c.wait_total, c.outcome) == ("clock_back", None, "answered")
    assert not c.within(timedelta(days=1))


def test_a_call_longer_than_a_day_is_doubted():
    c = call(celled=event("CHAN_START", 0, "c") + event("HANGUP", 90_000, "c"))
    assert c.doubt == "longer_than_a_day"


def test_the_tail_of_a_call_without_its_beginning_is_not_offered():
    c = call(log("5|c|q|1001|CONNECT|2|l|2", "9|c|q|1001|COMPLETEAGENT|2|4|1"))
    assert (c.doubt, c.offered, c.wait_total) == ("no_beginning", False, None)


def test_seats_rung_in_vain_are_counted():
    c = call(
        log(
            "0|c|q|NONE|ENTERQUEUE||1|1", "8|c|q|1001|RINGNOANSWER|8000", "9|c|q|1002|CONNECT|9|l|1"
        )
    )
    assert c.rung_in_vain == 1


def test_another_call_under_the_same_id_is_told_apart():
    at = moment(str(T))
    rang = Rang(at=at, source="cel")
    assert not foreign([rang], rang)
    assert foreign([rang], Rang(at=at + SECOND, source="cel"))
    assert not foreign([rang], Rang(at=at + SECOND, source="queue_log"))
    queued = Queued(at=at, source="queue_log", caller="a")
    assert foreign([queued], Queued(at=at, source="queue_log", caller="b"))
    assert not foreign([queued], Answered(at=at, source="queue_log"))


def test_there_is_no_call_without_facts():
    with pytest.raises(ValueError, match="没有事实"):
        fold([])
