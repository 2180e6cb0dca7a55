# SPDX-License-Identifier: Apache-2.0
"""门 The door: written whole or not at all, once, and never over somebody else's head."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.office.appeals import (
    BEGIN,
    CLERK,
    CONTACT,
    DAY,
    DISPATCHER,
    HOUR,
    LEADER,
    REVIEWER,
    TRIAGE,
    WHO,
    act,
    dispatched,
    done,
    registered,
    registering,
    replying,
    sending,
)  # fmt: skip
from yingda.flow import merge, register, review, sign_in, supervise
from yingda.flow.grammar import CLOCK, Refusal
from yingda.office import Photo, Told, carry_out, carry_out_together, door, read, verifying
from yingda.office.door import Overtaken, without_numbers
from yingda.record.models import Answered, Entry, Head, Notice, Particulars

alone = pytest.mark.django_db
beside_others = pytest.mark.django_db(transaction=True)


def at_once(jobs):
    """The results of `jobs`, each carried out in a thread of its own."""

    def run(job):
        try:
            return job()
        except Overtaken:
            return Overtaken
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result() for future in [pool.submit(run, job) for job in jobs]]


def noted(no, words, **more):
    return carry_out(register.Supplement(by=DISPATCHER, note=words), no, **more)


@beside_others
def test_eight_writers_on_one_case_leave_no_gap_and_lose_nothing():
    no = registered(timezone.now() - DAY)

    def write(name):
        return lambda: [noted(no, f"{name}-{nth}") for nth in range(6)]

    outcomes = at_once([write(name) for name in "abcdefgh"])
    written = [o for group in outcomes if group is not Overtaken for o in group]
    events = read(no).events
    positions = list(Entry.objects.filter(no=no).values_list("position", flat=True).order_by("id"))
    assert positions == list(range(1, len(events) + 1))
    notes = [e.note for e in events[1:]]
    assert len(notes) == len(set(notes)), "nothing is written twice"
    assert {o.events[0].note for o in written} <= set(notes), "nothing reported as written is lost"
    assert len(written) >= 6
    assert [events[o.position - 1] for o in written] == [o.events[0] for o in written]
    assert list(verifying.faults()) == []


@beside_others
def test_of_eight_officers_who_looked_at_the_same_moment_one_acts():
    no = registered(timezone.now() - DAY)
    outcomes = at_once([lambda n=n: noted(no, f"{n}", seen=1) for n in range(8)])
    assert len([o for o in outcomes if not isinstance(o, Refusal)]) == 1
    assert {o.code for o in outcomes if isinstance(o, Refusal)} == {"changed_since"}
    assert len(read(no).events) == 2


@alone
def test_an_officer_who_looked_before_a_change_is_told_so():
    no = dispatched()
    act(no, sign_in.SignIn(by=CLERK), BEGIN + 2 * HOUR)
    refused = carry_out(CONTACT, no, now=BEGIN + 3 * HOUR, seen=3)
    assert isinstance(refused, Refusal) and refused.code == "changed_since"
    assert done(carry_out(CONTACT, no, now=BEGIN + 3 * HOUR, seen=4)).position == 5


@alone
def test_what_the_clock_did_meanwhile_makes_no_view_out_of_date():
    no = dispatched()
    clock = next(k for k in read(no).case.clocks if k.step == "sign_in" and k.ladder)
    climb = supervise.Climb(by=CLOCK, step="sign_in", order=clock.order, rung=clock.ladder[0].id)
    act(no, climb, clock.ladder[0].at)
    at = clock.ladder[0].at + HOUR
    assert done(carry_out(sign_in.SignIn(by=CLERK), no, now=at, seen=3)).position == 5


@alone
def test_a_refused_command_writes_nothing():
    no = registered()

    def written():
        return (Entry.objects.count(), Notice.objects.count(), Head.objects.get(no=no).position)

    before = written()
    assert isinstance(carry_out(sending(), no, now=BEGIN, key="k"), Refusal)
    assert written() == before
    assert not Answered.objects.exists()


@alone
def test_a_case_that_is_not_there_cannot_be_acted_on():
    assert carry_out(TRIAGE, "2603040000000", now=BEGIN).code == "no_such_case"
    assert not Entry.objects.exists()


@alone
def test_the_same_key_brings_back_the_first_outcome():
    first = done(carry_out(registering(), now=BEGIN, key="call-1", told=WHO))
    again = done(carry_out(registering(), now=BEGIN + HOUR, key="call-1", told=WHO))
    assert again.repeated and not first.repeated
    assert (again.case_no, again.position, again.events) == (
        first.case_no, first.position, first.events,
    )  # fmt: skip
    assert Head.objects.count() == Particulars.objects.count() == 1


@alone
def test_the_first_outcome_is_that_of_the_command_though_the_case_went_on():
    no = registered()
    first = done(carry_out(TRIAGE, no, now=BEGIN + HOUR, key="t"))
    act(no, sending(), BEGIN + 2 * HOUR)
    again = done(carry_out(TRIAGE, no, now=BEGIN + DAY, key="t"))
    assert again.repeated and again.events == first.events and again.position == 2


@alone
@pytest.mark.parametrize("other", [{"title": "水管爆裂"}, {"nature": "complaint"}])
def test_the_same_key_for_another_request_is_refused(other):
    carry_out(registering(), now=BEGIN, key="call-1", told=WHO)
    refused = carry_out(registering(**other), now=BEGIN, key="call-1", told=WHO)
    assert refused.code == "key_reused"
    assert carry_out(registering(), now=BEGIN, key="call-1", told=Told()).code == "key_reused"
    assert Head.objects.count() == 1


@alone
def test_the_same_key_on_another_case_is_refused_and_not_passed_over():
    one, other = dispatched(), dispatched()
    assert done(carry_out(sign_in.SignIn(by=CLERK), one, now=BEGIN + 2 * HOUR, key="1"))
    refused = carry_out(sign_in.SignIn(by=CLERK), other, now=BEGIN + 2 * HOUR, key="1")
    assert refused.code == "key_reused" and len(read(other).events) == 3


@alone
def test_the_same_key_with_other_photos_is_refused():
    def send(content):
        photos = [Photo(media_type="image/png", content=content)]
        return carry_out(registering(), now=BEGIN, key="p", told=WHO, photos=photos)

    first = done(send(b"one"))
    assert done(send(b"one")).case_no == first.case_no
    assert send(b"two").code == "key_reused"


@alone
def test_a_key_of_any_length_is_kept():
    key = "k" * 5000
    first = done(carry_out(registering(), now=BEGIN, key=key, told=WHO))
    assert done(carry_out(registering(), now=BEGIN, key=key, told=WHO)).case_no == first.case_no
    other = done(carry_out(registering(), now=BEGIN, key=key + "k", told=WHO))
    assert other.case_no != first.case_no


@alone
def test_two_people_may_use_the_same_key():
    carry_out(registering(), now=BEGIN, key="1", told=WHO)
    carry_out(registering(by=LEADER), now=BEGIN, key="1", told=WHO)
    assert Head.objects.count() == 2


@beside_others
def test_the_same_key_eight_times_at_once_makes_one_case():
    at = timezone.now()
    command = registering(at - HOUR)
    job = lambda: done(carry_out(command, now=at, key="x", told=WHO))  # noqa: E731
    outcomes = at_once([job] * 8)
    assert len({o.case_no for o in outcomes}) == Head.objects.count() == 1
    assert len([o for o in outcomes if not o.repeated]) == 1
    assert Particulars.objects.count() == 1 and Entry.objects.count() == 1


@beside_others
def test_a_key_on_a_busy_case_is_never_answered_with_the_act_of_another():
    """A command that was overtaken leaves no key behind: what its key answers is its own event."""
    no = registered(timezone.now() - DAY)
    jobs = [lambda n=n: noted(no, f"note {n}", key=f"key {n}") for n in range(8)]
    outcomes = at_once(jobs)
    for n, outcome in enumerate(outcomes):
        if outcome is not Overtaken:
            assert [e.note for e in outcome.events] == [f"note {n}"]
    for n, job in enumerate(jobs):
        assert [e.note for e in job().events] == [f"note {n}"]
    notes = [e.note for e in read(no).events[1:]]
    assert sorted(notes) == sorted(f"note {n}" for n in range(8))


@alone
def test_a_command_that_was_overtaken_leaves_no_key():
    no = registered()
    past = door.log.read(no)
    noted(no, "quicker", now=BEGIN + HOUR)
    command = register.Supplement(by=DISPATCHER, note="slower")
    late = door._attempt(command, no, past, BEGIN + HOUR, "li:k", "asked", None, None, ())
    assert late is None
    assert not Answered.objects.exists()
    assert len(read(no).events) == 2


@alone
def test_a_command_is_two_statements_and_a_registration_one():
    registered()
    with CaptureQueriesContext(connection) as asked:
        no = registered()
    assert len(asked) == 1
    for command, hours in (
        (TRIAGE, 1), (sending(), 2), (sign_in.SignIn(by=CLERK), 3), (CONTACT, 4),
        (replying(BEGIN + 5 * HOUR), 6), (review.Accept(by=REVIEWER), 7),
    ):  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            carry_out(command, no, now=BEGIN + hours * HOUR, key=f"k{hours}", seen=hours)
        assert len(asked) == 2, command


@alone
def test_acts_on_several_cases_are_all_carried_out_or_none():
    parent, child = dispatched(), registered()
    acts = [
        (merge.Merge(by=DISPATCHER, into=parent, unit="heating", reason="同一事项"), child),
        (merge.TakeIn(by=DISPATCHER, child=child), parent),
    ]
    assert [o.case_no for o in carry_out_together(acts, now=BEGIN + HOUR)] == [child, parent]
    second = registered()
    acts = [
        (merge.Merge(by=DISPATCHER, into=parent, unit="heating", reason="同一事项"), second),
        (merge.TakeIn(by=DISPATCHER, child=child), parent),
    ]
    assert carry_out_together(acts, now=BEGIN + HOUR).code == "already_merged"
    assert len(read(second).events) == 1


@beside_others
def test_two_merges_into_one_case_at_once_both_stand():
    at = timezone.now()
    parent, *children = (registered(at - DAY) for _ in range(5))

    def job(child):
        into = merge.Merge(by=DISPATCHER, into=parent, unit="heating", reason="同一事项")
        taken = merge.TakeIn(by=DISPATCHER, child=child)
        return lambda: carry_out_together([(into, child), (taken, parent)], now=at)

    at_once([job(child) for child in children])
    assert sorted(read(parent).case.links.children) == sorted(children)
    assert {read(child).case.links.parent for child in children} == {parent}


@beside_others
def test_two_cases_merged_into_each_other_at_once_end_in_one_merge():
    at = timezone.now()

    def job(child, parent):
        into = merge.Merge(by=DISPATCHER, into=parent, unit="heating", reason="同一事项")
        taken = merge.TakeIn(by=DISPATCHER, child=child)
        return lambda: carry_out_together([(into, child), (taken, parent)], now=at)

    for _ in range(6):
        one, other = registered(at - DAY), registered(at - DAY)
        outcomes = at_once([job(one, other), job(other, one)])
        assert sorted(isinstance(o, Refusal) for o in outcomes) == [False, True]
        assert len(read(one).events) == len(read(other).events) == 2


@alone
@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("请回电13900001111谢谢", "请回电****谢谢"),
        ("电话 139 0000 1111", "电话 ****"),
        ("身份证11010519491231002X的人", "身份证****的人"),
        ("全角１３９００００１１１１", "全角****"),
        ("3号楼2单元停水48小时", "3号楼2单元停水48小时"),
    ],
)
def test_long_numbers_never_stand_in_a_title(title, kept):
    assert without_numbers(title) == kept
    no = done(carry_out(registering(title=title), now=BEGIN, told=WHO)).case_no
    assert read(no).case.appeal.title == kept
