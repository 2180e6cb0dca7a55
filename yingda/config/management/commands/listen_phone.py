# SPDX-License-Identifier: Apache-2.0
"""倾听 Listen to the switch: show its present, read its books, carry out orders, until stopped."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from yingda.channels.phone.listen import Listener
from yingda.channels.phone.orderly import standing
from yingda.channels.phone.switch import installed
from yingda.config import arguments
from yingda.config.rounds import keep_on


class Command(BaseCommand):
    """倾听 See yingda.channels.phone.listen."""

    help = "倾听电话交换机：现况即时显示，话务簿随时跟读；断线自动重连"
    help_en = "Listen to the telephone switch: its present at once, its books read on; reconnects"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help=_("交换机的文件夹"))
        parser.add_argument("--present", action="store_true", help=_("只看现况，不读话务簿"))
        parser.add_argument("--rounds", type=arguments.count, help=_("只听几轮（不给则一直听）"))

    def handle(
        self, folder: Path | None, present: bool, rounds: int | None = None, **_options: Any
    ) -> None:
        switch = installed(folder)
        listener = Listener(switch, reads=not present)
        try:
            with standing(switch):
                keep_on(listener.one_round, rounds)
        finally:
            listener.close()
