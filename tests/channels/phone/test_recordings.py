# SPDX-License-Identifier: Apache-2.0
"""封录 A real call, recorded by the real switch, is sealed when it is over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.channels.phone.speech import speaks
from tests.channels.phone.waiting import until
from yingda.channels.phone import seat
from yingda.channels.phone.listen import Listener
from yingda.ledgers.calls import CallLine
from yingda.ledgers.recordings import RecordingLine
from yingda.office import hearing, recording

pytestmark = pytest.mark.django_db


def test_a_call_that_was_recorded_is_sealed_when_it_is_over_and_not_before(
    switch, line, practice, settings, tmp_path
):
    settings.STATE = tmp_path / "state"
    host, _, port = switch.plan.seats[1].at.rpartition(":")
    practice.phones(host, int(port), rings=0.1)
    seat.sign_on(line, "2001", ["main"])
    folder = switch.folder / "recordings"
    before = set(folder.glob("*.wav"))
    speaks(practice, 6)
    assert until(lambda: set(folder.glob("*.wav")) - before)
    (path,) = set(folder.glob("*.wav")) - before
    listener = Listener(switch)
    later = timezone.now() + timedelta(minutes=1)
    assert until(lambda: path.stat().st_size > 20_000)
    listener.read_books()
    assert recording.seal_finished(switch.plan.switch, folder, later) == 0, "it is still up"

    def over():
        listener.read_books()
        return CallLine.objects.filter(call_id=path.stem).exclude(ended_at=None)

    assert until(over, 20)
    later = timezone.now() + timedelta(minutes=1)
    assert until(lambda: recording.seal_finished(switch.plan.switch, folder, later), 5)
    assert not path.exists()
    kept = RecordingLine.objects.get(call_id=path.stem)
    assert 1 < kept.seconds < 10 and max(kept.peaks) > 20
    assert len(b"".join(hearing.pieces(kept))) == kept.size
