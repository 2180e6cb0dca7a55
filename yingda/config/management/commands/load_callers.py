# SPDX-License-Identifier: Apache-2.0
"""装载来电名单 Load listed callers from a CSV file."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from yingda.flow.grammar import Person
from yingda.office import load_listed

BY = Person("load_callers", "administrator")


class Command(BaseCommand):
    """装载来电名单 See yingda.office.load_listed; ends with 1 when a row was refused."""

    help = "从CSV文件装载来电名单（优先、专门队列）；逐行报告，可重复执行"
    help_en = "Load listed callers (priority, own queue) from a CSV file, row by row"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="CSV")
        parser.add_argument("--dry-run", action="store_true", help=_("只核对，不写入"))

    def handle(self, file: Path, dry_run: bool, **_options: Any) -> None:
        if not file.is_file():
            raise CommandError(_("没有这个文件：{file}").format(file=file))
        counts: Counter[str] = Counter()
        for row in load_listed.load(file, BY, timezone.now(), dry_run):
            counts[row.done] += 1
            if row.refusal:
                self.stderr.write(f"{file.name}:{row.row}: {_(row.refusal.words)}")
        words = _("名单：列入{put}，已有{known}，拒收{refused}")
        self.stdout.write(words.format(**{n: counts[n] for n in ("put", "known", "refused")}))
        if counts["refused"]:
            raise CommandError(_("{n}行没有装载").format(n=counts["refused"]))
