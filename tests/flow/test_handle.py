# SPDX-License-Identifier: Apache-2.0
"""办理 The person is contacted, heard, and told; assisting units report to the lead."""

from tests.flow.acts import (
    BUREAU,
    CLERK,
    CONTACT,
    GRANT_PAUSE,
    HEATING,
    HELPER,
    SIGN_IN,
    dispatched,
    last_clock,
    open_clock,
    pausing,
    sending,
    signed,
    triaged,
)
from tests.given import BEGIN, DAY
from yingda.flow import dispatch, handle, sign_in

TRIED = handle.Contact(by=CLERK, way="电话", reached=False)
REPORT = handle.Contribute(by=HELPER, report="已开挖路面")


def helped():
    g = triaged().when(sending(HEATING, BUREAU)).then(dispatch.Dispatched)
    g.when(SIGN_IN).then(sign_in.SignedIn)
    return g


def test_an_attempt_is_counted_and_only_reaching_the_person_stops_the_clock():
    g = signed().when(TRIED).then(handle.Contacted)
    assert g.case.lead.attempts == 1 and open_clock(g, "contact", 1)
    g.when(CONTACT).then(handle.Contacted)
    assert g.case.lead.attempts == 2 and g.case.lead.contacted_at == g.now
    assert last_clock(g, "contact").stopped_at == g.now


def test_what_the_person_said_is_written_down():
    silent = handle.Contact(by=CLERK, way="电话", reached=True)
    signed().when(silent).refused("nothing_heard", "beijing-regulation-2021:15")
    signed().when(handle.Contact(by=CLERK, way=" ", reached=False)).refused("no_way")


def test_nothing_is_done_before_signing_in_nor_by_others():
    dispatched().when(CONTACT).refused("not_signed_in")
    signed().when(handle.NoteProgress(by=HELPER, words="已到场")).refused("not_your_order")


def test_reaching_the_person_during_a_pause_is_in_time():
    g = signed(pausing(BEGIN + 20 * DAY), GRANT_PAUSE)
    g.when(CONTACT, at=BEGIN + 5 * DAY).then(handle.Contacted)
    clock = last_clock(g, "contact")
    assert clock.stopped_at == g.now <= clock.due.at and not clock.late(g.now)
    assert open_clock(g, "reply", 1).paused, "the reply still waits"


def test_progress_is_noted_or_told():
    note = handle.NoteProgress(by=CLERK, words="配件在途")
    signed().when(note).then(handle.ProgressNoted)
    told = handle.NoteProgress(by=CLERK, words="明日更换", tell=True)
    signed().when(told).then(handle.ProgressTold)
    signed().when(handle.NoteProgress(by=CLERK, words="")).refused("nothing_noted")


def test_an_assisting_unit_reports_to_the_lead():
    g = helped()
    g.when(REPORT).refused("not_signed_in")
    g.when(sign_in.SignIn(by=HELPER)).then(sign_in.SignedIn)
    g.when(handle.Contribute(by=HELPER, report=" ")).refused("nothing_reported")
    g.when(REPORT).then(handle.Contributed)
    assert g.case.order_of("bureau").reported == "已开挖路面"
    g.when(handle.Contribute(by=CLERK, report="x")).refused("wrong_role")
