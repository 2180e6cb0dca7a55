# SPDX-License-Identifier: Apache-2.0
"""What a person wants is heard: said outright, or in their way of saying it."""

import pytest

from yingda.hints import natures, shipped

NATURE = shipped.weights("nature")


@pytest.mark.parametrize(
    ("title", "nature"),
    [
        ("建议在公园加几张长椅", "suggest"),
        ("请问居住证怎么续签", "consult"),
        ("关于老楼加装电梯的咨询", "consult"),
        ("给菜场停车提几条建议", "suggest"),
        ("感谢社区工作人员帮忙找回老人", "praise"),
        ("投诉物业乱收费", "complaint"),
        ("求助：老人独居生活困难", "help"),
    ],
)
def test_what_is_said_outright_is_taken_at_its_word(title, nature):
    found = natures.suggest(NATURE, title, "")
    assert (found.id, found.sure) == (nature, True) and found.because[0].words in title


def test_thanks_in_advance_are_no_praise():
    assert natures.suggest(NATURE, "楼道灯坏了请求修理，感谢", "").id != "praise"


def test_what_is_not_said_outright_is_weighed():
    assert natures.suggest(NATURE, "公积金贷款额度是多少？", "想了解一下额度怎么算").id == "consult"
    assert natures.suggest(NATURE, "物业乱收停车费无人管", "多次反映没有结果").id == "complaint"


def test_who_says_report_reports_a_crime_or_complains():
    assert natures.suggest(NATURE, "举报村干部贪污公款", "").id == "report"
    assert natures.suggest(NATURE, "举报楼上装修太吵", "").id == "complaint"
