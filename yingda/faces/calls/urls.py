# SPDX-License-Identifier: Apache-2.0
"""网址 Calls and missed callers."""

from django.urls import path

from . import call_backs, hearing, views

urlpatterns = [
    path("calls/", views.calls, name="calls"),
    path("calls/missed/", call_backs.persons, name="missed"),
    path("calls/missed/call-backs/", call_backs.call_back, name="call_backs"),
    path("calls/of/<str:call_id>/", views.beside_case, name="call_of_case"),
    path("calls/hearings/<uuid:heard_id>/sound.wav", hearing.sound, name="call_sound"),
    path("calls/<str:switch>/<str:call_id>/", views.call, name="call"),
    path("calls/<str:switch>/<str:call_id>/hearings/", hearing.hear, name="call_hearings"),
]
