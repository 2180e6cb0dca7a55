# SPDX-License-Identifier: Apache-2.0
"""学习 Learn the hints of this city from its own labelled appeals."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from yingda.config import training


class Command(BaseCommand):
    """学习 See yingda.config.training; stores numbers, never texts."""

    help = "用本市自己的历史诉求（CSV）训练提示：逐行报错，报告未见过的事项上的正确率"
    help_en = "Train the hints on the city's own labelled appeals (CSV), with a report"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--of", choices=training.KINDS, default="subject")
        parser.add_argument("--title", default="title", help=_("标题栏"))
        parser.add_argument("--text", default="text", help=_("内容栏"))
        parser.add_argument("--label", default="label", help=_("标签栏"))
        parser.add_argument("--dry-run", action="store_true", help=_("只试读，不写入"))

    def handle(self, file: Path, of: str, dry_run: bool, **columns: Any) -> None:
        named = {name: columns[name] for name in ("title", "text", "label")}
        on = timezone.localdate()
        if not file.is_file():
            raise CommandError(_("没有这个文件：{file}").format(file=file))
        try:
            learnt = training.train(file, of, named, dry_run, on, self.stdout.write)
        except (OSError, UnicodeDecodeError) as fault:
            raise CommandError(str(fault)) from fault
        if not learnt:
            raise CommandError(_("没有学到：先改正上面各行"))
