# SPDX-License-Identifier: Apache-2.0
"""话务读数 Show the figures of the telephone."""

from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from yingda.config import arguments, call_book
from yingda.flow.limits import ZONE
from yingda.office import standard_in_force


class Command(BaseCommand):
    """话务读数 See yingda.ledgers.calls."""

    help = "显示话务读数：15秒接听率、接通率及公式，连续24小时最低与余量，各种口径、缺口与拒收"
    help_en = "Figures of the telephone: both rates, the worst 24 hours, every convention, gaps"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=arguments.moment, help=_("截至（本市时间）"))
        parser.add_argument("--days", type=arguments.count, default=1, help=_("看几天"))
        parser.add_argument("--every", type=arguments.count, default=30, help=_("每段几分钟"))

    def handle(self, as_of: datetime | None, days: int, every: int, **_options: Any) -> None:
        at = as_of or timezone.now()
        at = at if at.tzinfo else at.replace(tzinfo=ZONE)
        since, step = at - timedelta(days=days), timedelta(minutes=every)
        for line in call_book.figures(standard_in_force(), since, at, step):
            self.stdout.write(line)
