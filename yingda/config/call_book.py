# SPDX-License-Identifier: Apache-2.0
"""话务簿 The book of calls for the terminal: reading files with progress, and the figures."""

import logging
import time
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from yingda import readings
from yingda.calls import cel, sheet
from yingda.calls.call import SHORT
from yingda.calls.facts import FAULTS
from yingda.calls.rates import CONVENTIONS, STRICTEST, Counts
from yingda.config import reading_table
from yingda.config.reading_table import percent, table
from yingda.faces.kit import names
from yingda.flow.limits import ZONE, day
from yingda.ledgers import calls
from yingda.measure import continuous
from yingda.office import calling, following
from yingda.office.following import Book, Progress
from yingda.standard import Standard

EVERY = 3.0  # seconds between two lines of progress
REST = 1.0  # seconds between two looks at a switch's books
OVER = timedelta(seconds=15)
TARGET = 0.95
OUTCOMES = {
    "open": "未定",
    "answered": "接听",
    "abandoned": "放弃",
    "left": "系统移出",
    "lost": "交换机丢失",
}
PHASES = {"": "", "greeting": "问候语中", "queue": "排队中", "ringing": "振铃中"}
WHYS = {
    "": "",
    "timeout": "超时",
    "key": "按键",
    "empty": "无坐席",
    "full": "队满",
    "withdrawn": "转回拨",
    "failed": "故障",
    "switch": "交换机重启",
}
KINDS = {"inbound": "呼入", "own": "不计（我方、回拨、空呼）", "test": "测试", "unknown": "未入队"}
DOUBTS = {
    "": "",
    "clock_back": "时钟倒退",
    "longer_than_a_day": "超过一天",
    "no_beginning": "没有开头",
}
GAPS = {
    "restart": "交换机重启",
    "serial": "缺信道号",
    "vanished": "文件未读完即消失",
    "cut": "文件被截短",
}
_log = logging.getLogger("yingda.calls")


def wiring(parser: ArgumentParser) -> None:
    """The options that say how a switch is wired."""
    parser.add_argument("--switch", default="a", help=_("交换机名，两台交换机须不同名"))
    parser.add_argument("--trunk", action="append", default=[], help=_("中继信道名的开头，可多个"))
    parser.add_argument("--number", action="append", default=[], help=_("热线号码，可多个"))
    parser.add_argument("--test-number", action="append", default=[], help=_("测试主叫，不计入"))


def book(kind: str, path: Path, plan: Path | None, options: Mapping[str, Any]) -> Book:
    """The file, and how it is to be read. Raises sheet.BadMap, OSError."""
    # A carrier may write the number in any form: with trunks, only those given choose among calls.
    numbers = options["number"] or ([] if options["trunk"] else [settings.CITY.number])
    wired = cel.Lines(
        trunks=tuple(options["trunk"]), numbers=frozenset(numbers),
        tests=frozenset(options["test_number"]),
    )  # fmt: skip
    read = sheet.read_map(plan.read_text(encoding="utf-8")) if plan else None
    return Book(switch=options["switch"], kind=kind, path=path, wired=wired, plan=read)


def told(steps: Iterable[Progress], dry: bool) -> Iterator[str]:
    """Progress every three seconds, then what became of the lines."""
    begun = shown = time.monotonic()
    done: dict[Path, Progress] = {}
    for progress in steps:
        done[progress.path] = progress
        if time.monotonic() - shown >= EVERY:
            shown = time.monotonic()
            share = progress.offset / progress.size if progress.size else 1
            yield _("{file}：{share}，{lines}行").format(
                file=progress.path.name, share=percent(share), lines=progress.lines
            )
    for p in done.values():
        words = _(
            "{file}：{lines}行，来话{calls}通，拒收{refused}处，缺口{gaps}处；{seconds:.1f}秒"
        )
        yield words.format(
            file=p.path.name, lines=p.lines, calls=len(p.calls), refused=sum(p.refused.values()),
            gaps=p.gaps, seconds=time.monotonic() - begun,
        )  # fmt: skip
        for fault, n in sorted(p.refused.items(), key=lambda item: -item[1]):
            where = _("第{lines}行").format(lines="、".join(map(str, p.places[fault])))
            more = " …" if n > len(p.places[fault]) else ""
            yield f"  {_('拒收')}  {n:>6}  {_(FAULTS[fault])}  {where}{more}"
    if not done:
        yield _("还没有一整行")
    if dry:
        yield _("试读：没有写入")


def one_round(books: Sequence[Book]) -> float:
    """Read on in every book that is there; the seconds until the next look."""
    for one in books:
        if not one.path.exists():
            _log.debug("%s: not there yet", one.path)
            continue
        try:
            for progress in following.read_on(one):
                if progress.lines:
                    _log.debug("%s: %d lines", one.kind, progress.lines)
        except OSError as fault:
            _log.warning("%s: %s", one.path, fault.strerror)
    return REST


