# SPDX-License-Identifier: Apache-2.0
"""演练 Simulate calls: callers and telephones that are none, on the loopback only."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from yingda.channels.phone.practice import simulate
from yingda.channels.phone.switch import installed
from yingda.config import arguments
from yingda.config.rounds import keep_on


class Command(BaseCommand):
    """演练 See yingda.channels.phone.practice."""

    help = "模拟来话与话机：有人接、有人等、有人挂断（仅限本机）"
    help_en = "Simulate callers and telephones on this machine, so that the screens live"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help=_("交换机的文件夹"))
        parser.add_argument("--rate", type=arguments.amount, default=0.2, help=_("每秒几通"))
        parser.add_argument("--minutes", type=arguments.amount, help=_("几分钟（不给则一直）"))

    def handle(
        self, folder: Path | None, rate: float, minutes: float | None, **_options: Any
    ) -> None:
        with simulate(installed(folder), rate) as rehearsal:
            rounds = None if minutes is None else max(1, int(minutes * 60 / rehearsal.every))
            keep_on(rehearsal.one_round, rounds)
