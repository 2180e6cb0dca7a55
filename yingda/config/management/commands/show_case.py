# SPDX-License-Identifier: Apache-2.0
"""案情 Show one case as prose."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from yingda.flow.number import heard
from yingda.office import prose, read


class Command(BaseCommand):
    """案情 See yingda.office.prose."""

    help = "显示一件诉求的全过程：何时、何人、做了什么（不含个人信息）"
    help_en = "Show everything that happened in a case: when, who, what (no personal particulars)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", metavar="NO", help=_("诉求编号"))

    def handle(self, number: str, **_options: Any) -> None:
        if heard(number) is None:
            raise CommandError(_("编号应为13位数字，末位是校验位：请核对，可能有一位写错了"))
        story = read(heard(number) or number)
        if story is None:
            raise CommandError(_("没有这件诉求"))
        for line in prose.lines(story):
            self.stdout.write(line)
