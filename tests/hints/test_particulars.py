# SPDX-License-Identifier: Apache-2.0
"""Numbers and names are found in every dress and every time, and masked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingda.hints import particulars

FULL = str.maketrans("0123456789", "０１２３４５６７８９")
SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")
phones = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
around = st.sampled_from(["电话", "，请打", "手机号是", "联系我 ", "（", ""])


def plain_of(text, kind):
    return [one.plain for one in particulars.found(text) if one.kind == kind]


def identity(seventeen):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(seventeen, weights, strict=True))
    return seventeen + "10X98765432"[total % 11]


@given(st.lists(st.tuples(phones, around, st.integers(0, 3)), min_size=1, max_size=5))
def test_every_phone_is_found_however_it_is_written(told):
    dressed = {
        0: lambda n: n,
        1: lambda n: n.translate(FULL),
        2: lambda n: n.translate(SPOKEN),
        3: lambda n: f"{n[:3]}-{n[3:7]} {n[7:]}",
    }
    text = "；".join(before + dressed[way](number) for number, before, way in told)
    assert plain_of(text, "phone") == [number for number, _before, _way in told]


@given(phones)
def test_a_masked_phone_cannot_be_read_again(number):
    masked = particulars.masked(f"请打{number}找我，或者{number}")
    assert number not in masked and not plain_of(masked, "phone")


@given(st.text(max_size=200))
def test_any_text_can_be_masked_with_nothing_lost_but_what_is_hidden(text):
    found = particulars.found(text)
    assert len(particulars.masked(text)) == len(text)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


@given(st.dates(date(1930, 1, 1), date(2025, 12, 31)), st.integers(0, 999))
def test_an_id_number_is_known_by_its_check_digit(born, serial):
    number = identity(f"110105{born:%Y%m%d}{serial:03d}")
    assert plain_of(f"身份证{number}。", "identity") == [number]
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    assert not plain_of(f"身份证{wrong}。", "identity")


@pytest.mark.parametrize(
    ("text", "kind", "plain"),
    [
        ("车牌京A·12345停在门口", "plate", "京A12345"),
        ("新能源车京ad12345占道", "plate", "京AD12345"),
        ("发到li.lei@example.com", "mail", "li.lei@example.com"),
        ("座机010-65551234", "phone", "01065551234"),
        ("电话：8765 4321", "phone", "87654321"),
        ("我叫张建国，住在三楼", "name", "张建国"),
        ("联系人：欧阳明，电话在下面", "name", "欧阳明"),
        ("找王师傅修", "name", "王师傅"),
        ("＋86 １３８ ００１３ ８０００", "phone", "13800138000"),
    ],
)
def test_each_kind_is_found(text, kind, plain):
    assert plain_of(text, kind) == [plain]


@pytest.mark.parametrize(
    "text", ["编号261123-000421-7", "共计13800元", "2026年11月23日17:30", "我们小区的王府井路"]
)
def test_other_numbers_are_left_alone(text):
    assert particulars.found(text) == ()


def test_only_the_kinds_asked_for_are_masked():
    text = "张先生13800138000，京A12345"
    assert "京A12345" in particulars.masked(text, ("phone",))
    assert particulars.masked(text) == "张先生＊＊＊＊＊＊＊＊＊00，京＊＊＊＊＊＊"
