# SPDX-License-Identifier: Apache-2.0
"""回放情况 Telling how a replay goes, and what became of its rows."""

import csv
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from . import Fate, Tally


class Telling:
    """Says on one line every three seconds how far the replay is, and sums up at the end."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self.say = say
        self.begun = self.shown = time.monotonic()
        self.tally = Tally()

    def ended(self, fates: Iterable[Fate]) -> list[Fate]:
        """All that ended, also when the replay is broken off."""
        found: list[Fate] = []
        try:
            found.extend(fates)
        except KeyboardInterrupt:
            self.say(_("已中断；加 --resume 接着办"))
        return found

    def tell(self, tally: Tally) -> None:
        """One line every three seconds."""
        self.tally = tally
        if time.monotonic() - self.shown < 3:
            return
        self.shown = time.monotonic()
        words = _("{ended}/{of}行已有结果，{acts}步，时限{watched}次，回放到{at}，每秒{rate:.0f}步")
        steps = tally.acts.total() + tally.watched
        self.say(
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
        self.say(
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
                self.say(f"  {title}  {n:>6}  {what}")
        self.say(_("时限看守{n}次").format(n=t.watched))
        if note:
            self.say(note)


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
