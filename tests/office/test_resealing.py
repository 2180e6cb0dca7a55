# SPDX-License-Identifier: Apache-2.0
"""换钥 A new key: everything is sealed again, whenever it was broken off."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.office.appeals import BEGIN, HOUR, OPERATOR, WHO, act, done, registered, registering
from yingda.flow import reveal
from yingda.flow.grammar import Person
from yingda.office import Photo, carry_out, cases_of, person_behind, photo, read, resealing
from yingda.record import sealing
from yingda.record.models import Attachment, Particulars

pytestmark = pytest.mark.django_db
OLD = {"k1": b"a" * 32}
BOTH = {"k2": b"b" * 32, "k1": b"a" * 32}
NEW = {"k2": b"b" * 32}


@pytest.fixture
def cases(settings):
    """Seven cases and a photo under the old key, one person erased; both keys are given now."""
    settings.SEALING_KEYS = OLD
    numbers = [registered() for _ in range(6)]
    picture = Photo(media_type="image/png", content=b"picture")
    numbers.append(done(carry_out(registering(), now=BEGIN, told=WHO, photos=[picture])).case_no)
    gone = registered()
    act(gone, reveal.Erase(by=Person("员", "administrator"), reason="申请"), BEGIN + HOUR)
    settings.SEALING_KEYS = BOTH
    return numbers


def keys_used():
    boxes = [b for row in Particulars.objects.all() for b in (row.name, row.phone, row.words) if b]
    boxes += [row.sealed for row in Attachment.objects.all() if row.sealed]
    return [sealing.key_of(box) for box in boxes]


def readable(numbers):
    for no in numbers:
        assert person_behind(no, read(no).case, OPERATOR)["words"] == WHO.words
    (photo_id,) = read(numbers[-1]).case.appeal.photos
    assert photo(numbers[-1], photo_id) == ("image/png", b"picture")
    assert len(cases_of("phone", WHO.phone)) == len(numbers)


def test_everything_is_sealed_again_and_the_old_key_can_go(cases, settings):
    assert set(keys_used()) == {"k1"}
    readable(cases)
    out = StringIO()
    call_command("rotate_keys", stdout=out)
    assert set(keys_used()) == {"k2"} and "k2" in out.getvalue()
    settings.SEALING_KEYS = NEW
    readable(cases)


def test_broken_off_half_way_it_goes_on_where_it_was(cases, settings):
    pages = resealing.reseal(size=2)
    done = next(pages)
    assert 0 < done <= 2
    pages.close()
    assert set(keys_used()) == {"k1", "k2"}
    readable(cases)
    assert sum(resealing.reseal(size=2)) == 8 - done, "what was left of seven persons and a photo"
    assert sum(resealing.reseal(size=2)) == 0
    settings.SEALING_KEYS = NEW
    readable(cases)


def test_particulars_told_while_it_runs_are_under_the_new_key(cases):
    pages = resealing.reseal(size=2)
    next(pages)
    cases.append(registered())
    for _ in pages:
        pass
    assert set(keys_used()) == {"k2"}
