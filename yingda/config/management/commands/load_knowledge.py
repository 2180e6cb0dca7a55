# SPDX-License-Identifier: Apache-2.0
"""装载知识库 Load entries of the knowledge base from a CSV file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from yingda.knowledge import load_entries


class Command(BaseCommand):
    """装载知识库 See yingda.knowledge.load_entries; ends with 1 when a row is at fault."""

    help = "从CSV文件装载知识库词条；有错则一行也不装"
    help_en = "Load entries of the knowledge base from a CSV file, all or nothing"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="CSV")
        parser.add_argument("--dry-run", action="store_true", help=_("只核对，不写入"))

    def handle(self, file: Path, dry_run: bool, **_options: Any) -> None:
        if not file.is_file():
            raise CommandError(_("没有这个文件：{file}").format(file=file))
        given: dict[str, Any] = {"by": "load_knowledge", "at": timezone.now(), "dry_run": dry_run}
        report = load_entries.load(file, told=self.tell, **given)
        for f in report.faults:
            self.stderr.write(f"{file.name}:{f.row}: {f.column}：{f.reason}")
        if report.faults:
            raise CommandError(_("{n}处错误，一行也没有装载").format(n=len(report.faults)))
        words = _("词条：新增{created}，变更{changed}，未变{unchanged}")
        self.stdout.write(words.format(**{n: getattr(report, n) for n in report.__struct_fields__}))

    def tell(self, done: int, of: int) -> None:
        """One line for each step."""
        self.stdout.write(f"{done}/{of}")
