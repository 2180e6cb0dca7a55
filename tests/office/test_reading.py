# SPDX-License-Identifier: Apache-2.0
"""阅卷 The person behind a case: sealed, masked by default, shown with a reason, erasable."""

import logging

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from tests.office.appeals import (
    ADMIN,
    BEGIN,
    CALLER,
    CLERK,
    DAY,
    HOUR,
    OPERATOR,
    TRIAGE,
    WHO,
    accepted,
    act,
    closed,
    content,
    dispatched,
    done,
    registered,
    registering,
    sending,
)  # fmt: skip
from yingda.flow import register, reveal, sign_in
from yingda.flow.grammar import APPELLANT, Refusal
from yingda.ledgers import assessment, cases, follow_ups, limits
from yingda.office import (
    Photo,
    Told,
    carry_out,
    cases_of,
    person_behind,
    photo,
    public_story,
    read,
    verifying,
)  # fmt: skip
from yingda.office import reveal as show
from yingda.record.models import Attachment, Notice, Particulars

pytestmark = pytest.mark.django_db

PLANTED = Told(
    name="欧阳独特名", phone="13912345678", address="独特路七十七号院", words="独特的原话，请保密",
    party="司机王独特",
)  # fmt: skip
TEXTS = ("欧阳独特名", "13912345678", "独特路七十七号院", "独特的原话", "5678", "王独特")


