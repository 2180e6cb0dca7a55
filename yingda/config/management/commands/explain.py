# SPDX-License-Identifier: Apache-2.0
"""说明时限 Explain why each deadline of a case is what it is."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from yingda.flow.number import heard
from yingda.office import explaining, read


class Command(BaseCommand):
    """说明时限 See yingda.office.explaining."""

    help = "说明一件诉求的每个时限：计了哪些时间、何种日子、暂停、条款、出处、版本"
    help_en = "Why each deadline of a case is what it is: time counted, pauses, clause, edition"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", metavar="CASE", help=_("诉求编号"))

    def handle(self, number: str, **_options: Any) -> None:
        if heard(number) is None:
            raise CommandError(_("编号应为13位数字，末位是校验位：请核对，可能有一位写错了"))
        story = read(heard(number) or number)
        if story is None:
            raise CommandError(_("没有这件诉求"))
        for line in explaining.lines(story, timezone.now()):
            self.stdout.write(line)
