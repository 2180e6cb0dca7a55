# SPDX-License-Identifier: Apache-2.0
"""网址 Addresses: each channel and face brings its own `urls.py`; faces stand at the root."""

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from yingda.config import health, metrics

handler500 = "yingda.config.lost.fault"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("metrics", metrics.metrics),
    path("admin/", admin.site.urls),
    *(
        path("", include(f"{package}.urls"))
        for package in (*settings.CHANNELS, *settings.FACES)
        if find_spec(f"{package}.urls") is not None
    ),
]
