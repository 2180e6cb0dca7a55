# SPDX-License-Identifier: Apache-2.0
"""话务台账 The figures of the telephone: the same live and from history, by every convention."""

from datetime import timedelta

import pytest

from tests.calls.samples import T, event, log
from yingda.calls import cel, lines, queue_log
from yingda.calls.lines import Mark
from yingda.calls.rates import CONVENTIONS, Counts
from yingda.calls.values import moment
from yingda.flow.grammar import Person
from yingda.ledgers import calls
from yingda.office import calling, standard_in_force
from yingda.readings import read

pytestmark = pytest.mark.django_db

TRUNK = cel.Lines(trunks=("PJSIP/trunk-",))
LIMIT, DAY = timedelta(seconds=15), timedelta(days=1)


def at(after):
    return moment(f"{T + after:.6f}")


def celled(text):
    calling.note_down(
        "a", lines.read(text.encode(), lambda line: cel.parse(line, TRUNK), Mark(), serials=True)
    )


def logged(text):
    calling.note_down("a", lines.read(text.encode(), queue_log.parse, Mark()))


def answered(no, begun, after):
    rang = event("CHAN_START", begun, no) + event("APP_START", begun, no, app="Queue")
    seat = event("CHAN_START", begun + after - 0.5, f"{no}.1", no)
    talk = event("ANSWER", begun + after, f"{no}.1", no, app="AppQueue")
    return rang + seat + talk + event("HANGUP", begun + after + 60, no)


def abandoned(no, begun, after):
    rang = event("CHAN_START", begun, no) + event("APP_START", begun, no, app="Queue")
    return rang + event("HANGUP", begun + after, no)


def hundred():
    """100 calls: 90 answered, 80 of them within 15 s; 10 abandoned, 4 of them within 15 s."""
    calls_ = [answered(f"a{n}", n, 10 if n < 80 else 20) for n in range(90)]
    return "".join([*calls_, *(abandoned(f"b{n}", 90 + n, 9 if n < 4 else 30) for n in range(10))])


def counted(as_of=None):
    found = calls.counts(at(-1), as_of or at(3600), LIMIT)
    return sum((c for _, _, c in found), Counts())


def connected(as_of):
    (one,) = read(standard_in_force(), as_of, only="gbt-33358-2016:connect_95")
    return one


@pytest.mark.parametrize(
    ("convention", "percent"),
    [
        ("within", 80.0),
        ("connect", 90.0),
        ("asterisk_sl", 88.9),
        ("asterisk_sl2", 84.0),
        ("genesys", 88.9),
        ("genesys_abandons", 80.0),
        ("wazo_qos", 88.9),
        ("wazo_answered", 90.0),
    ],
)
def test_the_same_hundred_calls_by_every_convention(convention, percent):
    celled(hundred())
    rate = CONVENTIONS[convention].of(counted())
    assert round(rate.value * 100, 1) == percent
    assert "÷" in rate.formula


def test_figures_of_the_past_are_those_that_were_live_then():
    every = hundred().splitlines(keepends=True)
    every.sort(key=lambda line: line.split('","')[1])
    live = []
    for after in (5, 17, 60, 100, 130):
        calls.CallLine.objects.all().delete()
        celled("".join(li for li in every if float(li.split('","')[1]) <= T + after))
        live.append((after, counted(at(after)), connected(at(after))))
    calls.CallLine.objects.all().delete()
    celled("".join(every))
    for after, then, reading in live:
        assert counted(at(after)) == then, after
        assert connected(at(after)) == reading, after


def test_who_waits_beyond_the_limit_is_late_before_it_is_decided():
    celled(event("CHAN_START", 0, "c1"))
    early, late = counted(at(10)), counted(at(16))
    assert CONVENTIONS["within"].of(early).value is None
    assert CONVENTIONS["within"].of(late).value == 0
    assert (late.waiting, late.offered) == (1, 0)
    assert CONVENTIONS["connect"].of(late).value is None


def test_a_call_that_never_ends_is_lost_after_a_day():
    celled(event("CHAN_START", 0, "c1"))
    assert counted(at(86_401)).lost == 1


def test_short_abandons_are_shown_with_and_without():
    celled(answered("c1", 0, 5) + abandoned("c2", 1, 4.9) + abandoned("c3", 2, 5.1))
    found = counted()
    assert found.short == 1
    assert CONVENTIONS["connect"].of(found).formula == "接听 1 ÷ 呼入 3"
    assert CONVENTIONS["connect_no_short"].of(found).formula == "接听 1 ÷ 呼入－短弃呼 2"


