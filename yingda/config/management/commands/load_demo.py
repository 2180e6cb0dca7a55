# SPDX-License-Identifier: Apache-2.0
"""装载演示城市 Load the demo city: its roster and the people who can sign in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from yingda.config import demo, demo_appeals, demo_knowledge


class Command(BaseCommand):
    """装载演示城市 Does only what is missing; refuses in a city that is not a demo."""

    help = "装载演示城市：名录和演示人员（只补缺少的；正式城市拒绝执行）"
    help_en = "Load the demo city: roster and people (only what is missing; refuses elsewhere)"

    def handle(self, **_options: Any) -> None:
        try:
            admitted = demo.prepare(told=self.tell)
        except demo.NotDemo as city:
            raise CommandError(
                _("“{city}”不是演示城市，不装载演示人员").format(city=city)
            ) from city
        except ValueError as fault:
            raise CommandError(str(fault)) from fault
        if admitted:
            self.stdout.write(_("{n}名演示人员可以登录").format(n=admitted))
        else:
            self.stdout.write(_("演示城市已就绪"))
        if appeals := demo_appeals.load():
            self.stdout.write(_("{n}件演示诉求（均为虚构）").format(n=appeals))
        if entries := demo_knowledge.load():
            self.stdout.write(_("{n}条演示词条（均为虚构）").format(n=entries))

    def tell(self, file: str, done: int, of: int) -> None:
        """One line for each thousand rows stored."""
        self.stdout.write(f"{file}: {done}/{of}")
