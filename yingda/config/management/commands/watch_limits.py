# SPDX-License-Identifier: Apache-2.0
"""守时 Watch the clocks of all cases; once a minute seal the record and sweep up."""

import logging
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from yingda.config import arguments
from yingda.config.rounds import keep_on
from yingda.faces.kit import tries
from yingda.office import gathering, verifying, watching

SEAL_EVERY = timedelta(seconds=60)

_log = logging.getLogger("yingda.watch")


class Command(BaseCommand):
    """守时 See yingda.office.watching. Any number may run."""

    help = "时限看守：到点预警、催办、升级，暂停到期恢复；每分钟封存案卷"
    help_en = "Watch the clocks: warn, urge, escalate, end pauses; seal the record every minute"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rounds", type=arguments.count, help=_("只看几轮（不给则一直看守）"))

    def handle(self, rounds: int | None = None, **_options: Any) -> None:
        self.seal_at = timezone.now()
        keep_on(self.one_round, rounds)

    def one_round(self) -> float:
        """Everything that is due now; the seconds until something may be due again."""
        now = timezone.now()
        if looked := watching.watch_once(now):
            _log.info("due: %d", looked)
        if now >= self.seal_at:
            self.seal_at = now + SEAL_EVERY
            if sealed := verifying.seal_record():
                _log.info("sealed: %d", sealed)
            watching.let_follow_ups_expire(now)
            gathering.keep_up(now)
            tries.forget_old()
        return watching.rest()
