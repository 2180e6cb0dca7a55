# SPDX-License-Identifier: Apache-2.0
"""核对 Checks: what the rows of the books must be; each fault with file, key and reason."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import time
from typing import Any

from msgspec import Struct

from .clause import Book, Span
from .rows import Held, Notice

STEPS = ("dispatch", "sign_in", "contact", "reply", "review", "follow_up", "whistle", "ruling")
OUTCOMES = ("resolved", "partly", "unresolved", "unreasonable", "withdrawn", "referred")
PARTS = (
    "found", "done", "reason", "difficulty", "measures", "plan", "plan_by", "facts", "citations",
    "referred_to", "withdrawal", "told_at", "told_way",
)  # fmt: skip
MEASURES: dict[tuple[str, str], tuple[str, ...]] = {
    ("limits", "share_in_time"): ("dispatch", "sign_in", "contact", "reply", "whistle", "ruling"),
    ("cases", "share"): (
        "online_accepted", "record_complete", "copied_to_district", "told_both", "returned",
        "department_to_subdistrict", "merged",
    ),
    ("replies", "share"): ("unresolved_with_reason", "unreasonable_with_basis"),
    ("follow_ups", "share"): ("valid",),
    ("calls", "share"): ("answered_within", "connected", "called_back"),
    ("calls", "sliding"): ("connected",),
    ("assessment", "rate"): ("response", "resolution", "satisfaction"),
    ("assessment", "three_rates"): ("composite",),
}  # fmt: skip
AUDIENCES = (
    "unit", "unit_head", "assisting", "district", "whistled", "hotline", "dispatcher", "reviewer",
    "caller_back", "duty_leader", "assessor", "quality", "operator",
)  # fmt: skip
CHOICES = (
    "natures", "dispute.reasons", "pause.reasons", "follow_up.channels", "close.suspend_reasons",
    "exclusion.reasons", "calls.exclusion_reasons", "divert.exits", "divert.emergency_lines",
    "divert.lawful_channels", "triage.signs", "reply.outcomes", "phone.words", "phone.pauses",
    "phone.no_case", "phone.abuse",
)  # fmt: skip
VALUES: dict[str, str] = {
    "calendar.day_ends": "clock",
    "calendar.counts_receipt_day": "bool",
    "dispatch.undo_within": "span",
    "dispute.within": "span",
    "dispute.max_times": "int",
    "extend.max_times": "int",
    "extend.max": "span",
    "follow_up.trigger": "trigger",
    "follow_up.when_early": "early",
    "follow_up.max_attempts": "int",
    "follow_up.expires": "span",
    "rework.max_times": "int",
    "supervise.quiet": "hours",
    "merge.within": "span",
    "merge.same_place_metres": "int",
    "merge.min_likeness": "share",
    "exclusion.contest_within": "span",
    "recordings.keep": "span",
    "rates.partly_weight": "share",
    "rates.basically_weight": "share",
    "rates.weights": "weights",
    "rates.min_n": "int",
    "register.required": "names",
    "register.wanted": "names",
}


class Fault(Struct, frozen=True, kw_only=True):
    """差错 What is wrong in a book: file, key, reason (Chinese)."""

    file: str
    key: str
    reason: str

    @property
    def words(self) -> str:
        """One line for a person."""
        return "：".join(part for part in (self.file, self.key, self.reason) if part)


Rows = Mapping[str, Sequence[Held]]
Found = Iterator[tuple[str, str]]


def faults(books: Sequence[Book], rows: Rows) -> Iterator[Fault]:
    """Everything that is wrong in rows of the right shape."""
    begun = {book.id: book.since for book in books}
    own = {
        "limit": _limit, "value": _value, "choices": _choices, "reply": _reply, "ladder": _ladder,
        "clause": _clause,
    }  # fmt: skip
    tiers = {held.row.id for held in rows["tier"]}
    clauses = {f"{held.book}:{held.row.id}" for held in rows["clause"]}
    for kind, found in rows.items():
        for held in found:
            where = f"{kind}[{'、'.join(held.row.keys)}]"
            reasons = [*_source(held, found), *_dates(held, found, begun)]
            if kind in own:
                reasons += own[kind](held.row)
            if kind in ("limit", "ladder"):
                reasons += _tiers(held.row.tiers, tiers)
            if kind == "choices":
                reasons += _tiers([c.tier for c in held.row.choice if c.tier], tiers)
            reasons += _cited(held, clauses, set(begun))
            for key, reason in reasons:
                yield Fault(file=f"{held.book}.toml", key=f"{where}.{key}", reason=reason)


def notice(given: Notice, stem: str) -> Iterator[str]:
    """What is wrong in a holiday notice named `stem`."""
    days = [day for holiday in given.holiday for day in holiday.days]
    if stem != f"calendar-{given.year}":
        yield f"文件名与年份{given.year}不符"
    if not given.source.strip():
        yield "缺少来源（source）"
    for day in [*days, *given.shifted]:
        if day.year != given.year:
            yield f"{day}不在{given.year}年"
    for day in given.shifted:
        if day.weekday() < 5:
            yield f"{day}是周一至周五，不是调休上班的周末"
        if day in days:
            yield f"{day}既放假又上班"


def _source(held: Held, found: Sequence[Held]) -> Found:
    if held.row.source.strip():
        return
    keys = set(held.row.keys)
    earlier = [h.book for h in found if h.layer < held.layer and keys & set(h.row.keys)]
    replaced = f"，替代前册“{earlier[-1]}”的值须写明来源" if earlier else ""
    yield "source", f"缺少来源（source）{replaced}"


def _dates(held: Held, found: Sequence[Held], begun: Mapping[str, Any]) -> Found:
    row, since = held.row, held.row.since
    if held.book in begun and since < begun[held.book]:
        yield "from", f"日期{since}早于本册生效日期{begun[held.book]}"
    if row.until is not None and row.until <= since:
        yield "until", f"止日{row.until}不晚于起日{since}"
    for other in found:
        if other is held:
            return
        if other.book == held.book and set(other.row.keys) & set(row.keys):
            if other.row.since == since:
                yield "from", f"同一键在{since}有两个值"
            elif other.row.since > since:
                yield "from", f"日期次序不对：{since}写在{other.row.since}之后"


def _tiers(named: Sequence[str], known: set[str]) -> Found:
    for tier in named:
        if tier not in known:
            yield "tiers", f"没有“{tier}”这一分级"


def _cited(held: Held, clauses: set[str], books: set[str]) -> Found:
    row = held.row
    cited = [getattr(row, "clause", "")] + [c.clause for c in getattr(row, "choice", ())]
    for clause in cited:
        if clause and clause not in clauses and clause.split(":")[0] in books:
            yield "clause", f"没有条款“{clause}”"


def _span(text: str, key: str) -> Found:
    try:
        Span.parse(text)
    except ValueError as error:
        yield key, str(error)


def _limit(row: Any) -> Found:
    if row.unknown and row.within:
        yield "unknown", "既写了时限又写未知"
    elif not row.unknown and not row.within:
        yield "within", "缺少时限（within），确实未见的写 unknown = true"
    elif row.within:
        yield from _span(row.within, "within")
        if row.to_day_end and not re.fullmatch(r"\d+d", row.within):
            yield "to_day_end", "只有按日计的时限可以到当日结束"


def _value(row: Any) -> Found:
    if row.key not in VALUES:
        yield "key", f"不认识的键“{row.key}”"
    elif row.unknown:
        if row.value is not None:
            yield "unknown", "既写了值又写未知"
    elif reason := KINDS[VALUES[row.key]](row.value):
        yield "value", reason


def _is_clock(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(time.fromisoformat(value) or True)
    except ValueError:
        return False


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _is_hours(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"from", "until"}
        and all(_is_clock(v) for v in value.values())
    )


def _is_weights(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"response", "resolution", "satisfaction"}
        and all(_is_share(v) for v in value.values())
        and abs(sum(value.values()) - 1) < 1e-9
    )


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _refused(fits: Callable[[Any], bool], reason: str) -> Callable[[Any], str]:
    return lambda value: "" if fits(value) else reason


def _not_span(value: Any) -> str:
    if not isinstance(value, str):
        return "须是时限，如 5wd"
    return next((reason for _, reason in _span(value, "")), "")


KINDS: dict[str, Callable[[Any], str]] = {
    "span": _not_span,
    "clock": _refused(_is_clock, "须是时刻，如 17:30"),
    "bool": _refused(lambda v: isinstance(v, bool), "须是 true 或 false"),
    "int": _refused(lambda v: type(v) is int and v >= 0, "须是不小于0的整数"),
    "share": _refused(_is_share, "须在0到1之间"),
    "hours": _refused(_is_hours, '须写作 { from = "21:00", until = "08:00" }'),
    "weights": _refused(_is_weights, "三率权重须齐全，合计为1"),
    "names": _refused(_is_names, "须是名称列表"),
    "trigger": _refused(lambda v: v in ("deadline", "closure"), "须是 deadline 或 closure"),
    "early": _refused(lambda v: v in ("at_once", "wait"), "须是 at_once 或 wait"),
}  # fmt: skip


def _choices(row: Any) -> Found:
    if row.key not in CHOICES:
        yield "key", f"不认识的选项表“{row.key}”"
    ids = [choice.id for choice in row.choice]
    for choice in row.choice:
        if ids.count(choice.id) > 1:
            yield f"choice[{choice.id}]", "重复的选项"
        if choice.max:
            yield from _span(choice.max, f"choice[{choice.id}].max")
        if row.key == "reply.outcomes" and choice.id not in OUTCOMES:
            yield f"choice[{choice.id}]", "不认识的办理结果"


def _reply(row: Any) -> Found:
    if row.outcome not in OUTCOMES:
        yield "outcome", f"不认识的办理结果“{row.outcome}”"
    for part in (one for group in row.parts for one in group.split("|")):
        if part not in PARTS:
            yield "parts", f"不认识的答复要件“{part}”"


def _ladder(row: Any) -> Found:
    for step in row.steps:
        if step not in STEPS:
            yield "steps", f"不认识的环节“{step}”"
    for rung in row.rung:
        for name in rung.to:
            if name not in AUDIENCES:
                yield f"rung[{rung.id}].to", f"不认识的对象“{name}”"
        at, key = rung.at, f"rung[{rung.id}].at"
        if at == "0" or (at.endswith("%") and at[:-1].isdigit() and 0 < int(at[:-1]) < 100):
            continue
        if at[:1] not in ("+", "-") or at.startswith("-") and at.endswith("wd"):
            yield key, f"写法不对：“{at}”（应如 80%、0、+1d、+5wd、-2h）"
        else:
            yield from _span(at[1:], key)


def _clause(row: Any) -> Found:
    if row.unmeasured:
        if row.measure or row.ledger or row.of:
            yield "unmeasured", "既有计量又写明不计量"
        return
    if not row.measure:
        yield "measure", "没有计量（ledger、of、measure），也没有写明为何不计量（unmeasured）"
    elif (row.ledger, row.measure) not in MEASURES:
        yield "measure", f"台账“{row.ledger}”没有计量“{row.measure}”"
    elif row.of not in MEASURES[row.ledger, row.measure]:
        yield "of", f"台账“{row.ledger}”没有“{row.of}”"
    if row.target is not None and not 0 <= row.target <= 1:
        yield "target", "目标须在0到1之间"
