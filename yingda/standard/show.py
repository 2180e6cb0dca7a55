# SPDX-License-Identifier: Apache-2.0
"""示册 Show: the standard for people - as lines for a terminal, as Markdown for the documents.

Every line has its value, source and the day from which it holds.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from .checks import Fault
from .clause import Clause, Span
from .in_force import Standard
from .rows import Held

STEPS = {
    "dispatch": "派单",
    "sign_in": "签收",
    "contact": "首次联系",
    "reply": "办理答复",
    "review": "审核",
    "follow_up": "回访",
    "whistle": "吹哨响应",
    "ruling": "异议裁定",
}
LAYERS = {
    "national": "国家",
    "province": "省",
    "city": "市",
    "draft": "征求意见稿",
    "demo": "演示",
}
ACTS = {
    "warn": "提醒",
    "urge": "催办",
    "escalate": "提级",
    "notify_head": "报负责人",
    "accountability": "问责",
}


def checked(faults: tuple[Fault, ...]) -> Iterator[str]:
    """What `check_standard` prints for faulty books: one line each, then how many."""
    yield from (fault.words for fault in faults)
    yield f"共{len(faults)}处差错"


def sound(standard: Standard, today: date) -> Iterator[str]:
    """What `check_standard` prints for sound books, with a warning for years without a notice."""
    for book in standard.books:
        yield f"✓ {book.id}：{book.title}"
    counts = sum(len(rows) for rows in standard.rows.values())
    yield f"{len(standard.books)}册，{counts}项，没有差错"
    for warning in standard.warnings(today, date(today.year + 1, 12, 31)):
        yield f"⚠ {warning}"


def measured(clause: Clause) -> str:
    """How a clause is measured, or why not."""
    if clause.unmeasured:
        return f"不计量：{clause.unmeasured}"
    narrowed = "，".join(f"{key}={value}" for key, value in clause.options.items())
    target = "" if clause.target is None else f"，目标 {clause.target:.0%}"
    return f"{clause.ledger}.{clause.of} {clause.measure}{target}" + (
        narrowed and f"（{narrowed}）"
    )


def lines(standard: Standard, on: date) -> Iterator[str]:
    """What `show_standard` prints: the clauses and limits in force on `on`."""
    yield f"服务标准 {standard.edition(on)}，{on.isoformat()}现行"
    for book in standard.books:
        yield f"\n{book.title}（{book.id}，{LAYERS[book.layer]}，自{book.since}）"
        for clause in standard.clauses(on):
            if clause.book == book.id:
                yield f"  {clause.id:<18} {clause.words}"
                yield f"  {'':<18} {measured(clause)}；{clause.source}，自{clause.since}"
    yield "\n现行时限"
    for step, name in STEPS.items():
        for tier in standard.tiers:
            held = standard.limit(step, tier.id, on)
            if held:
                where = f"{held.row.source}，自{held.row.since}"
                yield f"  {name}·{tier.name}：{_within(held)}；{where}"


def markdown(standard: Standard) -> str:
    """`docs/standard.md`: every row of every book, whatever the day."""
    names = {tier.id: tier.name for tier in standard.tiers}
    parts = [
        "<!-- SPDX-License-Identifier: Apache-2.0 -->",
        "<!-- 由 yingda show_standard --markdown 生成，请勿手改 · generated, do not edit -->",
        "# 服务标准 · The service standard",
        "每个值都有来源和生效日期；后册以来源替代前册；未见的写明未见。"
        "Every value has its source and the day from which it holds; what was not seen says so.",
    ]
    for book in standard.books:
        parts.append(f"## {book.title}\n\n{book.title_en}")
        parts.append(
            f"`{book.id}` · {LAYERS[book.layer]} · 来源 {book.source} · 自 {book.since.isoformat()}"
        )
        parts += _tables(standard, book.id, names)
    known = "、".join(str(year) for year in standard.calendar.years)
    parts.append("## 节假日安排 · Holiday notices")
    parts.append(f"已收录：{known}。其他年份按周一至周五推算，并在屏幕上警告。")
    parts += [
        _table(
            ("年", "来源"),
            [(str(y.year), y.source) for y in standard.calendar.years.values()],
        )
    ]
    return "\n\n".join(parts) + "\n"


def _tables(standard: Standard, book: str, names: dict[str, str]) -> Iterator[str]:
    own = {kind: [h for h in rows if h.book == book] for kind, rows in standard.rows.items()}
    shown = {
        "clause": (("条款", "要求", "Requirement", "计量"), _clause_row),
        "limit": (("环节", "分级", "时限", "条款"), lambda h: _limit_row(h, names)),
        "ladder": (("督办阶梯", "分级", "阶梯"), lambda h: _ladder_row(h, names)),
        "reply": (
            ("办理结果", "答复要件"),
            lambda h: (h.row.outcome, "、".join(_code(h.row.parts))),
        ),
        "choices": (("选项", "内容"), _choices_row),
        "value": (("键", "值"), lambda h: (f"`{h.row.key}`", _plain(h.row))),
    }
    for kind, (heads, cells) in shown.items():
        if own[kind]:
            rows = [(*cells(h), h.row.source, _dates(h)) for h in own[kind]]
            yield _table((*heads, "来源", "起止"), rows)


def _clause_row(held: Held) -> tuple[str, ...]:
    row = held.row
    how = measured(
        Clause(
            id=row.id, words="", source="", book=held.book, since=row.since, ledger=row.ledger,
            of=row.of, measure=row.measure, target=row.target, options=row.options,
            unmeasured=row.unmeasured,
        )
    )  # fmt: skip
    return row.id, row.words, row.words_en, how


def _limit_row(held: Held, names: dict[str, str]) -> tuple[str, ...]:
    tiers = "、".join(names.get(tier, tier) for tier in held.row.tiers)
    return STEPS[held.row.step], tiers, _within(held), held.row.clause


def _within(held: Held) -> str:
    row = held.row
    if row.unknown:
        return "未见"
    span = Span.parse(row.within)
    natural = "（自然时间）" if span.calendar == "natural" else ""
    receipt = "，收到当日计入" if row.counts_receipt_day else ""
    ends = "，至当日结束" if row.to_day_end else ""
    return f"{span.words}{natural}{receipt}{ends}"


def _ladder_row(held: Held, names: dict[str, str]) -> tuple[str, ...]:
    row = held.row
    rungs = "；".join(f"{r.at} {ACTS[r.act]} → {'、'.join(r.to)}" for r in row.rung)
    steps = "、".join(STEPS[step] for step in row.steps)
    return steps, "、".join(names.get(tier, tier) for tier in row.tiers), rungs


def _choices_row(held: Held) -> tuple[str, ...]:
    listed = "；".join(
        f"`{c.id}` {c.name}{'（最长' + Span.parse(c.max).words + '）' if c.max else ''}"
        for c in held.row.choice
    )
    return f"`{held.row.key}`", listed


def _plain(row: Any) -> str:
    if row.unknown:
        return "未见"
    if isinstance(row.value, list):
        return "、".join(_code(row.value))
    if isinstance(row.value, dict):
        return "；".join(f"{key} {value}" for key, value in row.value.items())
    return f"`{row.value}`"


def _code(words: Any) -> list[str]:
    return [f"`{word}`" for word in words]


def _dates(held: Held) -> str:
    row = held.row
    return f"{row.since.isoformat()} 起" + (f"，至 {row.until.isoformat()} 前" if row.until else "")


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)
