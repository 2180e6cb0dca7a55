# SPDX-License-Identifier: Apache-2.0
"""All hints about one appeal, side by side."""

from datetime import datetime
from zoneinfo import ZoneInfo

from yingda import hints
from yingda.hints import shipped

NOW = datetime(2026, 11, 23, 15, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
BY = hints.By(
    subject=shipped.weights("subject"), nature=shipped.weights("nature"), book=shipped.book()
)


def test_one_appeal_is_read_in_every_way():
    seen = hints.read(
        "小区停水", "安康家园3号楼从昨晚十一点停水到现在，请尽快处理，电话13800138000", BY, NOW
    )
    assert seen.tier.tier == "urgent" and seen.subject.label == "城乡建设"
    assert [one.plain for one in seen.particulars] == ["13800138000"]
    assert [f"{one.at:%d %H}" for one in seen.moments] == ["22 23"]
    assert seen.spots == ("安康家园3号楼",) and seen.places == ()
    assert seen.gaps == ()


def test_an_empty_appeal_is_read_without_a_guess():
    seen = hints.read("", "", BY, NOW)
    assert not seen.subject.sure and not seen.nature.sure and seen.tier.tier == "general"
