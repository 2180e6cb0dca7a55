# SPDX-License-Identifier: Apache-2.0
"""健康检查 Health: is the database there, and are its tables those of this code?"""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from psycopg_pool import PoolTimeout

_whole: set[bool] = set()


def pending() -> int:
    """How many migrations are not applied; remembered once there are none."""
    if True in _whole:
        return 0
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        _whole.add(True)
    return len(plan)


@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and no migration is pending, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        waiting = pending()
    except (DatabaseError, PoolTimeout):
        return JsonResponse({"database": "unreachable"}, status=503)
    found = {"database": "ok", "migrations_pending": waiting}
    return JsonResponse(found, status=503 if waiting else 200)