def everywhere():
    """Every text in every table of the database, binary columns as text too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns"
            " where table_schema = 'public'"
        )
        for table, column in cursor.fetchall():
            cursor.execute(
                f"select coalesce(string_agg(\"{column}\"::text, chr(10)), ''),"
                f" coalesce(string_agg(encode(convert_to(\"{column}\"::text, 'UTF8'), 'escape'),"
                f" chr(10)), '') from {table}"
            )
            yield f"{table}.{column}", "\n".join(cursor.fetchone())


def found(texts):
    """Where any of `texts` stands in plain, also as the bytes of a binary column."""
    forms = [f for t in texts for f in (t, t.encode().hex())]
    return {where for where, words in everywhere() if any(form in words for form in forms)}


def test_nothing_of_the_person_stands_in_plain_anywhere(caplog):
    with caplog.at_level(logging.DEBUG):
        no = closed(told=PLANTED)
        show(no, CALLER, ["name", "phone"], "核实", now=BEGIN + 3 * DAY)
        carry_out(registering(title="回电13912345678"), now=BEGIN, told=PLANTED, key="k")
        verifying.seal_record(quiet=-DAY)
    assert found(TEXTS[:4]) == set()
    for text in TEXTS[:4]:
        assert text not in caplog.text
    assert found(["暖气不热"]) >= {"record_entry.body", "ledgers_caseline.title"}, (
        "the scan can see"
    )


def test_a_sealed_field_moved_to_another_row_is_refused():
    mine, other = registered(told=PLANTED), registered(told=WHO)
    rows = {row.case_no: row for row in Particulars.objects.all()}
    Particulars.objects.filter(case_no=other).update(name=rows[mine].name)
    with pytest.raises(InvalidTag):
        person_behind(other, read(other).case, OPERATOR)


@pytest.mark.parametrize(
    "typed", ["13912345678", "+86 139 1234 5678", "１３９－１２３４－５６７８"]
)
def test_cases_are_found_by_the_phone_however_it_is_typed(typed):
    first, second = registered(told=PLANTED), registered(told=PLANTED)
    registered(told=WHO)
    assert cases_of("phone", typed) == [second, first]


def test_what_people_write_of_themselves_in_their_words_is_masked_too():
    words = "我是欧阳独特名，电话139 1234-5678或010 8765 4321，住独特路七十七号院"
    told = Told(name=PLANTED.name, phone=PLANTED.phone, address=PLANTED.address, words=words)
    no = registered(told=told)
    shown = person_behind(no, read(no).case, OPERATOR)["words"]
    assert shown == "我是欧**，电话139****5678或010 8765 4321，住独特路七十七****"
    assert person_behind(no, read(no).case, APPELLANT)["words"] == words
    sealed = dispatched(told=told, confidential=True)
    seen = person_behind(sealed, read(sealed).case, CLERK)
    assert seen == {"words": "我是****，电话****或****，住****"}


def test_cases_are_found_by_the_name():
    no = registered(told=PLANTED)
    assert cases_of("name", "欧阳 独特名") == [no] and cases_of("name", "欧阳") == []


def test_the_person_is_masked_and_the_words_are_whole():
    no = registered(told=PLANTED)
    assert person_behind(no, read(no).case, OPERATOR) == {
        "name": "欧**", "phone": "139****5678", "address": "独特路七十七****",
        "party": "司机王＊＊", "words": "独特的原话，请保密",
    }  # fmt: skip


@pytest.mark.parametrize("more", [{"confidential": True}, {"nature": "report"}])
def test_a_unit_sees_nothing_of_the_person_of_a_confidential_case_or_a_report(more):
    no = dispatched(told=PLANTED, **more)
    act(no, sign_in.SignIn(by=CLERK), BEGIN + 2 * HOUR)
    assert person_behind(no, read(no).case, CLERK).keys() <= {"words", "party"}
    assert person_behind(no, read(no).case, CLERK)["party"] == "司机王＊＊"
    refused = show(no, CLERK, ["phone"], "需联系", now=BEGIN + 3 * HOUR)
    assert refused.code == "hidden_from_units"
    assert show(no, CALLER, ["phone"], "回访", now=BEGIN + 3 * HOUR) == {"phone": "13912345678"}


def test_whom_it_is_about_is_masked_in_the_words_too_until_it_is_revealed_with_a_reason():
    told = Told(phone="13900001111", party="老板张独特", words="老板张独特不发工资")
    no = registered(told=told)
    shown = person_behind(no, read(no).case, CALLER)
    assert (shown["party"], shown["words"]) == ("老板张＊＊", "老板张＊＊不发工资")
    plain = show(no, CALLER, ["party"], "核实情况", now=BEGIN + HOUR)
    assert plain == {"party": "老板张独特"}


def test_a_reveal_needs_a_reason_and_is_in_the_record_before_it_is_shown():
    no = registered(told=PLANTED)
    assert isinstance(show(no, CALLER, ["phone"], " ", now=BEGIN + HOUR), Refusal)
    assert len(read(no).events) == 1
    shown = show(no, CALLER, ["phone", "pk", "name"], "核实情况", now=BEGIN + HOUR)
    assert shown == {"phone": "13912345678", "name": "欧阳独特名"}
    last = read(no).events[-1]
    assert isinstance(last, reveal.Revealed)
    assert (last.by, last.fields, last.reason) == (CALLER, ("phone", "name"), "核实情况")


def test_the_unit_sees_the_phone_once_it_signed_in():
    no = dispatched(told=PLANTED)
    assert show(no, CLERK, ["phone"], "联系", now=BEGIN + 2 * HOUR).code == "not_your_order"
    act(no, sign_in.SignIn(by=CLERK), BEGIN + 2 * HOUR)
    assert show(no, CLERK, ["phone"], "联系", now=BEGIN + 3 * HOUR) == {"phone": "13912345678"}


def test_the_person_finds_their_case_by_number_and_the_last_four_digits():
    no = registered(told=PLANTED)
    assert public_story(no, "5678").case_no == no
    assert public_story(no, "5679") is None and public_story(no, "") is None
    assert public_story("2603040000000", "5678") is None


def test_a_case_without_a_phone_is_not_found_by_the_public():
    no = done(carry_out(registering(given=("phone",)), now=BEGIN)).case_no
    assert public_story(no, "") is None


def test_what_is_told_later_is_added_and_nothing_is_lost():
    no = registered(told=PLANTED)
    more = register.Supplement(by=OPERATOR, note="补充")
    done(carry_out(more, no, now=BEGIN + HOUR, told=Told(address="新路一号院十二号楼")))
    assert Particulars.objects.count() == 1
    assert cases_of("phone", "13912345678") == [no]
    seen = person_behind(no, read(no).case, OPERATOR)
    assert seen["address"].startswith("新路一号院") and seen["name"] == "欧**"


def test_a_photo_is_sealed_and_belongs_to_its_case():
    picture = Photo(media_type="image/jpeg", content=b"\xff\xd8 planted picture")
    outcome = done(carry_out(registering(), now=BEGIN, told=WHO, photos=[picture]))
    (photo_id,) = read(outcome.case_no).case.appeal.photos
    assert photo(outcome.case_no, photo_id) == ("image/jpeg", picture.content)
    assert photo(registered(), photo_id) is None
    assert b"planted" not in bytes(Attachment.objects.get().sealed)


def tallies():
    return (
        limits.tally(BEGIN + 30 * DAY), assessment.tally(BEGIN + 30 * DAY),
        follow_ups.tally(BEGIN + 30 * DAY), cases.tally(BEGIN + 30 * DAY, ("phone",), 2 * HOUR),
    )  # fmt: skip


def test_an_erased_person_is_gone_and_what_was_counted_stays():
    picture = Photo(media_type="image/jpeg", content=b"picture")
    no = done(
        carry_out(registering(title="独特标题"), now=BEGIN, told=PLANTED, photos=[picture])
    ).case_no
    other = accepted(told=WHO)
    act(other, content(), BEGIN + 3 * DAY)
    before = tallies()
    (photo_id,) = read(no).case.appeal.photos
    for case in (no, other):
        act(case, reveal.Erase(by=ADMIN, reason="本人申请删除"), BEGIN + 4 * DAY)
    assert tallies() == before
    row = Particulars.objects.get(case_no=no)
    gone = (row.name, row.phone, row.address, row.party, row.words, row.phone_hash, row.name_hash)
    assert gone == (
        None, None, None, None, None, None, None,
    )  # fmt: skip
    assert row.erased_at and photo(no, photo_id) is None
    assert cases_of("phone", "13912345678") == [] and public_story(no, "5678") is None
    assert set(person_behind(no, read(no).case, OPERATOR).values()) == {""}
    assert show(no, CALLER, ["phone"], "看看", now=BEGIN + 5 * DAY).code == "erased"
    assert found(["独特标题"]) <= {"record_entry.body"}
    verifying.seal_record(quiet=-DAY)
    assert list(verifying.faults()) == []


def test_an_erased_person_is_told_nothing_more():
    no = registered(told=PLANTED)
    act(no, reveal.Erase(by=ADMIN, reason="本人申请"), BEGIN + HOUR)
    told = Notice.objects.filter(audience="appellant").count()
    act(no, TRIAGE, BEGIN + 2 * HOUR)
    act(no, sending(), BEGIN + 2 * HOUR)
    assert Notice.objects.filter(audience="appellant").count() == told
