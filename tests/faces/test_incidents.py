# SPDX-License-Identifier: Apache-2.0
"""突发事件 The duty leader declares an incident; all who need to see it, until it is over."""

import pytest
from django.test import Client
from django.utils import timezone, translation

from tests.faces.calls import shown
from tests.faces.people import make_city, signed_in
from tests.office import appeals
from yingda.channels.phone.announce import sound_of
from yingda.ledgers.incidents import IncidentLine

pytestmark = pytest.mark.django_db
WORDS = "南苑路停水，正在抢修"
STATUS = "水务抢修队已到场，预计十八点恢复"


@pytest.fixture(autouse=True)
def city():
    with translation.override("zh-hans"):
        make_city()
        yield


@pytest.fixture
def leader():
    return signed_in("duty_leader")


def declare(leader, **more):
    form = {
        "title": "供水管爆裂", "announcement": WORDS, "queues": ["main"], "status": STATUS,
        "public": "on", "units_0": "热力公司", "place_0": "110105", "place_1": "南苑路",
    }  # fmt: skip
    return leader.post("/wallboard/incidents/", form | more)


def text(answer):
    return answer.content.decode()


def test_an_incident_is_seen_by_operators_by_the_public_and_on_the_board(leader):
    no = appeals.dispatched(timezone.now() - 5 * appeals.HOUR)
    shown()
    answer = declare(leader, parent=no, signs="停水，爆管", tier="urgent")
    assert answer.status_code == 303
    line = IncidentLine.objects.get()
    assert (line.parent, line.signs, line.units, line.spot) == (
        no, ["停水", "爆管"], ["热力公司"], "南苑路",
    )  # fmt: skip
    operator = signed_in("operator")
    spoken = f"{no[:6]}-{no[6:12]}-{no[12:]}"
    for page in ("/desk/", "/desk/registrations/"):
        assert STATUS in text(operator.get(page)) and spoken in text(operator.get(page))
    form = text(operator.get("/desk/registrations/"))
    assert f'data-fill="id_repeat_of" data-value="{spoken}"' in form
    merging = appeals.dispatched(timezone.now() - 4 * appeals.HOUR)
    page = text(signed_in("dispatcher").get(f"/cases/{merging}/merges/"))
    assert f'data-value="{spoken}"' in page
    assert STATUS in text(operator.get("/wallboard/now/"))
    home = text(Client().get("/"))
    assert STATUS in home and no not in home and spoken not in home


def test_what_is_not_public_is_not_shown_to_the_public(leader):
    declare(leader, public="")
    assert STATUS not in text(Client().get("/"))


def test_whether_callers_hear_it_is_said_by_the_switch_itself(leader):
    shown()
    page = declare(leader)["Location"]
    assert "尚未播报" in text(leader.get(page))
    shown(heartbeat={"said": {"main": f"yingda/{sound_of(WORDS)}"}})
    assert "正在播报" in text(leader.get(page))


def test_a_refused_declaration_keeps_what_was_typed(leader):
    answer = declare(leader, parent="261126-000009-9", status="写了很久的口径")
    assert answer.status_code == 422
    assert "写了很久的口径" in text(answer) and "没有这件诉求" in text(answer)
    assert not IncidentLine.objects.exists()


def test_new_words_and_the_end_are_kept_and_the_end_is_asked_for_twice(leader):
    page = declare(leader)["Location"]
    answer = leader.post(page, {"announcement": "", "status": "已恢复供水", "public": ""})
    assert answer.status_code == 303
    assert STATUS in text(leader.get(page)) and "已恢复供水" in text(leader.get(page))
    assert leader.get(f"{page}end/").status_code == 200
    assert IncidentLine.objects.get().ended_at is None, "to look is not to end"
    assert leader.post(f"{page}end/").status_code == 303
    operator = signed_in("operator")
    assert "已恢复供水" not in text(operator.get("/desk/"))
    over = text(leader.get(page))
    assert "已结束" in over and STATUS in over
    assert leader.post(f"{page}end/").status_code == 422


def test_an_incident_that_never_was_is_not_found(leader):
    assert leader.get("/wallboard/incidents/999/").status_code == 404
    assert leader.get("/wallboard/incidents/999/end/").status_code == 404
