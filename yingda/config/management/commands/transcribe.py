# SPDX-License-Identifier: Apache-2.0
"""转写 Transcribe calls: while they go on, or their sealed recordings afterwards."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from yingda.channels.phone.engines import NoEngine, chosen
from yingda.channels.phone.switch import installed
from yingda.channels.phone.taps import Taps
from yingda.config import arguments
from yingda.config.rounds import keep_on
from yingda.office import transcribing


class Command(BaseCommand):
    """转写 See yingda.channels.phone.taps and yingda.office.transcribing."""

    help = "转写：把通话实时送交城市设置中的引擎；--recordings 补转已封存的录音"
    help_en = "Send calls to the city's engine as they go on; --recordings: those already sealed"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help=_("交换机的文件夹"))
        parser.add_argument(
            "--recordings", type=arguments.count, metavar="N", help=_("补转最近几条录音后结束")
        )

    def handle(self, folder: Path | None, recordings: int | None, **_options: Any) -> None:
        switch = installed(folder)
        try:
            engine = chosen(switch.plan.transcriber)
        except NoEngine as why:
            raise CommandError(str(why)) from why
        if recordings is not None:
            for call, said in transcribing.catch_up(engine, switch.plan.transcriber, recordings):
                self.stdout.write(f"{call}: {said}")
            return
        taps = Taps(switch, engine)
        try:
            keep_on(taps.one_round)
        finally:
            taps.close()
