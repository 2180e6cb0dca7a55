# SPDX-License-Identifier: Apache-2.0
"""接听率 Two cities with the same calls publish different rates: the formula stands beside each."""

import pytest

from yingda.calls.rates import CONVENTIONS, STRICTEST, Counts

HUNDRED = Counts(
    offered=100, answered=90, within=80, late=10, abandoned=10, abandoned_within=4, persons=95,
    persons_answered=89, short=2,
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "formula"),
    [
        ("within", 0.80, "15秒内接听 80 ÷ 呼入 100"),
        ("connect", 0.90, "接听 90 ÷ 呼入 100"),
        ("within_no_short", 80 / 98, "15秒内接听 80 ÷ 呼入－短弃呼 98"),
        ("connect_persons", 89 / 95, "打通的人 89 ÷ 来电的人 95"),
        ("asterisk_sl", 80 / 90, "时限内接听 80 ÷ 接听 90"),
        ("asterisk_sl2", 0.84, "时限内接听＋时限内放弃 84 ÷ 接听＋放弃 100"),
        ("genesys", 80 / 90, "接听－超时限接听 80 ÷ 接听 90"),
        ("genesys_abandons", 0.80, "接听－超时限接听 80 ÷ 接听＋放弃 100"),
        ("wazo_qos", 80 / 90, "时限内接听 80 ÷ 接听 90"),
        ("wazo_answered", 0.90, "接听 90 ÷ 接听＋放弃＋队满＋无坐席离队＋超时 100"),
    ],
)
def test_every_convention_says_what_it_divides(name, value, formula):
    rate = CONVENTIONS[name].of(HUNDRED)
    assert (rate.value, rate.formula) == (pytest.approx(value), formula)


def test_ours_are_the_strictest():
    values = {name: way.of(HUNDRED).value for name, way in CONVENTIONS.items()}
    assert min(values, key=values.get) in (STRICTEST[0], "genesys_abandons")
    assert values[STRICTEST[0]] == min(values.values())
    assert values["connect"] <= values["connect_no_short"]


def test_nothing_divided_by_nothing_is_no_rate():
    assert CONVENTIONS["within"].of(Counts()).value is None


def test_counts_add_up():
    assert HUNDRED + Counts(offered=1, lost=1) == Counts(
        offered=101, answered=90, within=80, late=10, abandoned=10, abandoned_within=4, persons=95,
        persons_answered=89, short=2, lost=1,
    )  # fmt: skip
