# SPDX-License-Identifier: Apache-2.0
"""网址 The readings."""

from django.urls import path

from . import readings

urlpatterns = [path("readings/", readings.show, name="readings")]
