# SPDX-License-Identifier: Apache-2.0
"""痕迹 Traces are made with the words, again with new ones, and afresh from what is sealed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.office.appeals import ADMIN, HOUR, OPERATOR, Told, act, done, registered
from yingda.flow.register import Supplement
from yingda.flow.reveal import Erase
from yingda.ledgers import alike
from yingda.ledgers.alike import AlikeLine
from yingda.office import carry_out, rebuilding, tracing

pytestmark = pytest.mark.django_db
WORDS = "翡翠谷搅拌站夜里轰鸣"


def keys(no):
    return set(AlikeLine.objects.get(case_no=no).keys)


def trace(title, words):
    return set(tracing.trace(title, words))


def test_a_registration_leaves_the_trace_of_its_title_and_words():
    no = registered(timezone.now(), told=Told(phone="13900001111", words=WORDS), title="噪声扰民")
    assert keys(no) == trace("噪声扰民", WORDS)


def test_new_words_and_another_title_change_the_trace():
    now = timezone.now() - 5 * HOUR
    no = registered(now, told=Told(phone="13900001111", words=WORDS), title="噪声扰民")
    act(no, Supplement(by=OPERATOR, title="搅拌站轰鸣"), now + HOUR)
    assert keys(no) == trace("搅拌站轰鸣", WORDS)
    told = Told(words="另一件事：路灯不亮")
    done(carry_out(Supplement(by=OPERATOR, note="改"), no, now=now + 2 * HOUR, told=told))
    assert keys(no) == trace("搅拌站轰鸣", told.words)


def test_traces_written_afresh_leave_out_the_erased_and_the_old():
    now = timezone.now()
    kept = registered(now, told=Told(phone="13900001111", words=WORDS))
    gone = registered(now, told=Told(phone="13900001111", words=WORDS))
    act(gone, Erase(by=ADMIN, reason="本人要求"), now)
    live = keys(kept)
    AlikeLine.objects.all().delete()
    list(rebuilding.rebuild())
    assert keys(kept) == live and AlikeLine.objects.count() == 1


def test_an_open_case_keeps_its_trace_however_old():
    no = registered(
        timezone.now() - alike.KEPT - timedelta(days=5), told=Told(phone="13900001111", words=WORDS)
    )
    list(rebuilding.rebuild())
    assert keys(no) == trace("暖气不热", WORDS)
