# SPDX-License-Identifier: Apache-2.0
"""网址 The readings, and the desk of assessment."""

from django.urls import path

from . import desk, formula, readings

urlpatterns = [
    path("readings/", readings.show, name="readings"),
    path("reports/assessment/", desk.assessment, name="assessment"),
    path("reports/dead-letters/", desk.dead_letters, name="dead_letters"),
    path("reports/formula/", formula.formula, name="formula"),
    path("reports/hotspots/", desk.hot, name="hotspots"),
]
