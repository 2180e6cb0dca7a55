# SPDX-License-Identifier: Apache-2.0
"""网址 The board and its parts."""

from django.urls import path

from . import board, controls, exclusions, incidents

urlpatterns = [
    path("wallboard/", board.page, name="wallboard"),
    path("wallboard/now/", board.part, name="wallboard_now"),
    path("wallboard/worst/", board.slow_part, name="wallboard_worst"),
    path("wallboard/seats/", controls.seats, name="wallboard_seats"),
    path("wallboard/seats/now/", controls.seats_part, name="wallboard_seats_now"),
    path("wallboard/seats/sit/", controls.sit, name="wallboard_sit"),
    path("wallboard/seats/<str:seat>/<slug:what>/", controls.act, name="wallboard_act"),
    path("wallboard/orders/<slug:no>/", controls.order, name="wallboard_order"),
    path("wallboard/log/", controls.log, name="wallboard_log"),
    path("wallboard/incidents/", incidents.page, name="wallboard_incidents"),
    path("wallboard/incidents/<int:no>/", incidents.one, name="wallboard_incident"),
    path("wallboard/incidents/<int:no>/end/", incidents.end, name="wallboard_incident_end"),
    path("wallboard/exclusions/", exclusions.page, name="wallboard_exclusions"),
    path("wallboard/exclusions/<int:no>/", exclusions.decide, name="wallboard_exclusion"),
]
