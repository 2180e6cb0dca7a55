# SPDX-License-Identifier: Apache-2.0
"""装载法律 Load the law library from a folder or a tar of Markdown files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from yingda.knowledge import load_laws


class Command(BaseCommand):
    """装载法律 See yingda.knowledge.load_laws; ends with 1 when there is no law in the place."""

    help = "从文件夹或tar包装载法律库（每部法律一个Markdown文件）"
    help_en = "Load the law library from a folder or tar of Markdown files, one law a file"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", type=Path, metavar="DIR|TAR")
        parser.add_argument("--dry-run", action="store_true", help=_("只核对，不写入"))

    def handle(self, place: Path, dry_run: bool, **_options: Any) -> None:
        if not place.exists():
            raise CommandError(_("没有这个文件：{file}").format(file=place))
        try:
            report = load_laws.load(place, dry_run=dry_run, told=self.tell)
        except (OSError, ValueError) as fault:
            raise CommandError(_(str(fault))) from fault
        for f in report.faults:
            self.stderr.write(f"{f.file}: {_(f.reason)}")
        words = _("法律：新增{created}，变更{changed}，未变{unchanged}；条文{articles}条")
        self.stdout.write(words.format(**{n: getattr(report, n) for n in report.__struct_fields__}))
        self.stdout.write(_("只核对，没有写入") if dry_run else _("法律库已装载"))

    def tell(self, done: int, of: int) -> None:
        """One line for each hundred editions."""
        self.stdout.write(f"{done}/{of}")
