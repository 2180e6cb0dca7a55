# SPDX-License-Identifier: Apache-2.0
"""失联 Lost: what is answered when something broke - try again if the database is away.

Nothing was accepted when this is answered: an appeal is durable before it is acknowledged, and a
form sent again carries the same key.
"""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

SECONDS = 5


def fault(request: HttpRequest) -> HttpResponse:
    """503 with the time after which to try again for a lost connection; else a plain 500."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status, code = (503, "database_away") if away else (500, "fault")
    words = _("系统正在恢复，您填写的内容尚未提交，请稍后重试。")
    if not away:
        words = _("系统出现故障，已经记录，请稍后重试或联系管理员。")
    kind = "text/plain; charset=utf-8"
    if request.path.startswith("/api/"):
        words = f'{{"type": "about:blank", "status": {status}, "code": "{code}"}}'
        kind = "application/problem+json"
    answer = HttpResponse(words, status=status, content_type=kind)
    if away:
        answer["Retry-After"] = str(SECONDS)
    return answer
