# SPDX-License-Identifier: Apache-2.0
"""网址 The hotline's worklists."""

from django.urls import path

from . import views

urlpatterns = [
    path("dispatch/", views.board, name="board"),
    path("dispatch/asked/", views.asked, name="asked"),
    path("dispatch/consulting/", views.consulting, name="consulting"),
    path("dispatch/review/", views.review, name="review"),
    path("dispatch/overdue/", views.overdue, name="overdue"),
    path("dispatch/all/", views.everything, name="all_cases"),
]
