# SPDX-License-Identifier: Apache-2.0
"""装载名录 Load the roster from a folder of CSV files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from yingda.roster import load


class Command(BaseCommand):
    """装载名录 See yingda.roster.load; ends with 1 when a row is at fault."""

    help = "从CSV文件夹装载名录（单位、分类、区划、派单目录、人员）；有错则一行也不装"
    help_en = "Load the roster (units, subjects, places, directory, officers) from CSV files"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--dry-run", action="store_true", help=_("只核对，不写入"))

    def handle(self, folder: Path, dry_run: bool, **_options: Any) -> None:
        report = load.load(folder, dry_run=dry_run, told=self.tell)
        for f in report.faults:
            self.stderr.write(f"{f.file}:{f.row}: {f.column}“{f.value}”：{f.reason}")
        if report.faults:
            raise CommandError(_("{n}处错误，一行也没有装载").format(n=len(report.faults)))
        for file, c in report.counts.items():
            words = _("新增{created}，变更{changed}，未变{unchanged}")
            counts = words.format(created=c.created, changed=c.changed, unchanged=c.unchanged)
            self.stdout.write(f"{file}: {counts}")
        self.stdout.write(_("只核对，没有写入") if dry_run else _("名录已装载"))

    def tell(self, file: str, done: int, of: int) -> None:
        """One line for each thousand rows stored."""
        self.stdout.write(f"{file}: {done}/{of}")
