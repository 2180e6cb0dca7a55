# SPDX-License-Identifier: Apache-2.0
"""重写台账 Write all ledgers afresh from the record."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from yingda.config import arguments, rebuild
from yingda.office import rebuilding


class Command(BaseCommand):
    """重写台账 See yingda.office.rebuilding. The system may go on meanwhile."""

    help = "重写台账：从案卷逐页重写全部台账，系统可照常运行"
    help_en = "Write all ledgers afresh from the record, page by page, while the system runs"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--processes", type=arguments.count, default=2, help=_("几个进程分担"))

    def handle(self, processes: int, **_options: Any) -> None:
        (of, entries), begun = rebuilding.total(), time.monotonic()
        cases, written = 0, 0
        for done, read in rebuild.shared(processes):
            cases, written = cases + done, written + read
            rate = written / max(time.monotonic() - begun, 0.001)
            words = _("{cases}/{of}件，{written}/{entries}条，每秒{rate:.0f}条")
            self.stdout.write(
                words.format(cases=cases, of=of, written=written, entries=entries, rate=rate)
            )
        strays = rebuilding.drop_strays()
        words = _("台账已重写：{cases}件，{written}条；删去无案卷的{strays}行")
        self.stdout.write(words.format(cases=cases, written=written, strays=strays))
