# SPDX-License-Identifier: Apache-2.0
"""说明时限 Why each deadline is what it is, to the last pause."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.office.appeals import (
    BEGIN,
    CLERK,
    CONTACT,
    DAY,
    HOUR,
    LEADER,
    act,
    dispatched,
    registered,
)  # fmt: skip
from yingda.flow import extend, pause, sign_in
from yingda.flow.limits import ZONE
from yingda.flow.number import spoken
from yingda.office import explaining, read

pytestmark = pytest.mark.django_db


def explained(no):
    out = StringIO()
    call_command("explain", spoken(no), stdout=out)
    return out.getvalue()


def test_each_clock_is_explained_with_its_clause_source_and_edition():
    no = dispatched()
    text = explained(no)
    for clock in read(no).case.clocks:
        assert explaining.moment(clock.due.at) in text
        assert clock.due.clause in text and clock.due.source in text
    assert spoken(no) in text and "热力公司" in text and "版本" in text
    assert "自然时间" in text and "工作日" in text


def test_a_limit_over_a_holiday_says_which_days_were_not_counted():
    no = dispatched(datetime(2026, 9, 30, 15, 0, tzinfo=ZONE))
    text = explained(no)
    assert "国庆" in text and "不计" in text
    (sign,) = (k for k in read(no).case.clocks if k.step == "sign_in")
    assert sign.due.at.astimezone(ZONE).day >= 8


def test_a_pause_is_shown_with_who_and_why_and_an_extension_with_its_grounds():
    no = dispatched()
    act(no, sign_in.SignIn(by=CLERK), BEGIN + 2 * HOUR)
    ask = pause.AskPause(by=CLERK, reason="inspection", grounds="送检", until=BEGIN + 3 * DAY)
    act(no, ask, BEGIN + 3 * HOUR)
    act(no, pause.GrantPause(by=LEADER), BEGIN + 4 * HOUR)
    assert "暂停中" in explained(no) and "如现在恢复，到期" in explained(no)
    assert "王经办申请：送检；周值班批准" in explained(no)
    act(no, pause.Resume(by=LEADER), BEGIN + DAY)
    until = BEGIN + 12 * DAY
    asked = extend.AskExtension(by=CLERK, reason="等待配件到货", basis="合同", until=until)
    act(no, asked, BEGIN + DAY)
    act(no, extend.GrantExtension(by=LEADER, decision="情况属实"), BEGIN + 2 * DAY)
    text = explained(no)
    for words in ("暂停，不计时", "周值班批准", "等待配件到货", "情况属实", "2026-03-16 10:00"):
        assert words in text, words


def test_a_number_nobody_has_is_said_to_be_unknown():
    for command in ("explain", "show_case"):
        with pytest.raises(CommandError):
            call_command(command, "260304-000001-0")


def test_every_step_and_calendar_has_a_name():
    no = registered()
    steps = {k.step for k in read(no).case.clocks}
    assert steps <= set(explaining.STEPS) and CONTACT.reached
