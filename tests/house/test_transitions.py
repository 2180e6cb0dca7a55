# SPDX-License-Identifier: Apache-2.0
"""The drawn flow is the flow."""

from tests.house import walk
from yingda.config import diagram


def test_the_diagram_shows_exactly_the_moves_that_a_walk_through_the_flow_finds():
    walked = {edge for edge in walk.edges() if edge[1] != "withdrawn"}
    drawn = {
        (before, event, after)
        for (before, after), events in diagram.MOVES.items()
        for event in events
    }
    assert walked - drawn == set(), "moves that the diagram (yingda/config/diagram.py) lacks"
    assert drawn - walked == set(), "moves that the flow no longer makes"


def test_a_person_may_withdraw_from_every_open_stage():
    walked = {before for before, event, _ in walk.edges() if event == "withdrawn"}
    assert walked == {stage.value for stage in diagram.WITHDRAWN_FROM}


def test_an_ended_case_comes_back_only_by_reopening():
    back = {event for before, event, _ in walk.edges() if before in ("closed", "diverted")}
    assert back == {"reopened"}
