# SPDX-License-Identifier: Apache-2.0
"""尝试次数 Tries: how often somebody has tried, under a keyed hash that tells nobody who."""

from django.db import models


class Tries(models.Model):
    """So many tries since a moment. Old lines are deleted by the watcher's minute round."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    tries = models.IntegerField()
