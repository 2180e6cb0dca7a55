# SPDX-License-Identifier: Apache-2.0
"""本人办理 What a person may do about their own case, each an ordinary command of the flow."""

from collections.abc import Callable, Mapping
from datetime import datetime

from yingda import office
from yingda.flow import follow_up
from yingda.flow.assess import ContestExclusion
from yingda.flow.case import Case, Stage
from yingda.flow.close import Reopen, Withdraw
from yingda.flow.grammar import APPELLANT, Command, Refusal
from yingda.flow.register import Supplement
from yingda.flow.supervise import OPEN, Urge
from yingda.office import Outcome, Story, Told
from yingda.office.door import without_numbers

MOST = 2000
TRIES = 3
ENDED = (Stage.CLOSED, Stage.DIVERTED)
CONTACTED = {"yes": True, "no": False}


def open_acts(case: Case, now: datetime) -> list[str]:
    """The acts that make sense now, the likeliest first."""
    standard = office.standard_in_force()
    asked = case.stage is Stage.ACCEPTED or follow_up.trigger(case, standard, now) is not None
    rules = {
        "rate": asked and case.stage is not Stage.FOLLOWED_UP,
        "contest": case.exclusion is not None and case.exclusion.state == "excluded",
        "supplement": case.stage not in (*ENDED, Stage.MERGED),
        "urge": case.stage in OPEN,
        "reopen": case.stage in ENDED,
        "withdraw": case.stage not in ENDED,
    }
    return [name for name, there in rules.items() if there]


def _said(typed: Mapping[str, str], name: str = "words") -> str:
    return without_numbers(typed.get(name, "").strip()[:MOST])


def _rating(typed: Mapping[str, str]) -> Command:
    return follow_up.FollowUp(
        by=APPELLANT, channel="web", reached=True, confirmed=True,
        contacted=CONTACTED.get(typed.get("contacted", "")), solved=typed.get("solved") or None,
        satisfied=typed.get("satisfied") or None, words=_said(typed),
    )  # fmt: skip


COMMANDS: dict[str, Callable[[Mapping[str, str]], Command]] = {
    "urge": lambda typed: Urge(by=APPELLANT, words=_said(typed)),
    "rate": _rating,
    "contest": lambda typed: ContestExclusion(by=APPELLANT, words=_said(typed)),
    "withdraw": lambda typed: Withdraw(by=APPELLANT, words=_said(typed)),
    "reopen": lambda typed: Reopen(by=APPELLANT, new_facts=_said(typed)),
}


def carry_out(
    story: Story, act: str, typed: Mapping[str, str], key: str, heading: str
) -> Outcome | Refusal:
    """Carry out `act`. `heading` stands above words that are added to the person's own."""
    if act == "rate" and not any(typed.get(n) for n in ("contacted", "solved", "satisfied")):
        return Refusal("nothing_said", "请至少回答一个问题", fields=("contacted",))
    if act == "supplement":
        return _supplement(story, typed, key, heading)
    return office.carry_out(COMMANDS[act](typed), story.case_no, key=key)


def _supplement(
    story: Story, typed: Mapping[str, str], key: str, heading: str
) -> Outcome | Refusal:
    """Add to the person's own words, which are sealed: nothing of it stands in the record."""
    added = typed.get("words", "").strip()[:MOST]
    if not added:
        return Refusal("nothing_added", "没有补充任何内容", fields=("words",))
    command = Supplement(by=APPELLANT, note=heading)
    for _ in range(TRIES):
        words = office.person_behind(story.case_no, story.case, APPELLANT).get("words", "")
        told = Told(words=f"{words}\n\n{heading}\n{added}")
        outcome = office.carry_out(command, story.case_no, key=key, seen=story.case.seen, told=told)
        if isinstance(outcome, Outcome):
            return outcome
        if outcome.code == "key_reused":  # the same form again: it has been added already
            return Outcome(
                case_no=story.case_no, position=story.case.seen, events=[], repeated=True
            )
        if outcome.code != "changed_since":
            return outcome
        story = office.read(story.case_no) or story
    return outcome
