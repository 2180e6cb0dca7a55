# SPDX-License-Identifier: Apache-2.0
"""跟读 Files are read on: whole lines only, once, across rotation, and what is gone is a gap."""

import gzip
import os

import pytest

from tests.calls.samples import ANSWERED, ANSWERED_CEL, event, log
from yingda.calls import cel
from yingda.ledgers.calls import BookLine, CallLine, GapLine, RefusedLine
from yingda.office import calling, following
from yingda.office.following import Book, read_on, rehearse

pytestmark = pytest.mark.django_db
TRUNK = cel.Lines(trunks=("PJSIP/trunk-",))


@pytest.fixture
def queue_log(tmp_path):
    return Book(switch="a", kind="queue_log", path=tmp_path / "queue_log")


def on(book, afresh=False):
    return list(read_on(book, afresh))


def write(book, text):
    with book.path.open("a", encoding="utf-8") as file:
        file.write(text)


def waiting(no, at=0):
    return log(f"{at}|{no}|q|NONE|ENTERQUEUE||1380000000{len(no)}|1")


def test_only_what_is_new_is_read(queue_log):
    write(queue_log, ANSWERED)
    assert on(queue_log)[-1].lines == 6
    assert on(queue_log)[-1].lines == 0
    write(queue_log, waiting("c2"))
    assert on(queue_log)[-1].lines == 1
    assert CallLine.objects.count() == 2


def test_a_line_without_its_end_waits(queue_log):
    whole = waiting("c1") + waiting("c2")
    write(queue_log, whole[:-5])
    on(queue_log)
    assert CallLine.objects.count() == 1
    write(queue_log, whole[-5:])
    on(queue_log)
    assert CallLine.objects.count() == 2
    assert not RefusedLine.objects.exists()


def test_a_file_without_a_whole_line_is_no_book_yet(queue_log):
    write(queue_log, "17954")
    assert on(queue_log) == [] and not BookLine.objects.exists()


def test_a_character_cut_in_two_waits(queue_log):
    pause = log("0|MANAGER|q|1001|ADDMEMBER|") + log("0|NONE|NONE|1001|PAUSEALL|小休")
    queue_log.path.write_bytes(pause.encode()[:-2])
    on(queue_log)
    queue_log.path.write_bytes(pause.encode())
    on(queue_log)
    assert not RefusedLine.objects.exists()


def test_a_rotated_book_is_read_to_its_end_before_the_new_one(queue_log):
    write(queue_log, waiting("c1"))
    on(queue_log)
    write(queue_log, waiting("c2"))
    queue_log.path.rename(queue_log.path.with_suffix(".1"))
    write(queue_log, waiting("c3", 9))
    on(queue_log)
    assert CallLine.objects.count() == 3
    assert list(BookLine.objects.order_by("id").values_list("done", flat=True)) == [True, False]
    assert not GapLine.objects.exists()


def test_a_book_that_is_gone_before_its_end_was_read_is_a_gap(queue_log):
    write(queue_log, waiting("c1"))
    on(queue_log)
    write(queue_log, waiting("c2"))
    with gzip.open(queue_log.path.with_suffix(".gz"), "wb") as packed:
        packed.write(queue_log.path.read_bytes())
    elsewhere = queue_log.path.parent / "kept"  # so that its inode is not given to the next
    elsewhere.mkdir()
    os.rename(queue_log.path, elsewhere / "queue_log")
    write(queue_log, waiting("c3", 9))
    on(queue_log)
    assert GapLine.objects.get().kind == "vanished"
    assert CallLine.objects.count() == 2


def test_a_book_copied_and_cut_is_a_gap_and_begins_anew(queue_log):
    write(queue_log, waiting("c1") + waiting("c2"))
    on(queue_log)
    queue_log.path.write_text(waiting("c3", 9))
    on(queue_log)
    assert CallLine.objects.count() == 3
    assert GapLine.objects.get().kind == "cut"


def test_bad_lines_are_counted_with_their_reasons_and_stop_nothing(queue_log):
    write(queue_log, "broken\n" + waiting("c1") + "soon|c|q|NONE|ABANDON|1|1|1\n")
    write(queue_log, log("1|c1|q|NONE|SOMETHINGNEW|1", "2|c1|q|1|CONNECT|x|l|1"))
    write(queue_log, log("3|c9|q|NONE|ENTERQUEUE||13a00000000|1"))
    for _ in range(2):
        progress = on(queue_log, afresh=True)[-1]
        assert progress.refused == {
            "columns": 1, "moment": 1, "event": 1, "amount": 1, "number": 1
        }  # fmt: skip
    assert RefusedLine.objects.count() == 5
    assert CallLine.objects.count() == 2


def test_a_line_without_end_is_refused_and_passed(queue_log, monkeypatch):
    monkeypatch.setattr(following, "CHUNK", 64)
    monkeypatch.setattr(following, "LONGEST", 256)
    write(queue_log, waiting("c1") + "x" * 2000 + "\n" + waiting("c2"))
    on(queue_log)
    assert CallLine.objects.count() == 2
    assert set(RefusedLine.objects.values_list("fault", flat=True)) == {"columns"}


def test_in_small_pieces_or_at_once_the_book_is_the_same(queue_log, monkeypatch):
    write(queue_log, ANSWERED + waiting("c2") + log("20|c2|q|NONE|ABANDON|1|1|20"))
    on(queue_log)
    names = ("call_id", "outcome", "wait_total", "facts")
    whole = list(CallLine.objects.order_by("call_id").values(*names))
    CallLine.objects.all().delete()
    monkeypatch.setattr(following, "CHUNK", 80)
    assert len(on(queue_log, afresh=True)) > 4
    assert list(CallLine.objects.order_by("call_id").values(*names)) == whole


def test_a_rehearsal_writes_nothing(queue_log):
    write(queue_log, ANSWERED + "broken\n")
    progress = list(rehearse(queue_log))[-1]
    assert (progress.lines, progress.calls, progress.refused) == (7, {"c1"}, {"columns": 1})
    assert not CallLine.objects.exists() and not BookLine.objects.exists()


def test_of_two_readers_only_one_writes(queue_log):
    write(queue_log, waiting("c1"))
    reading = read_on(queue_log)
    next(reading)
    line = BookLine.objects.get()
    piece = following.lines.read(b"", lambda text: None, following.Mark())
    assert not calling.note_down("a", piece, line, 0)


def test_another_call_under_a_known_id_is_refused_to_the_end_of_the_book(tmp_path):
    one = Book(switch="a", kind="cel", path=tmp_path / "one.csv", wired=TRUNK)
    two = Book(switch="a", kind="cel", path=tmp_path / "two.csv", wired=TRUNK)
    write(one, ANSWERED_CEL)
    write(two, event("CHAN_START", 2, "c1"))
    on(one)
    on(two)
    write(two, event("HANGUP", 5, "c1"))
    on(two)
    assert RefusedLine.objects.filter(fault="equal_ids").count() == 2
    assert CallLine.objects.get().wait_total == 10_647_786


def test_the_columns_of_cel_may_be_named_in_its_first_line(tmp_path):
    book = Book(switch="a", kind="cel", path=tmp_path / "cel.csv", wired=TRUNK)
    names = "id,eventtype,eventtime,uniqueid,linkedid,channame,appname,cid_num\n"
    write(book, names + '1,CHAN_START,2026-11-23 20:08:09.5,c1,c1,PJSIP/trunk-a-1,"",13800000000\n')
    assert on(book)[-1].refused == {}
    assert CallLine.objects.get().caller
