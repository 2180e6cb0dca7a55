# SPDX-License-Identifier: Apache-2.0
"""交换机 Set up the switch: bring Asterisk, write its configuration from the city file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from yingda.channels.phone import configuration
from yingda.channels.phone.program import NoProgram
from yingda.channels.phone.switch import SwitchFault, installed


class Command(BaseCommand):
    """交换机 See yingda.channels.phone.switch."""

    help = "架设电话交换机：下载 Asterisk、按城市设置写出全部配置；--check 只核对"
    help_en = "Set up the telephone switch from the city file; --check only compares and loads"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help=_("交换机的文件夹"))
        parser.add_argument("--check", action="store_true", help=_("只核对，不改动"))
        parser.add_argument("--practice", action="store_true", help=_("连同演练用的 SIPp"))
        parser.add_argument("--from", dest="may", action="append", default=[], metavar="IP/MASK")

    def handle(self, folder: Path | None, check: bool, practice: bool, **options: Any) -> None:
        switch, may = installed(folder), tuple(options["may"])
        try:
            if check:
                files = configuration.written(switch.plan, switch.place, switch.key, may)
                changed, wrong = configuration.differences(files, switch.folder), switch.check()
            else:
                switch.set_up(practice=practice, may_connect=may, say=self.stdout.write)
                changed, wrong = [], switch.check()
        except (SwitchFault, NoProgram, StopIteration) as error:
            raise CommandError(str(error) or _("这里没有交换机程序")) from error
        for name in changed:
            self.stdout.write(_("与城市设置不同：%(name)s") % {"name": name})
        for line in wrong:
            self.stdout.write(line)
        if changed or wrong:
            raise CommandError(_("交换机与城市设置不符"))
        self.stdout.write(_("交换机已就绪：%(place)s") % {"place": switch.folder})
