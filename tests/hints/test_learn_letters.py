# SPDX-License-Identifier: Apache-2.0
"""Two rows over pooled values are learnt, the same on every machine."""

from yingda.hints import learn_letters, letters
from yingda.hints.learn_letters import Letter

FOUND = [
    Letter(
        values=[grave, float(n % 3), 1.0], label=label, part=n % 4, counts=1.0, own=True,
    )
    for n in range(60)
    for grave, label in ((1.0 + n % 5, "critical"), (-1.0 - n % 5, "general"))
]  # fmt: skip


def test_grave_letters_lie_above_the_others():
    row = learn_letters.fitted(FOUND, ("critical",))
    scores = {
        label: [letters.score(one.values, row) for one in FOUND if one.label == label]
        for label in ("critical", "general")
    }
    assert len(row) == 4
    assert min(scores["critical"]) > 0 > max(scores["general"])


def test_what_counts_more_pulls_more():
    odd = [Letter(values=[-3.0, 0.0, 1.0], label="critical", part=0, counts=50.0, own=True)]
    light = learn_letters.fitted(FOUND, ("critical",))
    heavy = learn_letters.fitted(FOUND + odd, ("critical",))
    assert letters.score(odd[0].values, heavy) > letters.score(odd[0].values, light)


def test_the_same_letters_give_the_same_row():
    assert learn_letters.fitted(FOUND, ("critical",)) == learn_letters.fitted(FOUND, ("critical",))
