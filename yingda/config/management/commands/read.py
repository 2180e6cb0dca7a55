# SPDX-License-Identifier: Apache-2.0
"""阅读 Read a text and print what hints and wording see in it."""

import sys
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from yingda.config import arguments, read_hints, read_json, read_text
from yingda.wording.rules import Where


class Command(BaseCommand):
    """阅读 Prints hints, advice, figures of plainness and citations; stores nothing."""

    help = "阅读一段文字：提示（分级、性质、分类、地点等）、用语提醒、易读程度、引文"
    help_en = "Read a text: hints, advice on wording, how plain it is, its citations"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", help=_("文字；- 为标准输入，一行一段，逐行输出 JSON"))
        parser.add_argument("--speech", action="store_true")
        parser.add_argument("--outcome", default="")
        parser.add_argument("--on", type=arguments.day, default=None, metavar="YYYY-MM-DD")

    def handle(
        self, text: str, speech: bool, outcome: str, on: date | None, **_options: Any
    ) -> None:
        now = timezone.localtime()
        now = datetime.combine(on, now.timetz()) if on else now
        where: Where = "speech" if speech else "writing"
        if text == "-":
            for line in read_json.lines(sys.stdin, where, outcome, now):
                self.stdout.write(line)
            return
        for line in read_hints.lines(text, now):
            self.stdout.write(line)
        for line in read_text.lines(text, where, outcome, now.date()):
            self.stdout.write(line)
