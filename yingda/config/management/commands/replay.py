# SPDX-License-Identifier: Apache-2.0
"""回放 Replay a CSV file of appeals, each at its own time."""

import csv
import time
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from yingda.config.replay import Fate, Tally, replay, sheet


class Command(BaseCommand):
    """回放 See yingda.config.replay; meant for a database of its own."""

    help = "回放CSV来件：每件按自己的时间走一遍流程，逐行说明受理或拒绝的原因，可中断续办"
    help_en = "Replay a CSV of appeals, each at its own time; every row ends accepted or refused"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--map", type=Path, required=True, help=_("栏目对照（TOML）"))
        parser.add_argument("--from", type=date.fromisoformat, dest="begins", metavar="DATE")
        parser.add_argument("--until", type=date.fromisoformat, help=_("最后把时限看守到这一天"))
        parser.add_argument("--speed", type=float, default=0, help=_("时间的倍速；0为不等待"))
        parser.add_argument("--most", type=int, help=_("最多几行"))
        parser.add_argument("--resume", action="store_true", help=_("接着上次未完的继续"))
        parser.add_argument("--report", type=Path, help=_("逐行结果写入此CSV"))

    def handle(self, file: Path, map: Path, **options: Any) -> None:
        try:
            plan = sheet.read_map(map)
            rows = sheet.read(file.read_bytes(), plan, options["begins"], options["most"])
        except (sheet.BadMap, sheet.BadSheet, OSError) as fault:
            raise CommandError(str(fault)) from fault
        with connection.cursor() as cursor:  # a lost tail is replayed again, under the same keys
            cursor.execute("set synchronous_commit = off")
        self.begun = self.shown = time.monotonic()
        until = options["until"] and sheet.midnight(options["until"])
        fates = replay(
            rows, plan, speed=options["speed"], resume=options["resume"], told=self.tell,
            watch_to=until,
        )  # fmt: skip
        report(list(fates), options["report"])
        self.sum_up(plan.note)

    def tell(self, tally: Tally) -> None:
        """One line every three seconds."""
        self.tally = tally
        if time.monotonic() - self.shown < 3:
            return
        self.shown = time.monotonic()
        words = _("{ended}/{of}行已有结果，{acts}步，时限{watched}次，回放到{at}，每秒{rate:.0f}步")
        steps = tally.acts.total() + tally.watched
        self.stdout.write(
            words.format(
                ended=tally.ended,
                of=tally.of,
                acts=tally.acts.total(),
                watched=tally.watched,
                at=tally.last and f"{tally.last:%Y-%m-%d}",
                rate=steps / (self.shown - self.begun),
            )  # fmt: skip
        )

    def sum_up(self, note: str) -> None:
        """What became of the rows, and of the acts."""
        t, seconds = self.tally, time.monotonic() - self.begun
        words = _(
            "共{of}行：受理{accepted}（其中先前已办{repeated}），拒绝{refused}；{seconds:.1f}秒"
        )
        self.stdout.write(
            words.format(
                of=t.of,
                accepted=t.accepted,
                repeated=t.repeated,
                refused=t.refused.total(),
                seconds=seconds,
            )  # fmt: skip
        )
        for title, counts in (
            (_("拒绝的行"), t.refused), (_("办成的步骤"), t.acts), (_("被拒的步骤"), t.acts_refused)
        ):  # fmt: skip
            for what, n in counts.most_common():
                self.stdout.write(f"  {title}  {n:>6}  {what}")
        self.stdout.write(_("时限看守{n}次").format(n=t.watched))
        if note:
            self.stdout.write(note)


def report(fates: list[Fate], path: Path | None) -> None:
    """Write the fate of every row to `path`."""
    if path is None:
        return
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        table = csv.writer(out)
        table.writerow(["row", "line", "result", "case", "reason"])
        for f in sorted(fates, key=lambda f: f.n):
            result = "accepted" if f.case_no else "refused"
            table.writerow([f.n, f.line, result, f.case_no, f.reason or "；".join(f.refused)])
