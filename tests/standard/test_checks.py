# SPDX-License-Identifier: Apache-2.0
"""核对 Checks: what is written in the right shape and still cannot be right."""

from collections.abc import Callable
from pathlib import Path

import pytest

from yingda.standard import BadBook, load
from yingda.standard.checks import Fault

TIER = '[[tier]]\nid = "general"\nname = "一般"\nrank = 1\nfrom = 2020-01-01\nsource = "试"\n'
DATED = 'from = 2020-01-01\nsource = "试"\n'
LIMIT = '[[limit]]\nstep = "reply"\ntiers = ["general"]\n'
CLAUSE = '[[clause]]\nid = "x"\nwords = "某"\n'


def value(key: str, text: str) -> str:
    return f'[[value]]\nkey = "{key}"\nvalue = {text}\n{DATED}'


def ladder(at: str) -> str:
    rung = f'rung = [{{ id = "r", act = "warn", to = ["unit"], at = "{at}" }}]\n'
    return f'{TIER}[[ladder]]\nsteps = ["reply"]\ntiers = ["general"]\n{DATED}{rung}'


def only_fault(folder: Path, *names: str) -> Fault:
    with pytest.raises(BadBook) as bad:
        load(names or ("a",), folder)
    [fault] = bad.value.faults
    return fault


@pytest.mark.parametrize(
    ("book", "key", "reason"),
    [
        (
            TIER + LIMIT + 'within = "7 days"\n' + DATED,
            "limit[reply.general].within",
            "时限写法不对",
        ),
        (TIER + LIMIT + DATED, "limit[reply.general].within", "缺少时限"),
        (
            TIER + LIMIT + 'within = "7d"\nunknown = true\n' + DATED,
            "limit[reply.general].unknown",
            "既写了时限又写未知",
        ),
        (
            TIER + LIMIT + 'within = "7h"\nto_day_end = true\n' + DATED,
            "limit[reply.general].to_day_end",
            "只有按日计的",
        ),
        (
            TIER + LIMIT + 'within = "7wd"\nto_day_end = true\n' + DATED,
            "limit[reply.general].to_day_end",
            "只有按日计的",
        ),
        (LIMIT + 'within = "7d"\n' + DATED, "limit[reply.general].tiers", "没有“general”这一分级"),
        (
            TIER + LIMIT + 'within = "7d"\nclause = "9"\n' + DATED,
            "limit[reply.general].clause",
            "没有条款“a:9”",
        ),
        (CLAUSE + DATED, "clause[x].measure", "没有计量"),
        (
            CLAUSE + 'ledger = "limits"\nof = "reply"\nmeasure = "share"\n' + DATED,
            "clause[x].measure",
            "没有计量“share”",
        ),
        (
            CLAUSE + 'ledger = "limits"\nof = "lunch"\nmeasure = "share_in_time"\n' + DATED,
            "clause[x].of",
            "没有“lunch”",
        ),
        (
            CLAUSE + 'unmeasured = "因"\nmeasure = "share"\n' + DATED,
            "clause[x].unmeasured",
            "既有计量",
        ),
        (
            CLAUSE
            + 'ledger = "limits"\nof = "reply"\nmeasure = "share_in_time"\ntarget = 95.0\n'
            + DATED,
            "clause[x].target",
            "0到1",
        ),
        (value("rework.times", "2"), "value[rework.times].key", "不认识的键"),
        (value("rework.max_times", "true"), "value[rework.max_times].value", "整数"),
        (value("extend.max", '"10"'), "value[extend.max].value", "时限写法不对"),
        (value("rates.partly_weight", "2"), "value[rates.partly_weight].value", "0到1"),
        (
            value("rates.weights", "{ response = 0.5, resolution = 0.5, satisfaction = 0.5 }"),
            "value[rates.weights].value",
            "合计为1",
        ),
        (value("calendar.day_ends", '"half past five"'), "value[calendar.day_ends].value", "时刻"),
        (
            value("supervise.quiet", '{ from = "21:00" }'),
            "value[supervise.quiet].value",
            "须写作",
        ),
        (value("follow_up.trigger", '"whenever"'), "value[follow_up.trigger].value", "deadline"),
        (
            f'[[reply]]\noutcome = "solved"\nparts = ["found"]\n{DATED}',
            "reply[solved].outcome",
            "不认识的办理结果",
        ),
        (
            f'[[reply]]\noutcome = "resolved"\nparts = ["found|luck"]\n{DATED}',
            "reply[resolved].parts",
            "“luck”",
        ),
        (ladder("soon"), "ladder[reply.general].rung[r].at", "写法不对"),
        (ladder("120%"), "ladder[reply.general].rung[r].at", "写法不对"),
        (ladder("-5wd"), "ladder[reply.general].rung[r].at", "写法不对"),
        (ladder("+5"), "ladder[reply.general].rung[r].at", "时限写法不对"),
        (
            f'[[choices]]\nkey = "pause.reasons"\n{DATED}'
            'choice = [{ id = "x", name = "某", max = "long" }]\n',
            "choices[pause.reasons].choice[x].max",
            "时限写法不对",
        ),
        (ladder("0").replace('"unit"', '"mayor"'), "ladder[reply.general].rung[r].to", "“mayor”"),
        (
            f'[[choices]]\nkey = "triage.signs"\n{DATED}'
            'choice = [{ id = "x", name = "某", tier = "hot" }]\n',
            "choices[triage.signs].tiers",
            "没有“hot”这一分级",
        ),
        (
            f'[[choices]]\nkey = "excuses"\n{DATED}choice = []\n',
            "choices[excuses].key",
            "不认识的选项表",
        ),
    ],
)
def test_what_cannot_be_right_is_refused_by_key_with_its_reason(
    books: Callable[..., Path], book: str, key: str, reason: str
) -> None:
    fault = only_fault(books(a=book))
    assert (fault.file, fault.key) == ("a.toml", key)
    assert reason in fault.reason
    assert fault.words.startswith(f"a.toml：{key}：")


