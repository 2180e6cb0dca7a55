# SPDX-License-Identifier: Apache-2.0
"""换钥 Seal all particulars and photos again under the current key."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from yingda.office import resealing


class Command(BaseCommand):
    """换钥 See yingda.office.resealing; may be broken off and run again at any time."""

    help = "换钥：把个人信息和附件改用当前密钥重新加密；可随时中断、重跑"
    help_en = "Seal particulars and photos again under the current key; re-runnable"

    def handle(self, **_options: Any) -> None:
        done = 0
        for changed in resealing.reseal():
            done += changed
            self.stdout.write(_("已改用当前密钥：{n}项").format(n=done))
        current = next(iter(settings.SEALING_KEYS))
        self.stdout.write(_("全部使用密钥{key}，旧密钥可以撤下").format(key=current))
