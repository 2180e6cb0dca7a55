# SPDX-License-Identifier: Apache-2.0
"""网址 The public's pages; the home page `/` is the kit's and shows `portal/home.html`."""

from django.urls import path

from . import law, suggestions, views

app_name = "portal"
urlpatterns = [
    path("appeal/", views.appeal, name="appeal"),
    path("appeal/suggestions/", suggestions.suggestions, name="suggestions"),
    path("appeal/sent/", views.sent, name="sent"),
    path("law/<int:nth>/<str:number>/", law.article, name="law"),
    path("q/", views.look_up, name="look_up"),
    path("q/leave/", views.leave, name="leave"),
    path("q/<str:no>/", views.case, name="case"),
    path("q/<str:no>/photos/<uuid:photo_id>/", views.photo, name="photo"),
    path("q/<str:no>/<slug:name>/", views.act, name="act"),
]
