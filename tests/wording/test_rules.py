# SPDX-License-Identifier: Apache-2.0
"""用语规则 Rules: every example of every rule, for and against; every rule says why and better."""

from datetime import date

import pytest
from babel.messages.pofile import read_po

from tests.house.sources import ROOT
from yingda.wording import Edition, advise, rules

DAY = date(2026, 11, 23)
HELD = {
    "示范条例": [Edition(title="示范条例", articles=frozenset({"1", "2", "3", "3.1"}))],
    "示范旧法": [
        Edition(title="示范旧法", articles=frozenset({"1", "2"}), until=date(2020, 12, 31))
    ],
    "物业管理条例": [Edition(title="物业管理条例", articles=frozenset())],
}
AVOID = [(r, text) for r in rules() for text in r.avoid]
FINE = [(r, text) for r in rules() for text in r.fine]


def spoken(rule, text):
    library = (lambda title: HELD.get(title, [])) if "条例》" in text or "法》" in text or (
        "规定》" in text
    ) else None  # fmt: skip
    outcome = rule.outcomes[0] if rule.outcomes else ""
    found = advise(text, rule.where[0], outcome=outcome, on=DAY, editions=library)
    return {a.rule for a in found}


@pytest.mark.parametrize(("rule", "text"), AVOID, ids=lambda v: getattr(v, "id", str(v)[:12]))
def test_a_rule_speaks_in_each_of_its_examples_to_avoid(rule, text):
    assert rule.id in spoken(rule, text)


@pytest.mark.parametrize(("rule", "text"), FINE, ids=lambda v: getattr(v, "id", str(v)[:12]))
def test_a_rule_is_silent_in_each_of_its_fine_examples(rule, text):
    assert rule.id not in spoken(rule, text)


def test_every_rule_has_three_examples_of_each_a_reason_better_words_and_a_source():
    poor = [
        r.id
        for r in rules()
        if len(r.avoid) < 3 or len(r.fine) < 3 or not (r.why and r.better and r.source)
    ]
    assert not poor


def test_every_rule_can_be_read_in_english():
    with (ROOT / "yingda/locale/en/LC_MESSAGES/django.po").open("rb") as po:
        known = {m.id: m.string for m in read_po(po) if isinstance(m.id, str)}
    said = [text for r in rules() for text in (r.name, r.why, r.better, r.source)]
    assert not sorted({text for text in said if not known.get(text)})
