# SPDX-License-Identifier: Apache-2.0
"""信道日志 CEL as ours, as the sample configuration and as a database write it."""

import pytest

from yingda.calls import cel
from yingda.calls.cel import Lines, header, kind_of, parse, seat
from yingda.calls.facts import (
    Answered,
    Ended,
    Held,
    Queued,
    Rang,
    SeatRang,
    SeatStopped,
    Transferred,
)
from yingda.calls.values import moment

AT = moment("1795464432.561203")
AS = {"at": AT, "source": "cel"}
TRUNK = Lines(trunks=("PJSIP/trunk-",))
AGENT = {"seat": "PJSIP/a1001", "leg": "c.1"}


def line(kind, uid="c", channel="PJSIP/trunk-a-01", app="", extra=""):
    fields = (kind, "1795464432.561203", uid, "c", channel, app, extra)
    return ",".join('"' + field.replace('"', '""') + '"' for field in fields)


def leg(kind, app=""):
    return line(kind, "c.1", "PJSIP/a1001-02", app)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (line("CHAN_START"), Rang(**AS, kind="inbound")),
        (line("APP_START", app="Queue"), Queued(**AS)),
        (leg("CHAN_START"), SeatRang(**AS, **AGENT)),
        (leg("ANSWER", "AppQueue"), Answered(**AS, **AGENT)),
        (leg("ANSWER", "AppDial"), Answered(**AS, **AGENT)),
        (leg("HANGUP"), SeatStopped(**AS, why="hung_up", **AGENT)),
        (line("HANGUP", extra='{"hangupcause":16}'), Ended(**AS)),
        (line("CHAN_END"), Ended(**AS)),
        (leg("HOLD"), Held(**AS)),
        (leg("UNHOLD"), Held(**AS, over=True)),
        (leg("BLINDTRANSFER"), Transferred(**AS, how="blind")),
        (line("ATTENDEDTRANSFER"), Transferred(**AS, how="attended")),
    ],
)
def test_a_line_is_read(text, fact):
    parsed = parse(text + "\n", TRUNK)
    assert parsed.fault == ""
    assert parsed.noted == (("c", fact),)


@pytest.mark.parametrize(
    "text", [line("ANSWER"), leg("ANSWER", "Playback"), line("BRIDGE_ENTER"), line("LINKEDID_END")]
)
def test_no_human_is_seen_in_a_line(text):
    parsed = parse(text, TRUNK)
    assert (parsed.noted, parsed.fault, parsed.at) == ((), "", AT)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('"CHAN_START","1795464432', "columns"),
        ("CHAN_START,1795464432.5,c,c", "columns"),
        (line("CHAN_STARTED"), "event"),
        (line("CHAN_START").replace("1795464432.561203", "now"), "moment"),
        (line("HANGUP", uid=""), "missing"),
    ],
)
def test_a_corrupt_line_is_refused_with_its_reason(text, fault):
    parsed = parse(text, TRUNK)
    assert (parsed.noted, parsed.fault) == ((), fault)


def test_the_columns_of_the_sample_configuration_are_known_by_their_count():
    fields = [
        "CHAN_START", "1795464432.561203", "", "13800000000", "", "", "", "12345", "from-trunk",
        "PJSIP/trunk-a-01", "", "", "3", "", "c", "c", "", "", "", "",
    ]  # fmt: skip
    with_userfield = parse(",".join(fields), TRUNK)
    without = parse(",".join(fields[:17] + fields[18:]), TRUNK)
    assert with_userfield == without
    assert with_userfield.noted[0].fact.caller == "13800000000"
    assert with_userfield.noted[0].fact.number == "12345"


def test_columns_may_be_named_in_the_first_line():
    names = header("linkedid,uniqueid,channame,eventtime,eventtype,cid_num")
    parsed = parse("c,c,PJSIP/trunk-a-01,2026-11-24 04:07:12.561203,CHAN_START,1380", TRUNK, names)
    assert parsed.noted[0].fact == Rang(**AS, kind="inbound", caller="1380")
    assert header(line("CHAN_START")) == ()
    assert parse("linkedid,uniqueid,channame,eventtime,eventtype,cid_num", TRUNK, names).fault == ""


@pytest.mark.parametrize(
    ("channel", "asked", "caller", "lines", "kind"),
    [
        ("PJSIP/trunk-a-01", "", "", TRUNK, "inbound"),
        ("PJSIP/a1001-01", "", "", TRUNK, "own"),
        ("Local/139@vhold-01;1", "", "", TRUNK, "own"),
        ("Local/139@vhold-01;1", "", "", Lines(), "own"),
        ("PJSIP/x-01", "", "", Lines(), "unknown"),
        ("PJSIP/x-01", "12345", "", Lines(numbers=frozenset(("12345",))), "inbound"),
        ("PJSIP/trunk-a-01", "999", "",
         Lines(trunks=("PJSIP/trunk-",), numbers=frozenset(("12345",))), "unknown"),
        ("PJSIP/trunk-a-01", "", "1",
         Lines(trunks=("PJSIP/trunk-",), tests=frozenset(("1",))), "test"),
    ],
)  # fmt: skip
def test_who_rings_is_told_by_the_trunk_and_the_number(channel, asked, caller, lines, kind):
    assert kind_of(channel, asked, caller, lines) == kind


def test_a_seat_is_its_channel_without_the_serial():
    assert seat("PJSIP/a1001-0000000f") == "PJSIP/a1001"
    assert seat("Local/1001@from-queue-0000000f;1") == "Local/1001@from-queue"
    assert cel.seat("odd") == "odd"
