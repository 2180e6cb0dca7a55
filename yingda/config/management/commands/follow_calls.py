# SPDX-License-Identifier: Apache-2.0
"""跟读话务 Follow the books of a running switch."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from yingda.config import arguments, call_book
from yingda.config.rounds import keep_on


class Command(BaseCommand):
    """跟读话务 See yingda.office.following. One for each switch."""

    help = "跟读交换机的话务文件：新的整行随到随记，换文件、中断后都从上次的位置接着读"
    help_en = "Follow a switch's books: every new line at once, across rotation and restarts"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--queue-log", type=Path, metavar="FILE")
        parser.add_argument("--cel", type=Path, metavar="FILE")
        call_book.wiring(parser)
        parser.add_argument("--rounds", type=arguments.count, help=_("只读几轮（不给则一直跟读）"))

    def handle(self, rounds: int | None = None, **options: Any) -> None:
        named = ((kind, options[kind]) for kind in ("cel", "queue_log"))
        books = [call_book.book(kind, path, None, options) for kind, path in named if path]
        if not books:
            raise CommandError(_("须给出 --cel 或 --queue-log"))
        keep_on(lambda: call_book.one_round(books), rounds)
