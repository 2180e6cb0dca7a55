# SPDX-License-Identifier: Apache-2.0
"""交换机 The switch as it is set up: what becomes of a call without any program of ours."""

import wave

from tests.channels.phone.waiting import free, until
from yingda.calls.plan import Plan
from yingda.channels.phone import configuration, seat, sounds
from yingda.channels.phone.configuration import Place
from yingda.channels.phone.switch import Switch


def noted(switch, words):
    return until(lambda: words in switch.queue_log.read_text(), 15)


def last_call(switch):
    offered = [n for n in switch.queue_log.read_text().splitlines() if "|INFO|OFFERED|" in n]
    return offered[-1].split("|")[1] if offered else ""


def next_call(switch, before):
    assert until(lambda: last_call(switch) != before)
    return last_call(switch)


def press(line, call, key, application):
    """A key of the caller's telephone, once the call has come so far."""
    assert until(lambda: any(_at(r, call, application) for r in seat.lines(line)))
    channel = next(r["Channel"] for r in seat.lines(line) if _at(r, call, application))
    line.act("PlayDTMF", Channel=channel, Digit=key, Receive="true")


def _at(row, call, application):
    return row["Uniqueid"] == call and row["Application"] == application


def test_the_switch_loads_all_that_the_city_asks_for(switch, line):
    assert switch.check() == []


def test_what_the_switch_cannot_load_is_said_before_anyone_rings(root, tmp_path):
    ports = {name: free("127.0.0.1") for name in ("sip", "ami", "web", "wss")}
    made = Switch(Plan(**ports), Place(tmp_path, root), b"k" * 32)
    made.set_up(say=lambda words: None)
    assert made.check() == []
    queues = tmp_path / "etc/queues.conf"
    queues.write_text(queues.read_text().replace("[main](hotline)", "[main](nothing)"))
    assert any("main" in fault for fault in made.check())
    assert not made.pid(), "the switch that was started to check is ended"


def test_a_configuration_changed_by_hand_is_seen_and_written_afresh(switch):
    files = configuration.written(switch.plan, switch.place, switch.key)
    assert configuration.differences(files, switch.folder) == []
    path = switch.folder / "etc/queues.conf"
    path.write_text(path.read_text().replace("retry = 1", "retry = 9"))
    assert configuration.differences(files, switch.folder) == ["queues.conf"]
    configuration.write(files, switch.folder)
    assert configuration.differences(files, switch.folder) == []


def test_the_secrets_of_the_switch_are_for_its_owner_only(switch):
    for name in ("manager.conf", "pjsip.conf"):
        assert (switch.folder / "etc" / name).stat().st_mode & 0o077 == 0
    for name in ("keys/switch.key", "recordings"):
        assert (switch.folder / name).stat().st_mode & 0o077 == 0


def test_the_greeting_leaves_time_to_answer(switch):
    assert sounds.length(switch.folder / "sounds/zh/yingda/greeting.wav") <= 4


def is_whole(path):
    """Whether a sound can be opened."""
    try:
        wave.open(str(path)).close()
    except (wave.Error, EOFError):
        return False
    return True


def test_a_call_is_answered_recorded_and_rated_by_one_key(switch, line, practice):
    before = last_call(switch)
    host, _, port = switch.plan.seats[1].at.rpartition(":")
    practice.phones(host, int(port), rings=0.1, talks=1.5)
    seat.sign_on(line, "2001", ["main"])
    practice.calls(1)
    call = next_call(switch, before)
    press(line, call, "1", "Read")
    assert noted(switch, f"{call}|main|2001|INFO|RATING|1")
    assert noted(switch, f"{call}|main|NONE|INFO|END|16|CONTINUE")
    path = switch.folder / f"recordings/{call}.wav"
    assert until(lambda: is_whole(path)), "the switch writes the head of the file last"
    with wave.open(str(path)) as recorded:
        assert 0 <= recorded.getnframes() / recorded.getframerate() <= 3


def test_who_waits_too_long_is_rung_back_by_the_id_of_the_call(switch, line, practice):
    before = last_call(switch)
    practice.calls(1, number=13800000777)
    call = next_call(switch, before)
    assert noted(switch, f"{call}|main|NONE|EXITWITHTIMEOUT")
    assert noted(switch, f"{call}|main|NONE|INFO|CALLBACK|")
    assert noted(switch, f"{call}|main|NONE|INFO|END")
    assert "13800000777" in switch.ask(f"database get missed {call}")
    host, _, port = switch.plan.seats[1].at.rpartition(":")
    practice.phones(host, int(port), rings=0.1)
    practice.phones("127.0.0.2", switch.plan.trunks[0].port, rings=0.3)
    seat.call_back(line, "2001", call)
    results = [e["Result"] for e in line.events(4) if e.get("UserEvent") == "CalledBack"]
    assert results == ["ANSWER"]
    assert "13800000777" not in switch.ask(f"database get missed {call}")


def test_key_1_while_waiting_asks_to_be_rung_back_instead(switch, line, practice):
    before = last_call(switch)
    practice.calls(1)
    call = next_call(switch, before)
    press(line, call, "1", "Queue")
    assert noted(switch, f"{call}|main|NONE|EXITWITHKEY|1")
    assert noted(switch, f"{call}|main|NONE|INFO|CALLBACK|")


def test_a_caller_of_the_list_has_his_own_queue_and_goes_first(switch, line, practice):
    line.act("DBPut", Family="queue", Key="13800000888", Val="enterprise")
    line.act("DBPut", Family="priority", Key="13800000999", Val="10")
    practice.calls(1, number=13800000888)
    practice.calls(1, number=13800000001)

    def entries():
        rows = line.rows("QueueStatus")
        return {r["CallerIDNum"]: r for r in rows if r["Event"] == "QueueEntry"}

    assert until(lambda: len(entries()) == 2)
    practice.calls(1, number=13800000999)
    assert until(lambda: "13800000999" in entries())
    found = entries()
    assert found["13800000888"]["Queue"] == "enterprise"
    assert [found[n]["Position"] for n in ("13800000999", "13800000001")] == ["1", "2"]


def test_a_seat_that_does_not_answer_is_paused_and_the_caller_goes_on_waiting(
    switch, line, practice
):
    host, _, port = switch.plan.seats[1].at.rpartition(":")
    practice.phones(host, int(port), rings=30)
    seat.sign_on(line, "2001", ["main"])
    practice.calls(1, stays=6)
    assert until(lambda: seat.now(line, "2001").why == seat.AUTO)
    assert any(row["Event"] == "QueueEntry" for row in line.rows("QueueStatus"))
