# SPDX-License-Identifier: Apache-2.0
"""导入话单 Import the calls of a switch's file: queue_log, CEL, or any table with a map."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from yingda.calls import sheet
from yingda.config import call_book
from yingda.office import following


class Command(BaseCommand):
    """导入话单 See yingda.office.following; again and again is the same as once."""

    help = "导入话务文件（queue_log、cel 或带栏目对照的 csv）：可试读、可续读，重复导入只算一次"
    help_en = "Import a switch's file (queue_log, cel, csv with a map); twice counts once"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=following.KINDS)
        parser.add_argument("file", type=Path, metavar="FILE")
        call_book.wiring(parser)
        parser.add_argument("--map", type=Path, help=_("栏目对照（TOML），csv 必需"))
        parser.add_argument("--dry-run", action="store_true", help=_("只试读，不写入"))
        parser.add_argument("--resume", action="store_true", help=_("从上次读到的地方接着读"))

    def handle(self, kind: str, file: Path, map: Path | None, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(_("没有这个文件：{file}").format(file=file))
        try:
            book = call_book.book(kind, file, map, options)
            steps = following.rehearse(book)
            if not options["dry_run"]:
                steps = following.read_on(book, afresh=not options["resume"])
            for line in call_book.told(steps, options["dry_run"]):
                self.stdout.write(line)
        except (sheet.BadMap, OSError) as fault:
            raise CommandError(str(fault)) from fault
        if book.plan and book.plan.note:
            self.stdout.write(book.plan.note)
