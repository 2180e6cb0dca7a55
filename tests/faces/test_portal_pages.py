# SPDX-License-Identifier: Apache-2.0
"""The public's way: write an appeal, get a number, look it up, act on it."""

import io
import re
import time
import uuid
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from tests.office import appeals
from yingda import channels, flow, office
from yingda.faces.kit import tries
from yingda.faces.kit.models import Tries
from yingda.faces.portal import rights, wording
from yingda.flow import assess, sign_in
from yingda.flow.case import Stage
from yingda.flow.grammar import kept_as
from yingda.flow.number import number, spoken
from yingda.ledgers.models import CaseLine
from yingda.roster.models import Place

pytestmark = pytest.mark.django_db
WORDS = "楼下垃圾桶没人清运，已经三天了，气味很大"


@pytest.fixture(autouse=True)
def town() -> Iterator[None]:
    """Two districts with a street each."""
    for code, name, street in (("110105", "样区", "样街道"), ("110106", "例区", "例街道")):
        above = Place.objects.create(code=code, name=name, kind="district")
        Place.objects.create(code=f"{code}001", name=street, kind="street", parent=above)
    yield


def typed(**more: Any) -> dict[str, Any]:
    return {
        "words": WORDS, "district": "110105", "street": "110105001", "phone": "138 0000-1234",
        "name": "样例甲", "wants_reply": "on", "agreed": "on", "key": str(uuid.uuid4()),
    } | more  # fmt: skip


def registered(client: Client, **more: Any) -> str:
    answer = client.post("/appeal/", typed(**more))
    assert answer.status_code == 303, answer.content.decode()
    return str(CaseLine.objects.latest("registered_at").case_no)


def looked_up(no: str, four: str = "1234") -> Client:
    client = Client()
    assert client.post("/q/", {"no": spoken(no), "last_four": four}).status_code == 303
    return client


def page(client: Client, no: str) -> str:
    answer = client.get(f"/q/{no}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_home_page_leads_to_writing_and_looking_up() -> None:
    said = Client().get("/").content.decode()
    assert 'href="/appeal/"' in said and 'href="/q/"' in said


def test_a_person_writes_an_appeal_and_is_given_its_number() -> None:
    client = Client()
    no = registered(client)
    said = client.get("/appeal/sent/").content.decode()
    assert spoken(no) in said and "之前交给承办单位" in said
    case = office.read(no).case
    assert case.appeal.channel == "web" and case.appeal.place.street == "110105001"
    assert WORDS in page(client, no)


def test_a_double_tap_gives_one_case() -> None:
    client, same = Client(), typed()
    for _ in range(3):
        assert client.post("/appeal/", same).status_code == 303
    assert CaseLine.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("words", " ", "请写明发生了什么事"), ("phone", "不告诉", "请填写正确的电话号码"),
        ("agreed", "", "请阅读并勾选同意"), ("street", "110106001", "不在所选的区"),
        ("district", "999999", "不在所选的区"), ("words", "字" * 5001, "5000"),
    ],
)  # fmt: skip
def test_a_fault_is_shown_at_its_field_and_nothing_typed_is_lost(
    field: str, value: str, fault: str
) -> None:
    answer = Client().post("/appeal/", typed(**{field: value}))
    said = answer.content.decode()
    assert answer.status_code == 422 and fault in said
    kept = typed(**{field: value})
    assert kept["name"] in said and (field == "words" or WORDS in said)
    assert 'aria-invalid="true"' in said
    assert CaseLine.objects.count() == 0


def test_an_appeal_without_a_place_is_refused_at_the_place() -> None:
    answer = Client().post("/appeal/", typed(district="", street=""))
    assert answer.status_code == 422 and "请选择事情发生在哪个区" in answer.content.decode()


def test_what_is_no_picture_is_refused_by_name() -> None:
    file = SimpleUploadedFile("病毒.jpg", b"MZ not a picture", content_type="image/jpeg")
    answer = Client().post("/appeal/", typed(photos=[file]))
    said = answer.content.decode()
    assert answer.status_code == 422 and "病毒.jpg" in said and "请重新选择" in said


def test_seven_pictures_are_too_many() -> None:
    files = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(7)]
    assert "最多可以上传6张" in Client().post("/appeal/", typed(photos=files)).content.decode()


def test_a_number_is_understood_as_people_type_it() -> None:
    no = registered(Client())
    wide = no.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
    for said in (no, spoken(no), f" {no[:6]} {no[6:]} ", wide):
        answer = Client().post("/q/", {"no": said, "last_four": "１２３４"})
        assert (answer.status_code, answer["Location"]) == (303, f"/q/{no}/")


