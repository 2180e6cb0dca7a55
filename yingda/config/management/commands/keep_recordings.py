# SPDX-License-Identifier: Apache-2.0
"""封录 Keep recordings: seal those of finished calls, destroy those whose time is over."""

import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from yingda.channels.phone.switch import installed
from yingda.config import arguments
from yingda.config.rounds import keep_on
from yingda.office import recording

BUSY, REST = 0.1, 5.0  # seconds between rounds

_log = logging.getLogger("yingda.recordings")


class Command(BaseCommand):
    """封录 See yingda.office.recording; may be broken off at any time."""

    help = "封录：通话结束的录音加密封存，期满的销毁；随时可中断"
    help_en = "Seal the recordings of finished calls, destroy those whose time is over"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help=_("交换机的文件夹"))
        parser.add_argument("--rounds", type=arguments.count, help=_("只做几轮（不给则一直做）"))

    def handle(self, folder: Path | None, rounds: int | None = None, **_options: Any) -> None:
        self.switch = installed(folder)
        keep_on(self.one_round, rounds)

    def one_round(self) -> float:
        """Seal and destroy what is due; the seconds to rest."""
        now, plain = timezone.now(), self.switch.folder / "recordings"
        sealed = recording.seal_finished(self.switch.plan.switch, plain, now)
        gone = recording.let_expire(now)
        if sealed or gone:
            _log.info("recordings: %d sealed, %d destroyed", sealed, gone)
        return BUSY if sealed or gone else REST