def test_a_date_before_the_book_is_out_of_order(books: Callable[..., Path]) -> None:
    fault = only_fault(books(a=value("rework.max_times", "2").replace("2020-", "2019-")))
    assert "早于本册生效日期" in fault.reason


def test_two_values_of_one_day_contradict_each_other(books: Callable[..., Path]) -> None:
    fault = only_fault(books(a=value("rework.max_times", "2") + value("rework.max_times", "3")))
    assert "有两个值" in fault.reason


def test_an_older_value_written_after_a_younger_one_is_out_of_order(
    books: Callable[..., Path],
) -> None:
    young = value("rework.max_times", "2").replace("2020-", "2021-")
    assert "日期次序不对" in only_fault(books(a=young + value("rework.max_times", "3"))).reason


def test_an_end_before_its_beginning_is_out_of_order(books: Callable[..., Path]) -> None:
    fault = only_fault(books(a=value("rework.max_times", "2") + "until = 2020-01-01\n"))
    assert "不晚于起日" in fault.reason


def test_a_later_layer_replaces_only_with_a_source(books: Callable[..., Path]) -> None:
    bare = value("rework.max_times", "3").replace('source = "试"\n', "")
    folder = books(a=value("rework.max_times", "2"), b=bare)
    fault = only_fault(folder, "a", "b")
    assert (fault.file, fault.key) == ("b.toml", "value[rework.max_times].source")
    assert "替代前册“a”的值须写明来源" in fault.reason


def test_a_value_without_a_source_is_refused_even_if_it_replaces_nothing(
    books: Callable[..., Path],
) -> None:
    bare = value("rework.max_times", "3").replace('"试"', '" "')
    assert only_fault(books(a=bare)).reason == "缺少来源（source）"
