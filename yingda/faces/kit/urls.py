# SPDX-License-Identifier: Apache-2.0
"""网址 Sign-in and out, language, notices, the pattern page."""

from django.urls import path

from . import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("language/", views.language, name="language"),
    path("notices/", views.received, name="notices"),
    path("units/", views.units, name="units"),
    path("kit/", views.patterns, name="kit"),
    path("", views.home, name="home"),
]
