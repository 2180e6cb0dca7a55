# SPDX-License-Identifier: Apache-2.0
"""示册 Show the standard: clauses and limits with values, sources and dates."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from yingda.standard import BadBook, load, show


class Command(BaseCommand):
    """示册 See yingda.standard.show."""

    help = "显示服务标准：条款、时限及其来源和生效日期（--markdown 生成文档）"
    help_en = (
        "Show the standard: clauses and limits with sources and dates (--markdown: the document)"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("books", nargs="*", metavar="BOOK")
        parser.add_argument("--markdown", action="store_true")

    def handle(self, books: list[str], markdown: bool, **_options: Any) -> None:
        try:
            standard = load(books or settings.CITY.books)
        except BadBook as bad:
            raise CommandError("\n".join(show.checked(bad.faults))) from bad
        if markdown:
            self.stdout.write(show.markdown(standard), ending="")
            return
        for line in show.lines(standard, timezone.localdate()):
            self.stdout.write(line)
