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
        ("客服400-810-1234没人接", "phone", "4008101234"),
        ("座机6555-1234", "phone", "65551234"),
        ("包工头李强跑了", "name", "李强"),
        ("老板张某某拖欠工资", "name", "张某某"),
        ("村支书杨大海占地", "name", "杨大海"),
        ("卡号6222 0212 3456 7890 128", "card", "6222021234567890128"),
        ("新能源车京ＡＤ１２３４５占位", "plate", "京AD12345"),
        ("＋86 １３８ ００１３ ８０００", "phone", "13800138000"),
    ],
)
def test_each_kind_is_found(text, kind, plain):
    assert plain_of(text, kind) == [plain]


@pytest.mark.parametrize(
    "text",
    [
        "编号261123-000421-7",
        "共计13800元",
        "2026年11月23日17:30",
        "我们小区的王府井路",
        "老板高兴就发",
        "主任安排我等",
        "许某些人方便",
        "老板周末不上班",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert particulars.found(text) == ()


def test_only_the_kinds_asked_for_are_masked():
    text = "张先生13800138000，京A12345"
    assert "京A12345" in particulars.masked(text, ("phone",))
    assert particulars.masked(text) == "张先生＊＊＊＊＊＊＊＊＊00，京＊＊＊＊＊＊"


def luhn(digits):
    total = sum(
        sum(divmod(int(d) * (2 if nth % 2 == 0 else 1), 10)) for nth, d in enumerate(digits[::-1])
    )
    return digits + str(-total % 10)


gaps = st.sampled_from(["", " ", "-", "．", "　"])


@given(st.from_regex(r"6[0-9]{14}", fullmatch=True), gaps)
def test_a_bank_card_is_known_by_its_check_digit_however_it_is_spaced(number, gap):
    card = luhn(number)
    told = gap.join(card[nth : nth + 4] for nth in range(0, 16, 4))
    found = plain_of(f"打到{told}。", "card")
    assert found == [card] or plain_of(f"打到{told}。", "identity")


@given(st.from_regex(r"[48]00[0-9]{7}", fullmatch=True), gaps, st.booleans())
def test_a_service_number_is_found_in_every_dress(number, gap, full):
    told = gap.join((number[:3], number[3:6], number[6:]))
    assert plain_of(f"打{told.translate(FULL) if full else told}没人接", "phone") == [number]


plates = st.from_regex(r"[A-HJ-NP-Z][0-9]{5}|[A-HJ-NP-Z]D[0-9]{5}", fullmatch=True)


@given(st.sampled_from("京津沪冀"), plates, st.sampled_from(["", "·", " ", "-"]))
def test_a_plate_is_found_and_cannot_be_read_again(province, rest, dot):
    text = f"车牌{province}{rest[0]}{dot}{rest[1:]}占道"
    assert plain_of(text, "plate") == [province + rest]
    assert rest[1:] not in particulars.masked(text)
