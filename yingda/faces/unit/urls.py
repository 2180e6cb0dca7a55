# SPDX-License-Identifier: Apache-2.0
"""网址 The lists of a unit."""

from django.urls import path

from . import views

urlpatterns = [
    path("unit/", views.to_do, name="to_do"),
    path("unit/all/", views.everything, name="unit_all"),
    path("unit/copies/", views.copies, name="unit_copies"),
]
