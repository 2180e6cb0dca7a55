# SPDX-License-Identifier: Apache-2.0
"""网址 The board and its parts."""

from django.urls import path

from . import board

urlpatterns = [
    path("wallboard/", board.page, name="wallboard"),
    path("wallboard/now/", board.part, name="wallboard_now"),
    path("wallboard/worst/", board.slow_part, name="wallboard_worst"),
]
