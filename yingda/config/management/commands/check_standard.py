# SPDX-License-Identifier: Apache-2.0
"""核对服务标准 Check the books of the standard; ends with 1 and a list when one is at fault."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from yingda.standard import BadBook, load, show


class Command(BaseCommand):
    """核对服务标准 See yingda.standard.checks."""

    help = "核对服务标准各册：差错列出文件、键、原因；缺节假日安排的年份给出警告"
    help_en = "Check the books of the standard: faults by file, key, reason; years without holidays"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("books", nargs="*", metavar="BOOK")

    def handle(self, books: list[str], **_options: Any) -> None:
        try:
            standard = load(books or settings.CITY.books)
        except BadBook as bad:
            raise CommandError("\n".join(show.checked(bad.faults))) from bad
        for line in show.sound(standard, timezone.localdate()):
            self.stdout.write(line)
