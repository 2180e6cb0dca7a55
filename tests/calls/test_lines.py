# SPDX-License-Identifier: Apache-2.0
"""行 Whole lines only; in pieces or at once, the same is said."""

from random import Random

import pytest

from tests.calls.samples import ANSWERED, ANSWERED_CEL, T, event, log
from yingda.calls import cel, queue_log
from yingda.calls.lines import Mark, Serials, read

WIRED = cel.Lines(trunks=("PJSIP/trunk-",))


def of_cel(text):
    return cel.parse(text, WIRED)


def faults(text, parse=queue_log.parse, **more):
    content = text if isinstance(text, bytes) else text.encode()
    return [(r.line, r.fault) for r in read(content, parse, Mark(), **more).refused]


@pytest.mark.parametrize(("text", "parse"), [(ANSWERED, queue_log.parse), (ANSWERED_CEL, of_cel)])
def test_in_pieces_of_any_size_the_same_is_said(text, parse):
    content = (text * 3).encode()
    whole = read(content, parse, Mark(), serials=True)
    chance = Random(5)
    for _ in range(20):
        mark, end, noted, refused = Mark(), 0, [], []
        while end < len(content):
            end = min(len(content), end + chance.randrange(1, 200))
            piece = read(content[mark.offset : end], parse, mark, serials=True)
            noted, refused, mark = noted + piece.noted, refused + piece.refused, piece.mark
        assert (noted, refused, mark) == (whole.noted, whole.refused, whole.mark)


def test_a_line_that_is_cut_off_waits_and_is_not_refused():
    piece = read(ANSWERED.encode()[:-4], queue_log.parse, Mark())
    assert piece.mark.lines == 5 and not piece.refused
    assert piece.mark.offset == ANSWERED.encode().rstrip().rfind(b"\n") + 1


def test_what_is_no_text_is_refused():
    assert faults(b"\xff\xfe|\n" + ANSWERED.encode()) == [(1, "encoding")]
    assert faults("a\0b|c|d|e|f\n") == [(1, "encoding")]


def test_a_line_longer_than_any_log_writes_is_refused():
    assert faults("x" * 70_000 + "\n") == [(1, "columns")]
    assert faults(log("0|" + "c" * 90 + "|q|NONE|ABANDON|1|1|1")) == [(1, "columns")]


def test_empty_lines_are_passed():
    assert faults("\n\r\n") == []


def test_a_clock_that_jumps_back_is_counted_once_and_goes_on():
    text = log(*(f"{n}|c{n}|q|NONE|ABANDON|1|1|1" for n in (100, 99, 40, 41, 42)))
    assert faults(text) == [(3, "clock_back")]
    assert faults(text, ordered=False) == []


def test_lines_of_several_threads_may_change_places():
    text = log(*(f"{n}|c{n}|q|NONE|ABANDON|1|1|1" for n in (10, 12, 9, 11)))
    assert faults(text) == []


def test_a_restart_of_the_switch_is_a_gap():
    piece = read(log("0|NONE|NONE|NONE|QUEUESTART|").encode(), queue_log.parse, Mark())
    assert [gap.kind for gap in piece.gaps] == ["restart"]


def test_channel_numbers_may_come_late_but_not_never():
    serials = Serials(0, set())
    order = [1, 2, 4, 3, 5, *range(7, 80)]
    assert sum(serials.see(n) for n in order) == 1
    assert serials.see(6) == 0


def test_a_switch_that_counts_from_zero_again_misses_nothing():
    serials = Serials(1000, set())
    assert [serials.see(n) for n in (0, 1, 2)] == [0, 0, 0]
    assert serials.awaited == set()


def test_only_cel_tells_of_every_channel():
    text = event("CHAN_START", 0, f"h-{T}.1") + event("CHAN_START", 1, f"h-{T}.90")
    text += "".join(event("CHAN_START", n, f"h-{T}.{n}") for n in range(91, 200))
    assert read(text.encode(), of_cel, Mark()).gaps == []
    assert sum(g.missing for g in read(text.encode(), of_cel, Mark(), serials=True).gaps) == 88
