# SPDX-License-Identifier: Apache-2.0
"""A machine that speaks JSON, an appeal, and the way of a case to a street office."""

import json
from typing import Any

from django.test import Client

from yingda.flow.case import Addressee
from yingda.flow.dispatch import Dispatch
from yingda.flow.grammar import Person
from yingda.flow.triage import Triage
from yingda.office import Outcome, carry_out

DISPATCHER = Person("派单员", "dispatcher", "", "li")
STREET = Addressee(code="s1", name="样街道", level="subdistrict", district="110105")


class Machine:
    """A client that holds a token and speaks JSON."""

    def __init__(self, secret: str) -> None:
        self.client, self.secret = Client(raise_request_exception=True), secret

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"} | more

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1{path}", headers=self._headers(headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        said = body if isinstance(body, bytes) else json.dumps(body if body is not None else {})
        return self.client.post(
            f"/api/v1{path}", said, content_type="application/json", headers=self._headers(headers)
        )


APPEAL = {
    "words": "楼道里的声控灯不亮，电话13800001234",
    "phone": "13800001234",
    "name": "样例乙",
    "nature": "help",
    "subject": "010208",
    "place": {"district": "110105", "street": "110105003"},
}


def dispatched(no: str) -> None:
    """Bring the case to the street office s1."""
    for command in (
        Triage(by=DISPATCHER, tier="general", reason="一般诉求", subject="010208"),
        Dispatch(by=DISPATCHER, lead=STREET, basis="派单目录"),
    ):
        assert isinstance(outcome := carry_out(command, no), Outcome), outcome