def test_a_slip_in_the_number_is_pointed_out() -> None:
    no = registered(Client())
    slip = no[:-1] + str((int(no[-1]) + 1) % 10)
    answer = Client().post("/q/", {"no": slip, "last_four": "1234"})
    assert answer.status_code == 422 and "请核对编号" in answer.content.decode()


def test_wrong_number_and_wrong_digits_get_the_same_answer() -> None:
    no = registered(Client())
    unknown = number(date(2026, 1, 1), 77)
    answers = [
        Client().post("/q/", {"no": n, "last_four": f}).content.decode()
        for n, f in ((no, "9999"), (unknown, "1234"))
    ]
    plain = [re.sub(r'value="[^"]{10,}"|"X-CSRFToken": "[^"]*"', "", a) for a in answers]
    assert plain[0] == plain[1] and "编号或电话后四位不正确" in plain[0]


def test_guessing_the_digits_is_stopped_and_a_right_answer_is_no_guess() -> None:
    no = registered(Client())
    for _ in range(8):
        looked_up(no)
    codes = [Client().post("/q/", {"no": no, "last_four": f"{n:04}"}).status_code for n in range(7)]
    assert codes == [422] * 5 + [429] * 2
    blocked = Client().post("/q/", {"no": no, "last_four": "1234"})
    assert blocked.status_code == 429
    assert no not in str(list(Tries.objects.values())) and "127.0.0.1" not in str(
        list(Tries.objects.values())
    )


def test_without_the_right_nobody_sees_or_acts() -> None:
    no = registered(Client())
    stranger = Client()
    for path in (f"/q/{no}/", f"/cases/{no}/", f"/cases/{spoken(no)}/"):
        answer = stranger.get(path)
        assert answer.status_code in (302, 303) and answer["Location"] == f"/q/?no={no}", path
    answer = stranger.post(f"/q/{no}/withdraw/", {"words": "不要了"})
    assert answer["Location"] == f"/q/?no={no}"
    assert office.read(no).case.stage == "registered"
    assert spoken(no) in stranger.get(f"/q/?no={no}").content.decode()


def test_the_right_ends_with_leaving_and_with_time(monkeypatch: pytest.MonkeyPatch) -> None:
    no = registered(Client())
    client = looked_up(no)
    page(client, no)
    client.post("/q/leave/")
    assert client.get(f"/q/{no}/").status_code == 303
    client = looked_up(no)
    later = time.time() + 1201
    monkeypatch.setattr(rights.time, "time", lambda: later)
    assert client.get(f"/q/{no}/").status_code == 303


def acted(client: Client, no: str, act: str, **said: str) -> str:
    answer = client.post(f"/q/{no}/{act}/", said | {"key": str(uuid.uuid4())})
    assert answer.status_code == 303, answer.content.decode()
    return page(client, no)


def test_the_person_supplements_urges_withdraws_and_reopens() -> None:
    no = registered(Client())
    client = looked_up(no)
    said = acted(client, no, "supplement", words="今天又来了一车，车牌不清，回电13900002222")
    assert "已补充" in said and "今天又来了一车" in said
    assert "13900002222" not in str(office.read(no).events)
    assert WORDS in said
    assert "已催办" in acted(client, no, "urge", words="请快一点 13900002222")
    assert "13900002222" not in str(office.read(no).events)
    acted(client, no, "withdraw", words="已经清走了")
    assert office.read(no).case.stage == "closed"
    acted(client, no, "reopen", words="又堆满了")
    assert office.read(no).case.stage == "registered"


def test_a_double_tap_on_an_act_counts_once() -> None:
    no = registered(Client())
    client = looked_up(no)
    for act in ("urge", "supplement"):
        same = {"words": "请快一点", "key": str(uuid.uuid4())}
        before = len(office.read(no).events)
        for _ in range(2):
            assert client.post(f"/q/{no}/{act}/", same).status_code == 303
        assert len(office.read(no).events) == before + 1


def test_a_refused_act_keeps_what_was_typed() -> None:
    no = registered(Client())
    client = looked_up(no)
    answer = client.post(f"/q/{no}/reopen/", {"words": "还没有办结就想重办"})
    assert answer.status_code == 422
    assert "只有已办结或已分流的诉求可以重新办理" in answer.content.decode()
    assert client.post(f"/q/{no}/dance/", {}).status_code == 404


