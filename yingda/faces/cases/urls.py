# SPDX-License-Identifier: Apache-2.0
"""网址 /cases/NUMBER/ for ever, its acts as nouns, its photos."""

from django.urls import path

from . import advice, views

urlpatterns = [
    path("cases/<str:no>/", views.page, name="case"),
    path("cases/<str:no>/photos/<str:photo_id>/", views.photo, name="case_photo"),
    path("cases/<str:no>/advice/", advice.advice, name="case_advice"),
    path("cases/<str:no>/<slug:slug>/", views.act, name="case_act"),
]
