# SPDX-License-Identifier: Apache-2.0
"""送达 Deliver the notices that wait, those of the channels included."""

import logging
from argparse import ArgumentParser
from importlib import import_module, util
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from yingda.config import arguments
from yingda.config.rounds import keep_on

REST = 0.5
FROM = "yingda.channels" if util.find_spec("yingda.channels") else "yingda.office.notices"

_log = logging.getLogger("yingda.send")


class Command(BaseCommand):
    """送达 See yingda.office.notices. Any number may run; each notice is delivered once."""

    help = "发送告知：站内立即送达，渠道外发失败则退避重试，多次失败列入死信"
    help_en = "Deliver notices: inside at once, by channels with retries, dead letters kept"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rounds", type=arguments.count, help=_("只发几轮（不给则一直发送）"))

    def handle(self, rounds: int | None = None, **_options: Any) -> None:
        keep_on(self.one_round, rounds)

    def one_round(self) -> float:
        """Everything that waits; the seconds to rest."""
        sent = import_module(FROM).deliver(timezone.now())
        if sent:
            _log.info("delivered: %d", sent)
        return 0.0 if sent else REST