def test_the_person_rates_in_their_own_words_and_silence_stays_silence() -> None:
    no = appeals.accepted()
    client = looked_up(no, "1111")
    said = page(client, no)
    assert "已更换" in said and "已答复，请您评价" in said
    empty = client.post(f"/q/{no}/rate/", {"words": "说不清"})
    assert empty.status_code == 422 and "请至少回答一个问题" in empty.content.decode()
    acted(client, no, "rate", solved="partly", words="还有一间不热")
    (rating,) = office.read(no).case.interviews
    assert (rating.solved, rating.contacted, rating.satisfied) == ("partly", None, None)
    assert rating.words == "还有一间不热" and rating.channel == "web"


def test_the_person_contests_an_exclusion() -> None:
    no = appeals.accepted()
    now = timezone.now()
    asked = assess.AskExclusion(by=appeals.CLERK, reason="untrue", grounds="与事实不符")
    appeals.act(no, asked, now)
    for officer in appeals.ASSESSORS:
        appeals.act(no, assess.ApproveExclusion(by=officer, decision="属实"), now)
    client = looked_up(no, "1111")
    assert "对不计入考评提出异议" in page(client, no)
    acted(client, no, "contest", words="我说的是实情")
    assert office.read(no).case.exclusion.state == "contested"


def test_the_person_reads_what_they_were_told() -> None:
    no = appeals.accepted()
    client = looked_up(no, "1111")
    assert "您的诉求已登记" not in page(client, no)
    channels.deliver()
    said = page(client, no)
    assert "您的诉求已登记" in said and "已交给热力公司办理" in said


def test_a_reply_is_not_shown_before_it_passed_the_review() -> None:
    no = appeals.dispatched()
    at = appeals.BEGIN
    appeals.act(no, sign_in.SignIn(by=appeals.CLERK), at + 2 * appeals.HOUR)
    appeals.act(no, appeals.replying(at + 3 * appeals.HOUR), at + 4 * appeals.HOUR)
    assert "阀门故障" not in page(looked_up(no, "1111"), no)


def test_everything_that_a_person_is_told_has_a_sentence() -> None:
    told = {kept_as(kind) for kind, who in flow.NOTICES.items() if who & {"appellant", "@to"}}
    assert told <= set(wording.TOLD)
    assert set(wording.STAGES) == set(Stage) == set(wording.REACHED)


@pytest.mark.parametrize("seed", range(12))
def test_a_case_can_be_looked_at_whatever_has_happened_in_it(seed: int) -> None:
    no = appeals.wander(Random(seed), appeals.BEGIN)
    channels.deliver()
    said = page(looked_up(no, "1111"), no)
    assert "{" not in re.sub(r"(?s)<script.*?</script>|<meta[^>]*>|hx-headers='[^']*'", "", said)


def test_nothing_of_the_person_stands_in_an_address() -> None:
    client = Client()
    answer = client.post("/appeal/", typed())
    no = str(CaseLine.objects.get().case_no)
    places = [answer["Location"], client.post("/q/", {"no": no, "last_four": "1234"})["Location"]]
    assert not any("1234" in place.replace(no, "") for place in places)


def test_only_the_person_and_no_stranger_gets_a_photo() -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    file = SimpleUploadedFile("灯.jpg", out.getvalue(), content_type="text/html")
    client = Client()
    no = registered(client, photos=[file])
    (photo,) = office.read(no).case.appeal.photos
    got = client.get(f"/q/{no}/photos/{photo}/")
    assert got["Content-Type"] == "image/jpeg" and got["X-Content-Type-Options"] == "nosniff"
    assert "Content-Disposition" in got
    assert Client().get(f"/q/{no}/photos/{photo}/").status_code == 404
    other = registered(client)
    assert client.get(f"/q/{other}/photos/{photo}/").status_code == 404


def test_every_page_speaks_english_too() -> None:
    client = Client(headers={"Accept-Language": "en"})
    no = registered(client)
    client.post(f"/q/{no}/urge/", {"words": "please hurry"})
    channels.deliver()
    for path in ("/", "/appeal/", "/appeal/sent/", "/q/", f"/q/{no}/"):
        said = client.get(path).content.decode()
        main = said[said.index("<main") : said.index("</main>")]
        for own in (WORDS, "样区", "例区", "样街道", "例街道", "示范市", "中文"):
            main = main.replace(own, "")
        assert re.findall("[\u4e00-\u9fff]+", main) == [], path
    refused = client.post("/q/", {"no": no, "last_four": "9999"}).content.decode()
    assert "please check and try again" in refused


def test_suggestions_for_a_place_that_asks_without_end_are_none(client, monkeypatch):
    monkeypatch.setattr(tries, "MOST_SUGGESTIONS", 1)
    typed = {"words": "路灯不亮"}
    assert client.post("/appeal/suggestions/", typed).status_code == 200
    assert client.post("/appeal/suggestions/", typed).status_code == 204
