# SPDX-License-Identifier: Apache-2.0
"""话务 The pages of calls: who sees which, what they say, and hearing a recording with a reason."""

import pytest
from django.utils import timezone

from tests.faces.people import make_city, signed_in
from tests.office.appeals import registered
from tests.office.spoken_calls import noted, recorded, sealed, talked
from yingda.calls.speech import Said
from yingda.faces.kit import paging
from yingda.ledgers import turns
from yingda.ledgers.calls import CallLine
from yingda.ledgers.recordings import HeardLine, RecordingLine
from yingda.office import recording, transcribing

pytestmark = pytest.mark.django_db
MOST = 3


@pytest.fixture(autouse=True)
def city(db: None, tmp_path, settings) -> None:
    settings.STATE = tmp_path / "state"
    make_city()


@pytest.fixture
def call(tmp_path):
    line = talked("a-17.1", rated="1")
    recorded(tmp_path / "recordings", "a-17.1")
    sealed(tmp_path / "recordings")
    return line


def of_the_day(line):
    return {"day": timezone.localtime(line.begun_at).date().isoformat()}


def text(answer):
    return answer.content.decode()


def asked(browser, reason="核查投诉", **more):
    return browser.post("/calls/a/a-17.1/hearings/", {"reason": reason}, **more)


def test_the_list_of_a_day_says_what_became_of_each_call(call):
    no = registered(call="a-17.1")
    noted("60|a-17.2|main|NONE|ENTERQUEUE||13800000002|1", "69|a-17.2|main|NONE|ABANDON|1|1|9")
    page = text(signed_in("quality").get("/calls/", of_the_day(call)))
    for words in ("****0001", "坐席2001", "已接听", "来话人挂机 · 排队中", "有录音", "满意"):
        assert words in page
    assert f"/cases/{no}/" in page and "13800000001" not in page


def test_a_list_takes_three_statements_however_long(call, django_assert_max_num_queries):
    for n in range(20):
        talked(f"a-18.{n}", 10 * n)
    browser = signed_in("quality")
    browser.get("/calls/")
    with django_assert_max_num_queries(MOST):
        assert "****0001" in text(browser.get("/calls/", of_the_day(call)))


def test_a_long_day_goes_on_without_losing_or_repeating_a_call(call):
    line = CallLine.objects.get(call_id="a-17.1")
    values = {f.attname: getattr(line, f.attname) for f in CallLine._meta.concrete_fields}
    values.pop("pk", None)
    CallLine.objects.bulk_create(
        CallLine(**values | {"call_id": f"b-{n}", "tail": None}) for n in range(2 * paging.SIZE)
    )
    browser, seen, address = signed_in("quality"), [], f"?day={of_the_day(call)['day']}"
    while address:
        answer = browser.get(f"/calls/{address}")
        seen += [row.line.call_id for row in answer.context["rows"]]
        address = answer.context["more"]
    assert len(seen) == len(set(seen)) == 2 * paging.SIZE + 1


@pytest.mark.parametrize("asked", [{"day": "x"}, {"after": "x~y"}, {"seat": "'"}, {"q": "1"}])
def test_an_address_that_makes_no_sense_is_an_empty_list_and_no_fault(call, asked):
    assert signed_in("quality").get("/calls/", asked).status_code == 200


def test_the_number_of_a_case_leads_to_its_call_of_whatever_day(call):
    no = registered(call="a-17.1")
    page = text(signed_in("assessor").get("/calls/", {"q": no}))
    assert "/calls/a/a-17.1/" in page


def test_an_operator_sees_the_calls_that_they_answered_and_no_others(call):
    browser = signed_in("operator")
    page = text(browser.get("/calls/", of_the_day(call)))
    assert "a-17.1" not in page and "本人接听" in page
    assert browser.get("/calls/a/a-17.1/").status_code == 404
    assert asked(browser).status_code == 404
    turns.begin("a", "2001", "operator", call.begun_at)
    assert "a-17.1" in text(browser.get("/calls/", of_the_day(call)))
    assert browser.get("/calls/a/a-17.1/").status_code == 200
    assert asked(browser).status_code == 200


@pytest.mark.parametrize("who", ["heating", "dispatcher", "administrator", "caller_back"])
def test_calls_are_closed_to_other_duties(call, who):
    browser = signed_in(who)
    for address in ("/calls/", "/calls/a/a-17.1/", "/calls/of/a-17.1/"):
        assert browser.get(address).status_code == 403
    assert asked(browser).status_code == 403