def test_who_rings_again_is_one_person():
    twice = "0|c{n}|q|NONE|ENTERQUEUE||1380000000{who}|1"
    logged(log(twice.format(n=1, who=1), "9|c1|q|NONE|ABANDON|1|1|9"))
    logged(log(twice.format(n=2, who=1), "9|c2|q|1001|CONNECT|9|l|3"))
    logged(log(twice.format(n=3, who=2), "9|c3|q|NONE|ABANDON|1|1|9"))
    found = counted()
    assert CONVENTIONS["connect"].of(found).formula == "接听 1 ÷ 呼入 3"
    assert CONVENTIONS["connect_persons"].of(found).formula == "打通的人 1 ÷ 来电的人 2"


def test_calls_are_counted_by_half_hours():
    celled(answered("c1", 10, 5) + answered("c2", 1799, 5) + answered("c3", 1800, 5))
    found = calls.counts(at(0), at(4000), LIMIT, timedelta(minutes=30))
    assert [(begins, c.offered) for begins, _, c in found] == [(at(0), 2), (at(1800), 1)]


def test_full_and_timed_out_queues_are_told_apart():
    joined = [f"0|c{n}|q|NONE|ENTERQUEUE||{n}|1" for n in (1, 2)]
    logged(log(*joined, "5|c1|q|NONE|FULL|1", "6|c2|q|NONE|EXITWITHTIMEOUT|1|1|6"))
    found = counted()
    assert (found.full, found.left, found.abandoned) == (1, 1, 0)
    assert CONVENTIONS["wazo_answered"].of(found).formula.endswith("2")


def aside(begins, until):
    leader, clerk = Person("褚", "duty_leader", code="c"), Person("赵", "operator", code="z")
    return calling.set_aside(at(begins), at(until), "trunk_outage", "故障单", clerk, leader)


def test_calls_set_aside_are_shown_beside_and_the_whole_figure_stays():
    celled(answered("c1", 0, 5) + abandoned("c2", 100, 20) + answered("c3", 200, 5))
    aside(90, 110)
    (reading,) = read(standard_in_force(), at(3600), only="gbt-33358-2016:answer_15s")
    assert (reading.value, reading.whole, reading.excluded) == (1.0, 2 / 3, {"trunk_outage": 1})
    reading = connected(at(2 * 86_400))
    assert (reading.value, reading.excluded) == (1.0, {"trunk_outage": 1})
    assert reading.whole == 0.5  # when the first call has left: one answered, one lost


def test_any_24_hours_are_judged_by_the_worst_of_them():
    morning = "".join(answered(f"m{n}", n * 10, 5) for n in range(100))
    storm = "".join(abandoned(f"s{n}", 40_000 + n, 40) for n in range(10))
    after = "".join(answered(f"n{n}", 90_000 + n * 10, 5) for n in range(400))
    celled(morning + storm + after)
    reading = connected(at(100_000))
    assert reading.value < 0.95
    assert reading.met is False
    assert "近30日最低" in reading.formula
    assert "还可漏接10个" in reading.formula  # 410 offered, 10 lost: 20.5 - 10
    assert dict(reading.beside)["此刻24小时"] == pytest.approx(400 / 410)


def test_less_than_a_day_is_not_judged():
    celled(answered("c1", 0, 5))
    reading = connected(at(3600))
    assert (reading.value, reading.met) == (1.0, None)
    assert reading.note


def test_before_any_call_there_is_nothing_to_count():
    assert connected(at(0)).value is None


def test_refused_lines_and_gaps_are_listed():
    logged(log("0|NONE|NONE|NONE|QUEUESTART|"))
    assert [gap.kind for gap in calls.gaps(at(-1), at(1))] == ["restart"]
    assert calls.refused() == []


def test_the_latest_word_of_any_book_is_known():
    celled(answered("c1", 0, 5))
    assert calls.latest() == at(65)


def test_what_is_not_offered_is_listed_apart():
    celled(answered("c1", 0, 5) + event("CHAN_START", 1, "c2", channel="Local/139@vhold-1;1"))
    found = [(row["kind"], row["offered"]) for row in calls.by_outcome(at(-1), at(60))]
    assert found == [("inbound", True), ("own", False)]
