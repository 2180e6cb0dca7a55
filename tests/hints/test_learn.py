# SPDX-License-Identifier: Apache-2.0
"""Weights are learnt from examples, the same from the same, and keep matters apart."""

from yingda.hints import learn, weights
from yingda.hints.learn import Example

LABELS = ("水", "路")
SAID = {
    "水": ["家里停水了", "水管漏水", "自来水发黄", "水压太低", "水表坏了", "没有自来水用"],
    "路": ["路灯不亮", "马路有坑", "修路围挡", "路口堵车", "道路积尘", "公路坑洼"],
}
ROWS = [
    Example(title=said, text=f"{said}，请处理", label=label)
    for label, told in SAID.items()
    for said in told
]


def test_what_was_learnt_knows_a_new_appeal():
    made = learn.learn(ROWS, LABELS, {"from": "test"})
    assert weights.weigh(made, "自来水停了", "").label == "水"
    assert weights.weigh(made, "公路上有坑", "").label == "路"
    assert made.learnt["examples"] == "12" and "accuracy_on_matters_apart" in made.learnt


def test_the_same_rows_give_the_same_bytes():
    once, again = (weights.packed(learn.learn(ROWS, LABELS, {})) for _turn in range(2))
    assert once == again


def test_a_long_text_does_not_drown_the_title():
    made = learn.learn(ROWS, LABELS, {"from": "test"})
    wordy = "昨天下午我和家人回来的时候看见，" * 15
    assert weights.weigh(made, "自来水停了", wordy).label == "水"
    assert weights.weigh(made, "公路上有坑", wordy).label == "路"


def test_where_the_office_differs_from_the_readers_its_way_is_kept():
    read = [Example(title=f"物业{n}楼停水", text="", label="水", counts=0.5) for n in range(9)]
    decided = [
        Example(title=f"物业{n}楼停水", text="", label="路", decided=True) for n in (20, 21, 22)
    ]
    made = learn.learn([*ROWS, *read, *decided], LABELS, {"from": "test"})
    assert weights.weigh(made, "物业楼停水", "").label == "路"


def test_a_matter_is_never_learnt_from_while_it_is_tried():
    rows = [Example(title=f"t{n}", text="", label="水", matter=f"m{n % 4}") for n in range(20)]
    for known, unknown in learn.folds(rows, 3):
        assert not {rows[n].matter for n in known} & {rows[n].matter for n in unknown}
        assert sorted(known + unknown) == list(range(20))


def test_the_line_is_where_enough_suggestions_were_right():
    assert learn.line_for([(0.9, True), (0.8, True), (0.7, False), (0.6, False)], 1.0) == 0.8
    assert learn.line_for([(0.9, False)], 0.9) == 1.0


def test_sharper_chances_are_kept_only_where_the_trials_bear_them_out():
    sure = [learn.Trial(at=n, scores=(1.0, -1.0)) for n in range(10)]
    assert learn.sharpness(sure, [0] * 10) > learn.sharpness(sure, [0] * 6 + [1] * 4)


def test_trials_that_were_made_already_are_taken_as_they_are():
    trials = [learn.Trial(at=n, scores=(1.0, -1.0)) for n in range(6)]
    made = learn.learn(ROWS, LABELS, {}, trials=trials)
    assert made.learnt["accuracy_on_matters_apart"] == "1.000"


def test_words_are_learnt_and_weighed_with_those_who_learnt_them():
    made = learn.learn(ROWS, LABELS, {"from": "test"}, words="自来水 水管 马路 公路 路口")
    assert made.words and weights.unpacked(weights.packed(made)) == made
    found = weights.weigh(made, "自来水停了", "")
    assert found.label == "水" and any("自来" in phrase.words for phrase in found.because)


def test_the_offices_own_way_may_go_farther_than_what_is_shared():
    rows = [Example(title="停水", text="", label="路", decided=True), ROWS[0]]
    (_at, own), (_shared_at, shared) = learn.told_apart(rows, learn.halved(rows, {0: 1.0}))
    assert max(own) == learn.FREE * max(shared)