def test_the_page_of_a_call_tells_its_story_and_its_cases(call, django_assert_max_num_queries):
    no = registered(call="a-17.1")
    browser = signed_in("quality")
    browser.get("/calls/a/a-17.1/")
    with django_assert_max_num_queries(MOST + 1):
        page = text(browser.get("/calls/a/a-17.1/"))
    for words in ("进入综合队列", "坐席2001接听", "通话结束：来话人挂机", "按键评价：满意"):
        assert words in page
    assert f"/cases/{no}/" in page and "听录音" in page and "<audio" not in page


def test_without_a_reason_there_is_no_sound(call):
    answer = asked(signed_in("quality"), " ", headers={"HX-Request": "true"})
    assert answer.status_code == 422 and "须写明事由" in text(answer)
    assert not HeardLine.objects.exists()


def test_with_a_reason_it_is_played_and_noted_for_all_to_see(call):
    browser = signed_in("quality")
    answer = asked(browser)
    heard = HeardLine.objects.get()
    assert (heard.by_code, heard.reason) == ("quality", "核查投诉")
    assert f"/calls/hearings/{heard.id}/sound.wav" in text(answer)
    assert answer.headers["Cache-Control"] == "no-store" and "wave__all" in text(answer)
    sound = browser.get(f"/calls/hearings/{heard.id}/sound.wav")
    assert sound.status_code == 200 and sound.headers["Content-Type"] == "audio/wav"
    assert len(sound.getvalue()) == RecordingLine.objects.get().size
    assert "核查投诉" in text(signed_in("duty_leader").get("/calls/a/a-17.1/"))


@pytest.mark.parametrize(
    ("wanted", "begin", "until"),
    [("bytes=0-99", 0, 100), ("bytes=1000-", 1000, None), ("bytes=-50", -50, None),
     ("bytes=90-999999999", 90, None)],
)  # fmt: skip
def test_a_browser_is_sent_the_part_it_asks_for(call, wanted, begin, until):
    browser = signed_in("quality")
    asked(browser)
    address = f"/calls/hearings/{HeardLine.objects.get().id}/sound.wav"
    whole = browser.get(address).getvalue()
    part = browser.get(address, headers={"Range": wanted})
    assert part.status_code == 206 and part.getvalue() == whole[begin:until]
    first = begin % len(whole)
    last = (until or len(whole)) - 1
    assert part.headers["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"


@pytest.mark.parametrize("wanted", ["bytes=-", "bytes=999999999-", "lines=1-2", "bytes=9-3"])
def test_a_part_that_is_not_there_is_refused(call, wanted):
    browser = signed_in("quality")
    asked(browser)
    address = f"/calls/hearings/{HeardLine.objects.get().id}/sound.wav"
    assert browser.get(address, headers={"Range": wanted}).status_code == 416


def test_the_address_of_a_sound_is_good_for_its_asker_only(call):
    asked(signed_in("quality"))
    address = f"/calls/hearings/{HeardLine.objects.get().id}/sound.wav"
    assert signed_in("duty_leader").get(address).status_code == 404
    assert signed_in("heating").get(address).status_code == 403


def test_what_was_destroyed_says_when_and_why(call):
    recording.let_expire(RecordingLine.objects.get().keep_until)
    page = text(signed_in("quality").get("/calls/a/a-17.1/"))
    assert "保存期满" in page and "已销毁" in page and "hearing-reason" not in page


def test_words_that_were_understood_stand_beside_the_sound(call):
    said = [Said(at=1, until=2, words="我家暖气不热", side="caller")]
    transcribing.keep("a", "a-17.1", "engine", said, call.begun_at)
    browser = signed_in("quality")
    assert "我家暖气不热" not in text(browser.get("/calls/a/a-17.1/"))
    assert "我家暖气不热" in text(asked(browser))


def test_the_page_of_a_case_leads_to_its_call(call):
    no = registered(call="a-17.1")
    assert "/calls/of/a-17.1/" in text(signed_in("quality").get(f"/cases/{no}/"))
    assert "/calls/of/" not in text(signed_in("dispatcher").get(f"/cases/{no}/"))
    assert "/calls/a/a-17.1/" in text(signed_in("quality").get("/calls/of/a-17.1/"))
    assert "本人接听" in text(signed_in("operator").get("/calls/of/a-17.1/"))
    assert "还没有" in text(signed_in("quality").get("/calls/of/a-99.1/"))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_all_days_has_a_page_too(day):
    assert signed_in("quality").get("/calls/", {"day": day}).status_code == 200
