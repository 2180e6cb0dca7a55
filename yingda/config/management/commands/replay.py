# SPDX-License-Identifier: Apache-2.0
"""回放 Replay a CSV file of appeals, each at its own time."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from yingda.config import arguments
from yingda.config.replay import replay, sheet
from yingda.config.replay.telling import Telling, report


class Command(BaseCommand):
    """回放 See yingda.config.replay; meant for a database of its own."""

    help = "回放CSV来件：每件按自己的时间走一遍流程，逐行说明受理或拒绝的原因，可中断续办"
    help_en = "Replay a CSV of appeals, each at its own time; every row ends accepted or refused"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--map", type=Path, required=True, help=_("栏目对照（TOML）"))
        parser.add_argument("--from", type=arguments.day, dest="begins", metavar="DATE")
        parser.add_argument("--until", type=arguments.day, help=_("最后把时限看守到这一天"))
        parser.add_argument(
            "--speed", type=arguments.amount, default=0, help=_("时间的倍速；0为不等待")
        )
        parser.add_argument("--most", type=arguments.count, help=_("最多几行"))
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
        telling = Telling(self.stdout.write)
        until = options["until"] and sheet.midnight(options["until"])
        wished = {name: options[name] for name in ("speed", "resume")}
        fates = replay(rows, plan, told=telling.tell, watch_to=until, **wished)
        report(telling.ended(fates), options["report"])
        telling.sum_up(plan.note)
