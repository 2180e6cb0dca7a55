# SPDX-License-Identifier: Apache-2.0
"""What is still to be asked."""

from yingda.hints import gaps


def of(*told, **known):
    return [gap.of for gap in gaps.missing(*told, **known)]


def test_a_bare_complaint_lacks_place_time_as_well_as_wish():
    assert of("太吵了") == ["where", "when", "want"]


def test_a_full_appeal_lacks_nothing():
    assert of("望京西路3号楼每天凌晨施工，希望尽快处理") == []


def test_wages_need_the_employer_as_well_as_the_sum():
    assert of("不发工资，昨天去要，希望解决，在海淀区", "劳动和社会保障") == ["employer", "amount"]


def test_what_the_form_has_is_not_asked_again():
    assert of("太吵了", known={"where": "望京西路", "when": " "}) == ["when", "want"]
