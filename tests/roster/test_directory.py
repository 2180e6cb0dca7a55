# SPDX-License-Identifier: Apache-2.0
"""派单目录 Who is responsible for a matter at a place."""

from datetime import date

import pytest

from yingda.flow.case import Addressee
from yingda.roster.directory import UnknownUnit, addressee, addressees, propose
from yingda.roster.models import Unit

DAY = date(2026, 1, 15)
CHAOYANG, WANGJING, AIRPORT = "110105", "110105026", "110105020"
YANQING, YANQING_TOWN = "110119", "110119001"


def test_a_sub_district_is_seen_with_the_government_above_it(city):
    assert addressee(WANGJING) == Addressee(
        code=WANGJING,
        name="110105026街道办",
        level="subdistrict",
        district=CHAOYANG,
        above=CHAOYANG,
        above_name="110105区政府",
    )


def test_a_district_government_has_no_government_above_it(city):
    assert addressee(CHAOYANG).above == ""


def test_a_unit_that_is_absent_or_ended_is_unknown(city):
    Unit.objects.filter(code="heating").update(active=False)
    for code in ("nobody", "heating"):
        with pytest.raises(UnknownUnit, match=code):
            addressee(code)


def test_several_units_are_seen_in_one_statement(city, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert set(addressees([CHAOYANG, WANGJING, "heating"])) == {CHAOYANG, WANGJING, "heating"}


def test_a_line_gives_lead_assisting_basis_level_and_why(line):
    assisting = ["@subdistrict", "@district_department:housing"]
    line("L1", "010208", "heating", assisting=assisting)
    said = propose("010208", CHAOYANG, WANGJING, DAY)
    assert said.lead.code == "heating"
    assert [u.code for u in said.assisting] == [WANGJING, "110105-housing"]
    assert (said.line, said.legal_basis, said.level) == ("L1", "《甲办法》", "utility")
    assert "冬季采暖" in said.why and "热力集团" in said.why


def test_a_proposal_takes_one_statement(line, django_assert_num_queries):
    line("L1", "010208", "@subdistrict", assisting=["heating", "@district_department:housing"])
    line("L2", "01", "@district_government")
    with django_assert_num_queries(1):
        propose("010208", CHAOYANG, WANGJING, DAY, accused_unit=WANGJING)


def test_the_most_specific_subject_wins_over_the_narrower_place(line):
    line("wide", "0102", "@subdistrict", scope=WANGJING)
    line("near", "010208", "heating")
    assert propose("010208", CHAOYANG, WANGJING, DAY).line == "near"


def test_the_narrowest_place_wins_for_one_subject(line):
    line("city", "010208", "heating")
    line("district", "010208", "@district_department:housing", scope=CHAOYANG)
    line("street", "010208", "@subdistrict", scope=WANGJING)
    assert propose("010208", CHAOYANG, WANGJING, DAY).line == "street"
    assert propose("010208", CHAOYANG, AIRPORT, DAY).line == "district"
    assert propose("010208", YANQING, YANQING_TOWN, DAY).line == "city"


@pytest.mark.parametrize("above", ["0102", "01"])
def test_a_subject_without_a_line_takes_its_ancestors(line, above):
    line("up", above, "@district_department:housing")
    assert propose("010208", YANQING, "", DAY).lead.code == "110119-housing"


def test_a_line_of_a_narrower_subject_does_not_speak_for_the_wider(line):
    line("near", "010208", "heating")
    assert propose("0102", CHAOYANG, "", DAY).line == ""


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2021, 9, 23), ""),
        (date(2021, 9, 24), "old"),
        (date(2022, 6, 4), "old"),
        (date(2022, 6, 5), "new"),
    ],
)
def test_a_line_speaks_only_on_its_days(line, day, found):
    line("old", "010208", "heating", valid_until=date(2022, 6, 4))
    line("new", "010208", "@subdistrict", valid_from=date(2022, 6, 5))
    assert propose("010208", CHAOYANG, WANGJING, day).line == found


def test_a_street_alone_tells_its_district(line):
    line("L1", "010208", "@district_department:housing")
    assert propose("010208", "", WANGJING, DAY).lead.code == "110105-housing"


def test_a_lead_that_cannot_be_found_here_is_passed_over(line):
    line("near", "010208", "@subdistrict")
    line("up", "01", "@district_department:housing")
    assert propose("010208", CHAOYANG, "", DAY).line == "up"


def test_a_lead_that_has_ended_is_passed_over(line):
    line("near", "010208", "heating")
    Unit.objects.filter(code="heating").update(active=False)
    assert propose("010208", CHAOYANG, "", DAY).lead.code == CHAOYANG


def test_a_community_is_never_proposed_as_lead(line):
    line("near", "010208", "c1")
    said = propose("010208", CHAOYANG, WANGJING, DAY)
    assert (said.lead.code, said.line) == (CHAOYANG, "")


def test_with_nothing_clear_the_district_government_leads(city):
    said = propose("", CHAOYANG, "", DAY)
    assert said.lead.code == CHAOYANG
    assert (said.line, said.level, said.legal_basis) == (
        "",
        "district",
        "《北京市接诉即办工作条例》第十二条",
    )


def test_with_neither_line_nor_district_nothing_is_proposed(line):
    assert propose("010208", "", "", DAY) is None
    assert propose("010208", "999999", "", DAY) is None


def test_a_city_line_needs_no_place(line):
    line("L1", "010208", "heating", assisting=["@subdistrict"])
    said = propose("010208", "", "", DAY)
    assert (said.lead.code, said.assisting) == ("heating", ())


def test_a_unit_complained_of_is_recused_for_its_superior_which_says_so(line):
    line("L1", "010208", "@subdistrict", assisting=["heating"])
    said = propose("010208", CHAOYANG, WANGJING, DAY, accused_unit=WANGJING)
    assert (said.lead.code, said.recused) == (CHAOYANG, WANGJING)
    assert "回避" in said.why and "110105区政府" in said.why


def test_a_district_government_complained_of_is_recused_for_the_city(city):
    assert propose("", CHAOYANG, "", DAY, accused_unit=CHAOYANG).lead.code == "office"


def test_without_a_superior_the_district_takes_a_recused_matter(line):
    Unit.objects.filter(code="heating").update(parent=None)
    line("L1", "010208", "heating")
    said = propose("010208", CHAOYANG, "", DAY, accused_unit="heating")
    assert said.lead.code == CHAOYANG


def test_without_any_superior_nobody_is_proposed(line):
    Unit.objects.filter(code="heating").update(parent=None)
    line("L1", "010208", "heating")
    assert propose("010208", "", "", DAY, accused_unit="heating") is None


def test_a_superior_that_is_a_sub_district_still_shows_its_district(line):
    Unit.objects.filter(code="heating").update(parent_id=WANGJING)
    line("L1", "010208", "heating")
    said = propose("010208", CHAOYANG, WANGJING, DAY, accused_unit="heating")
    assert (said.lead.code, said.lead.above) == (WANGJING, CHAOYANG)


def test_a_unit_complained_of_does_not_assist_either(line):
    line("L1", "010208", "heating", assisting=["@subdistrict", "@district_department:housing"])
    said = propose("010208", CHAOYANG, WANGJING, DAY, accused_unit=WANGJING)
    assert [u.code for u in said.assisting] == ["110105-housing"]
    assert said.recused == ""


def test_the_superior_that_leads_does_not_assist_as_well(line):
    line("L1", "010208", "@subdistrict", assisting=["@district_government"])
    said = propose("010208", CHAOYANG, WANGJING, DAY, accused_unit=WANGJING)
    assert said.assisting == ()
