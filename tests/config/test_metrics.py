# SPDX-License-Identifier: Apache-2.0
"""The numbers for the operators: there for this machine, for no other without the token."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yingda.channels import received

pytestmark = pytest.mark.django_db


def test_the_numbers_tell_what_is_open_in_one_statement() -> None:
    said = {"words": "路灯不亮", "phone": "13800001234", "district": "110105"}
    received("web", said)
    with CaptureQueriesContext(connection) as asked:
        page = Client().get("/metrics")
    assert len(asked) == 1
    lines = page.content.decode().splitlines()
    assert 'yingda_cases{stage="registered"} 1' in lines
    assert 'yingda_notices{state="waiting"} 2' in lines
    shape = re.compile(r'^(# .*|[a-z_]+(\{[a-z]+="[a-z_]+"\})? [0-9.e+-]+)$')
    assert all(shape.match(line) for line in lines)


@pytest.mark.parametrize(
    "where", [{"REMOTE_ADDR": "10.1.2.3"}, {"HTTP_X_FORWARDED_FOR": "10.1.2.3"}]
)
def test_others_need_the_token(where: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert Client().get("/metrics", **where).status_code == 403
    monkeypatch.setenv("YINGDA_METRICS_TOKEN", "t0ken")
    head = {"HTTP_AUTHORIZATION": "Bearer t0ken"}
    assert Client().get("/metrics", **where, **head).status_code == 200
