# SPDX-License-Identifier: Apache-2.0
"""案情 Prose: every event has its sentence, and nothing of the person stands in it."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from tests.office.appeals import BEGIN, DAY, LEADER, WHO, act, closed
from tests.record.test_codec import NAMES, SAMPLES
from yingda.flow import reveal
from yingda.office import prose, read
from yingda.record.codec import unpack

pytestmark = pytest.mark.django_db


def test_a_case_is_told_line_by_line_without_the_person():
    no = closed()
    act(no, reveal.Reveal(by=LEADER, fields=("phone",), reason="复核"), BEGIN + 5 * DAY)
    out = StringIO()
    call_command("show_case", no, stdout=out)
    lines = out.getvalue().splitlines()
    assert len(lines) == 1 + len(read(no).events)
    assert (
        "分级：一般诉求" in out.getvalue()
        and "派单：主办 热力公司" in out.getvalue()
        and "李派单" in lines[2]
    )
    for hidden in (WHO.name, WHO.phone, WHO.address, WHO.words):
        assert hidden not in out.getvalue()


def test_every_kind_of_event_has_its_sentence():
    assert set(prose.WHAT) == set(NAMES)
    for sample in SAMPLES:
        (event,) = unpack([sample.read_text().strip()])
        assert prose.sentence(event).startswith(prose.WHAT[sample.stem])


def test_reasons_steps_and_audiences_are_told_by_name_and_never_as_codes():
    told = {}
    for sample in SAMPLES:
        (event,) = unpack([sample.read_text().strip()])
        told[sample.stem] = prose.sentence(event)
    assert "主办单位" in told["supervised"] and "办理答复" in told["escalated"]
    coded = {stem: said for stem, said in told.items() if re.search("[a-z]+_[a-z]+", said)}
    assert not coded
