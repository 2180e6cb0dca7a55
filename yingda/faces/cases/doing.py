# SPDX-License-Identifier: Apache-2.0
"""办理 Doing: from a submitted form to the office, and what a form starts with."""

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from yingda import flow, office
from yingda.faces.kit import asking, hinted
from yingda.flow import divert, limits, number
from yingda.flow.case import Case, Place
from yingda.flow.dispatch import Dispatch
from yingda.flow.grammar import Command, Person, Refusal
from yingda.flow.limits import day
from yingda.flow.merge import LetGo, Merge, TakeIn, Unmerge
from yingda.flow.register import Supplement
from yingda.flow.reply import Reply
from yingda.flow.review import Accept
from yingda.flow.triage import Triage
from yingda.knowledge import entries
from yingda.office import Outcome, Story, Told
from yingda.roster import directory, people
from yingda.roster.directory import Proposal
from yingda.roster.models import Officer

from . import suggestions
from .acts import Act

EXITS: dict[type[Command], str] = {
    divert.HandOver: "emergency_line", divert.Inform: "lawful_channel",
    divert.TellProgress: "repeat", divert.Explain: "secret",
    divert.PointElsewhere: "beyond_duties", divert.Persuade: "unlawful",
}  # fmt: skip


def actor(user: Any, act: Act) -> Person | None:
    """The officer in the duty in which they do this; None when it is not theirs to do."""
    return people.person(user, flow.DUTIES[act.command])


def asked(act: Act, case: Case) -> asking.Asked:
    """What the form of an act is made from."""
    on = day(timezone.now())
    standard = office.standard_in_force()
    return asking.Asked(command=act.command, standard=standard, on=on, case=case)


def proposal(case: Case) -> Proposal | None:
    """Whom the dispatch directory names for the case."""
    a = case.appeal
    on = day(timezone.now())
    return directory.propose(a.subject, a.place.district, a.place.street, on, a.accused)


def beginning(act: Act, story: Story, request: HttpRequest) -> dict[str, Any]:
    """What the fields of a fresh form say: what is already known, and the unit only where the
    directory and earlier cases are sure of it."""
    case, a = story.case, story.case.appeal
    if act.command is Triage:
        tier = case.grade.tier if case.grade else ""
        known = a.place if a.place != Place() else None
        return {"nature": a.nature, "subject": a.subject, "place": known, "tier": tier}
    if act.command is Supplement:
        return {}
    if act.command is Dispatch:
        placed = suggestions.placed(story, request)
        return suggestions.filled(placed.proposal) if placed and placed.sure else {}
    if act.command in EXITS:
        choices = office.standard_in_force().choices("divert.exits", day(timezone.now()))
        words = {c.id: c.words for c in choices}
        return {"told": words.get(EXITS[act.command], ""), "handed_at": timezone.now()}
    clock = limits.find(case.clocks, "reply", case.lead.nth) if case.lead else None
    if act.slug == "extensions" and clock:
        return {"until": clock.due.at + timedelta(days=1)}
    return {}


def form(act: Act, story: Story, request: HttpRequest) -> forms.Form:
    """The form of an act: bound to what was posted, or fresh."""
    made = asking.form_of(asked(act, story.case))
    if request.method == "POST":
        return made(request.POST, prefix=act.slug)
    known = from_knowledge(request.GET["entry"]) if "entry" in request.GET else {}
    return made(initial=beginning(act, story, request) | known, prefix=act.slug)


def from_knowledge(code: str) -> dict[str, Any]:
    """The answer of an entry, with entry and version; nothing for one that may not be told."""
    entry = entries.tellable(code[:40].replace("\0", ""), day(timezone.now()))
    if entry is None:
        return {}
    return {"told": entry.answer, "entry": entry.code, "version": str(entry.version)}


def fresh_key() -> str:
    """The idempotency key of a form: the same form sent twice is one act."""
    return uuid.uuid4().hex


