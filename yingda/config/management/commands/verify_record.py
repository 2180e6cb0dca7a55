# SPDX-License-Identifier: Apache-2.0
"""验卷 Verify the record: any change, removal or insertion shows."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from yingda.office import rebuilding, verifying


class Command(BaseCommand):
    """验卷 See yingda.office.verifying; ends with 1 when anything is wrong."""

    help = "核验案卷：逐条核对链接与封存，发现任何改动、缺失、插入"
    help_en = "Verify the record: every entry and every seal; finds any change, removal, insertion"

    def handle(self, **_options: Any) -> None:
        cases, entries = rebuilding.total()
        words = _("核验{cases}件、{entries}条 …")
        self.stdout.write(words.format(cases=cases, entries=entries))
        found = 0
        for fault in verifying.faults():
            found += 1
            self.stderr.write(fault)
        if found:
            raise CommandError(_("案卷有{n}处不符").format(n=found))
        self.stdout.write(_("案卷完整，未发现改动"))
        if seal := verifying.newest_seal():
            self.stdout.write(_("最新封存（可抄录备查）：{seal}").format(seal=seal))
        elif entries:
            self.stderr.write(_("尚无封存：整件移除无法发现，请确认时限看守在运行"))