def figures(
    standard: Standard, since: datetime, as_of: datetime, every: timedelta
) -> Iterator[str]:
    """Everything that is known of the telephone between two moments."""
    begins = f"{since.astimezone(ZONE):%Y-%m-%d %H:%M}"
    yield _("话务读数：{begins} 至 {ends}").format(
        begins=begins, ends=f"{as_of.astimezone(ZONE):%Y-%m-%d %H:%M}"
    )
    yield from _clauses(standard, as_of)
    yield from _continuous(since, as_of)
    found = calls.counts(since, as_of, OVER)
    whole = sum((c for _at, _why, c in found), Counts())
    yield ""
    yield from _conventions(whole, found)
    yield ""
    yield from _stretches(calls.counts(since, as_of, OVER, every, persons=False))
    yield from _outcomes(since, as_of)
    yield from _missing(since, as_of)


def _clauses(standard: Standard, as_of: datetime) -> Iterator[str]:
    of_calls = [c.key for c in standard.clauses(as_of.astimezone(ZONE).date())
                if c.ledger == "calls"]  # fmt: skip
    read = [r for key in of_calls for r in readings.read(standard, as_of, only=key)]
    yield from reading_table.lines(
        read, {k: names.choice_name(v) for k, v in calling.reasons(day(as_of)).items()}
    )


def _continuous(since: datetime, as_of: datetime) -> Iterator[str]:
    found = calls.moments(since, as_of)
    seen = continuous.standing(found, as_of, whole=True)
    if seen.now.counted or seen.worst:
        said = continuous.formula(seen, TARGET, "本期", found.waiting)
        yield _("连续24小时接通率（不剔除）：{share}；{said}").format(
            share=percent(seen.shown.share), said=said
        )


def _conventions(
    whole: Counts, found: Sequence[tuple[datetime | None, str, Counts]]
) -> Iterator[str]:
    short = _("短弃呼：不足{n}秒即挂断，{short}通").format(n=SHORT.seconds, short=whole.short)
    yield _("各种口径（不剔除；{short}；整秒时钟{inexact}通，按不利计）").format(
        short=short, inexact=whole.inexact
    )
    kept = sum((c for _at, why, c in found if not why), Counts())
    rows = [[_("口径"), _("值"), _("剔除后"), _("公式")]]
    for name, way in CONVENTIONS.items():
        rate = way.of(whole)
        title = _(way.name) + ("" if name not in STRICTEST else " *")
        rows.append([title, percent(rate.value), percent(way.of(kept).value), rate.formula])
    yield from table(rows)


def _stretches(found: Sequence[tuple[datetime | None, str, Counts]]) -> Iterator[str]:
    by_time: dict[datetime, Counts] = {}
    for begins, _why, counts in found:
        assert begins
        by_time[begins] = by_time.get(begins, Counts()) + counts
    rows = [[_("起"), _("呼入"), _("接听"), _("15秒内"), _("放弃"), _("移出"), _("丢失"),
             _("等待"), _("15秒接听率"), _("接通率")]]  # fmt: skip
    for begins, c in sorted(by_time.items()):
        rates = [percent(CONVENTIONS[name].of(c).value) for name in STRICTEST]
        amounts = (c.offered, c.answered, c.within, c.abandoned, c.left + c.full, c.lost, c.waiting)
        at = f"{begins.astimezone(ZONE):%m-%d %H:%M}"
        rows.append([at, *map(str, amounts), *rates])
    if by_time:
        yield from table(rows)


def _outcomes(since: datetime, as_of: datetime) -> Iterator[str]:
    yield ""
    rows = [[_("来话"), _("结果"), "", _("存疑"), _("通")]]
    for row in calls.by_outcome(since, as_of):
        kind = _(KINDS[row["kind"]]) if not row["offered"] else _("呼入")
        words = PHASES[row["phase"]] or WHYS.get(row["why"], row["why"])
        detail = _(words) if words else ""
        doubt = _(DOUBTS[row["doubt"]]) if row["doubt"] else ""
        rows.append([kind, _(OUTCOMES[row["outcome"]]), detail, doubt, str(row["n"])])
    yield from table(rows)


def _missing(since: datetime, as_of: datetime) -> Iterator[str]:
    gaps, refused = calls.gaps(since, as_of), calls.refused()
    for gap in gaps:
        at = f"{gap.at.astimezone(ZONE):%m-%d %H:%M:%S}"
        missing = f" {gap.missing}" if gap.missing else ""
        yield f"{_('缺口')}  {gap.switch}  {at}  {_(GAPS[gap.kind])}{missing}"
    for row in refused:
        where = f"{row['book__switch']} {Path(row['book__path']).name}"
        at = _("第{first}–{last}行").format(first=row["first"], last=row["last"])
        yield f"{_('拒收')}  {where}  {_(FAULTS[row['fault']])}  {row['n']}  {at}"
