# SPDX-License-Identifier: Apache-2.0
"""Every refusal of the flow is provoked somewhere here, and every event happens."""

import re
from datetime import date
from pathlib import Path

from yingda import flow
from yingda.config.city import DEFAULT_BOOKS
from yingda.standard import load

HERE = Path(__file__).parent
STAGES = HERE.parents[1] / "yingda" / "flow"


def written(path):
    return path.read_text(encoding="utf-8")


def test_every_refusal_is_provoked_by_the_tests_of_its_stage():
    missing = []
    for path in sorted(STAGES.glob("*.py")):
        tests = "".join(written(p) for p in HERE.glob("test_*.py"))
        own = HERE / f"test_{path.stem}.py"
        text = written(own) if own.is_file() else tests
        codes = set(re.findall(r'Refusal\(\s*"(\w+)"', written(path)))
        missing += [f"{path.stem}: {code}" for code in sorted(codes) if f'"{code}"' not in text]
    assert not missing, "a refusal that no test provokes may be wrong for years"


def test_every_event_happens_in_the_tests():
    tests = "".join(written(p) for p in HERE.glob("*.py"))
    names = {event.__name__ for event in flow.EVOLVE}
    by_command = {command.__name__ for command in flow.DECIDE}
    unseen = {n for n in names if not re.search(rf"\b{n}\b", tests)}
    assert not unseen and by_command, "an event that never happens in a test folds by luck"


def test_every_article_cited_by_a_refusal_is_in_the_books():
    text = "".join(written(p) for p in STAGES.glob("*.py"))
    cited = set(re.findall(r'"((?:beijing|state|gbt)[a-z0-9-]+:[\w.]+)"', text))
    known = {clause.key for clause in load(DEFAULT_BOOKS).clauses(date(2026, 11, 23))}
    assert cited and cited <= known


def test_every_stage_says_whose_duty_each_command_is():
    for stage in flow.STAGES:
        assert stage.DECIDE.keys() == stage.DUTIES.keys(), stage.__name__
        assert set(getattr(stage, "NOTICES", {})) <= set(stage.EVOLVE), stage.__name__
