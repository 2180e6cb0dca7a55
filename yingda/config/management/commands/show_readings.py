# SPDX-License-Identifier: Apache-2.0
"""读数 Show the live reading of every clause of the standard."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from yingda import readings
from yingda.config import arguments, reading_table
from yingda.flow.limits import ZONE
from yingda.office import standard_in_force


class Command(BaseCommand):
    """读数 See yingda.readings."""

    help = "显示每个条款的读数：公式、目标、计入、按理由剔除、不剔除的值、区间、截至时刻"
    help_en = "The reading of every clause: formula, target, counted, excluded, whole, interval"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=arguments.moment, help=_("截至（本市时间）"))
        parser.add_argument("--unit", default="", help=_("只看一个承办单位（代码）"))
        parser.add_argument("--clause", default="", help=_("只看一个条款"))

    def handle(self, as_of: datetime | None, unit: str, clause: str, **_options: Any) -> None:
        at = as_of or timezone.now()
        at = at if at.tzinfo else at.replace(tzinfo=ZONE)
        standard = standard_in_force()
        found = readings.read(standard, at, unit, clause)
        if not found:
            raise CommandError(_("没有这个条款"))
        for line in reading_table.lines(found, readings.exclusion_names(standard, at)):
            self.stdout.write(line)
        if not unit and not clause:
            for line in reading_table.ranking(readings.standings(standard, at)):
                self.stdout.write(line)
            for line in reading_table.suggested(readings.suggested(at)):
                self.stdout.write(line)
