# SPDX-License-Identifier: Apache-2.0
"""网址 The operator's desk."""

from django.urls import path

from . import listed, views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/earlier/", views.earlier, name="earlier"),
    path("desk/registrations/", views.registration, name="registrations"),
    path("desk/callers/", listed.callers, name="listed_callers"),
    path("desk/follow-ups/", views.to_call, name="follow_ups"),
]
