# SPDX-License-Identifier: Apache-2.0
"""Whatever a machine sends, it gets an answer with a code: never a fault of ours."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.channels.machines import APPEAL, Machine, dispatched
from yingda.channels.api.acts import router

pytestmark = pytest.mark.django_db
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = [
    *APPEAL, "title", "said_at", "confidential", "on_behalf", "wants_reply", "repeat_of", "accused",
    "reference", "address", "way", "reached", "heard", "tell", "report", "answer", "reason",
    "proposed", "grounds", "basis", "until", "outcome", "citations", "plan_by", "told_at",
    "told_way",
]  # fmt: skip
MOMENTS = st.sampled_from(
    ["2026-11-23T00:00:00Z", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "2026-02-30"]
)
BODIES = st.dictionaries(st.sampled_from(NAMES), ANYTHING | MOMENTS, max_size=8)
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def answered(answer: Any) -> None:
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"
        assert json.loads(answer.content)["code"]


@given(body=BODIES, key=st.text(st.characters(max_codepoint=255), max_size=120))
@QUICK
def test_any_appeal_is_answered(sender: Machine, body: dict[str, Any], key: str) -> None:
    head = key.translate({10: None, 13: None})
    answered(sender.post("/appeals", APPEAL | body, **{"Idempotency-Key": head}))


@given(body=BODIES, after=st.text(max_size=20))
@QUICK
def test_any_act_and_any_page_is_answered(
    sender: Machine, street: Machine, body: dict[str, Any], after: str
) -> None:
    no = sender.post("/appeals", APPEAL).json()["case_no"]
    dispatched(no)
    street.post(f"/cases/{no}/sign-in")
    for path in router.path_operations:
        answered(street.post(path.replace("{no}", no), body))
    answered(street.client.get("/api/v1/cases", {"after": after}, headers=street._headers({})))
    no = quote(after.replace("/", ""), safe="") or "x"
    answered(street.client.get(f"/api/v1/cases/{no}", headers=street._headers({})))
