# SPDX-License-Identifier: Apache-2.0
"""运行指标 Metrics in the text form of Prometheus: how much, how late, what is stuck. No persons.

For the loopback, or with `Authorization: Bearer` and the value of `YINGDA_METRICS_TOKEN`.
"""

import hmac
import os
from collections.abc import Iterator

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

HERE = ("127.0.0.1", "::1")
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
TOKEN = "YINGDA_METRICS_TOKEN"

_SQL = """
select 'yingda_cases', 'stage', stage, count(*)::float from ledgers_caseline group by stage
union all
select 'yingda_overdue_clocks', 'step', step, count(*) from ledgers_clockline
  where stopped_at is null and not called_off and not paused and due_at < now() group by step
union all
select 'yingda_notices', 'state', state, count(*) from record_notice
  where state in ('waiting', 'dead') group by state
union all
select 'yingda_notice_oldest_seconds', '', '',
  coalesce(extract(epoch from now() - min(next_at)), 0) from record_notice
  where state = 'waiting' and next_at < now()
union all
select 'yingda_watcher_late_seconds', '', '',
  coalesce(extract(epoch from now() - min(next_at)), 0) from ledgers_clockline
  where next_at is not null and next_at < now()
union all
select 'yingda_record_entries', '', '', coalesce(max(id), 0) from record_entry
order by 1, 3
"""
HELP = {
    "yingda_cases": "诉求数，按环节 Cases by stage",
    "yingda_overdue_clocks": "超期仍在计时的时限 Clocks overdue, by step",
    "yingda_notices": "未送达的告知 Notices not delivered, by state",
    "yingda_notice_oldest_seconds": "最久未送的告知已过应送时间 Lateness of the sender",
    "yingda_watcher_late_seconds": "时限看守落后 Lateness of the clock watcher",
    "yingda_record_entries": "案卷条目的最大编号 Newest entry of the record",
}


def allowed(request: HttpRequest) -> bool:
    """From this machine itself (not passed on by a proxy), or with the token."""
    token = os.environ.get(TOKEN, "")
    said = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(said.encode(), token.encode()):
        return True
    passed_on = any(request.META.get(name) for name in FORWARDED)
    return request.META.get("REMOTE_ADDR") in HERE and not passed_on


def _lines() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(_SQL)
        rows = cursor.fetchall()
    before = ""
    for name, label, value, number in rows:
        if name != before:
            yield f"# HELP {name} {HELP[name]}"
            yield f"# TYPE {name} gauge"
            before = name
        yield f'{name}{{{label}="{value}"}} {number:.15g}' if label else f"{name} {number:.15g}"


@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """One statement, one page of numbers."""
    if not allowed(request):
        return HttpResponseForbidden("loopback or token only\n", content_type="text/plain")
    text = "\n".join(_lines()) + "\n"
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")