def do(act: Act, by: Person, story: Story, typed: dict[str, Any], request: HttpRequest) -> (
    Outcome | Refusal
):  # fmt: skip
    """Carry out the act as typed; the refusal when it was not done."""
    command = asking.command_from(act.command, by, typed)
    if isinstance(command, Merge):
        return _merged(command, story)
    if isinstance(command, Unmerge):
        other = LetGo(by=by, child=story.case_no)
        return _both((command, story.case_no), (other, story.case.links.parent))
    if isinstance(command, Dispatch):
        command = _with_line(command, story.case)
    if isinstance(command, divert.AnswerAtOnce):
        kept = _from_an_entry(command)
        if isinstance(kept, Refusal):
            return kept
        command = kept
    if isinstance(command, Triage | Dispatch):
        command = asking.replaced(command, hinted=hinted.opened(request))
    if isinstance(command, Reply):
        command = _to_the_minute(command, story.case)
    seen = request.POST.get("seen", "")
    return office.carry_out(
        command, story.case_no, key=request.POST.get("key", "").replace("\0", "")[:64],
        seen=int(seen) if seen.isdecimal() else None, told=_told(command, typed),
    )  # fmt: skip


def _told(command: Command, typed: dict[str, Any]) -> Told | None:
    if not isinstance(command, Supplement):
        return None
    said = {name: typed.get(name, "") for name in ("name", "phone", "address", "party")}
    told = Told(words=typed.get("own_words", ""), **said)
    return told if any(said.values()) or told.words else None


def _with_line(command: Dispatch, case: Case) -> Dispatch:
    """The line of the directory and the level it names, as they are and not as they were posted."""
    found = proposal(case)
    if found is None:
        return command
    level = found.level if found.line else ""
    line = found.line if found.lead.code == command.lead.code else ""
    return asking.replaced(command, line=line, line_level=level)


def _from_an_entry(command: divert.AnswerAtOnce) -> divert.AnswerAtOnce | Refusal:
    """The answer with the entry and version that it was told from, if they may be told today."""
    code, version = command.entry.strip(), command.version.strip()
    if not code and version:
        return Refusal("no_entry", "填了版本，请写明是哪个知识条目", fields=("entry",))
    if not code:
        return command
    kept = entries.to_tell(code, version, day(timezone.now()))
    if isinstance(kept, Refusal):
        return kept
    return asking.replaced(command, entry=kept[0], version=kept[1])  # type: ignore[no-any-return]


def _to_the_minute(command: Reply, case: Case) -> Reply:
    """A moment is typed to the minute: the minute of the dispatch, or of the
    handing back, is not before it."""
    clock = limits.find(case.clocks, "reply", case.lead.nth) if case.lead else None
    begun = [at for at in (case.lead and case.lead.sent_at, clock and clock.started_at) if at]
    since = max(begun, default=None)
    if since and command.told_at == since.replace(second=0, microsecond=0):
        return asking.replaced(command, told_at=since)  # type: ignore[no-any-return]
    return command


def _merged(command: Merge, story: Story) -> Outcome | Refusal:
    parent = number.heard(command.into) or command.into.strip()
    other = office.read(parent)
    if other is None or parent == story.case_no:
        return Refusal("no_such_case", "没有这件诉求，请核对编号", fields=("into",))
    unit = other.case.lead.unit if other.case.lead else ""
    command = asking.replaced(command, into=parent, unit=unit)
    return _both((command, story.case_no), (TakeIn(by=command.by, child=story.case_no), parent))


def _both(*acts: tuple[Command, str]) -> Outcome | Refusal:
    done = office.carry_out_together(acts)
    return done if isinstance(done, Refusal) else done[0]


def required_parts(outcome: str) -> list[str]:
    """The parts a reply of this outcome must have."""
    parts = office.standard_in_force().reply_parts(outcome, day(timezone.now()))
    return [name for part in parts for name in part.split("|")]


def is_reply(act: Act) -> bool:
    """Whether the form of the act depends on the outcome."""
    return act.command is Reply


def is_review(act: Act) -> bool:
    """Whether the reply should be shown above the form."""
    return act.command is Accept


def duty_of(officer: Officer) -> Person:
    """The officer as a reader, in their first duty."""
    return Person(
        officer.name, officer.duties[0], officer.unit_id or "", officer.user.get_username()
    )
