# SPDX-License-Identifier: Apache-2.0
"""WSGI: the door for granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingda.config.settings")
application = get_wsgi_application()
