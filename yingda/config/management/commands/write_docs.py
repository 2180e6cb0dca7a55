# SPDX-License-Identifier: Apache-2.0
"""写文档 Write the documents that come from the code and the books."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from yingda.config import pages


class Command(BaseCommand):
    """写文档 See yingda.config.pages."""

    help = "生成文档：流程、流程图、服务标准（--check 只核对是否最新）"
    help_en = "Write the generated documents: flow, diagram, standard (--check: are they fresh?)"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help=_("只核对，不写入"))

    def handle(self, check: bool, **_options: Any) -> None:
        old = pages.stale()
        names = "、".join(path.name for path in old)
        if check and old:
            raise CommandError(_("文档已过时：{names}；请运行 make docs").format(names=names))
        text = pages.written()
        for path in old:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text[path], encoding="utf-8")
        self.stdout.write(_("已更新：{names}").format(names=names) if old else _("文档已是最新"))
