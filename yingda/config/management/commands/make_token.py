# SPDX-License-Identifier: Apache-2.0
"""发令牌 make_token: give a machine a token; it is printed once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from yingda.channels.api import tokens
from yingda.config import arguments


class Command(BaseCommand):
    help = "发放接口令牌（只显示一次）"
    help_en = "Give a machine a token (shown once)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("owner", help="责任人 who answers for it")
        parser.add_argument("--name", default="", help="名称，默认同责任人")
        parser.add_argument("--scope", action="append", default=[], choices=list(tokens.SCOPES))
        parser.add_argument("--unit", default="", help="单位代码")
        parser.add_argument("--days", type=arguments.count, default=365, help="有效天数")
        parser.add_argument("--webhook", default="", help="回调地址")

    def handle(self, *args: Any, **options: Any) -> None:
        said = {name: options[name] for name in ("owner", "unit", "days", "webhook")}
        try:
            secret = tokens.make(
                name=options["name"] or options["owner"], scopes=options["scope"],
                now=timezone.now(), **said,
            )  # fmt: skip
        except ValueError as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(secret)
