# SPDX-License-Identifier: Apache-2.0
"""设置 Settings of the installation: the city file, the environment, and sane defaults."""

import os
from urllib.parse import unquote, urlsplit

from yingda.config import city, postgres, secrets

ROOT = city.ROOT
STATE = city.state(os.environ)
TESTING = bool(os.environ.get("YINGDA_TESTING"))
CITY = city.read(city.chosen(os.environ))

_keys = secrets.keys(STATE, os.environ)
SECRET_KEY = _keys.django
RECORD_KEY: bytes = _keys.record
SEALING_KEYS: dict[str, bytes] = _keys.sealing

DEBUG = os.environ.get("YINGDA_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("YINGDA_HOSTS", "*" if CITY.demo else "127.0.0.1,localhost").split(
    ","
)
CSRF_TRUSTED_ORIGINS = list(filter(None, os.environ.get("YINGDA_ORIGINS", "").split(",")))

THREADS = int(os.environ.get("YINGDA_THREADS", "3"))
_limits = os.environ.get("YINGDA_STATEMENT_TIMEOUT", "30s")
_url = urlsplit(os.environ.get("YINGDA_DATABASE_URL") or postgres.remembered_url(STATE / "pg"))
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _url.path.lstrip("/"),
        "USER": unquote(_url.username or ""),
        "PASSWORD": unquote(_url.password or ""),
        "HOST": _url.hostname or "",
        "PORT": str(_url.port or ""),
        # A health check would cost every request a round trip; a lost connection is answered 503.
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": 3,
            "application_name": "yingda",
            "options": f"-c statement_timeout={_limits} -c idle_in_transaction_session_timeout=20s"
            " -c jit=off",
            **(
                {} if TESTING else {"pool": {"min_size": 1, "max_size": THREADS + 1, "timeout": 10}}
            ),
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "yingda" / "locale", ROOT / "yingda/channels/phone/locale"]


def _there(names: tuple[str, ...], floor: str = "") -> list[str]:
    """The packages that exist; a room not built yet is left out. Looks, but imports nothing."""
    place = ROOT / "yingda" / floor
    packages = [name for name in names if (place / name / "__init__.py").is_file()]
    return [".".join(filter(None, ("yingda", floor, name))) for name in packages]


CHANNELS = _there(CITY.channels, "channels")
FACES = _there(CITY.faces, "faces")
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "ninja",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    *_there(("config", "roster", "record", "ledgers", "knowledge")),
    *CHANNELS,
    *FACES,
]
MIDDLEWARE = [
    "yingda.faces.kit.middleware.WithinReason",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "yingda.faces.portal.middleware.PublicCaseAddress",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "yingda.faces.kit.middleware.MarkedViews",
    "yingda.faces.kit.middleware.OwnContentOnly",
]
ROOT_URLCONF = "yingda.config.urls"
WSGI_APPLICATION = "yingda.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yingda.faces.kit.context.shown",
            ]
        },
    }
]

# The telephone at the desks; where the live stream is, and the line of seats in the browser.
PHONE = os.environ.get("YINGDA_PHONE", "") in ("1", "away")
LIVE = os.environ.get("YINGDA_LIVE", "")
LIVE_PORT = int(
    os.environ.get("YINGDA_LIVE_PORT") or int(os.environ.get("YINGDA_PORT") or 8000) + 1
)
PHONE_LINE = os.environ.get("YINGDA_PHONE_LINE", "")

STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("YINGDA_STATIC_ROOT") or None
_vendor = {
    "vendor/bootstrap": "bootstrap/dist/css", "vendor/htmx": "htmx.org/dist",
    "vendor/sip": "sip.js/lib",
}  # fmt: skip
STATICFILES_DIRS = [
    (prefix, str(ROOT / "node_modules" / folder))
    for prefix, folder in _vendor.items()
    if (ROOT / "node_modules" / folder).is_dir()
]
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = STATE / "media"
HINTS = STATE / "hints"

AUTHENTICATION_BACKENDS = ["yingda.faces.kit.accounts.WithOfficer"]
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator")
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if os.environ.get("YINGDA_HTTPS") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

# No request bodies, parameters or names of persons are ever logged.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("YINGDA_LOG", "INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.db.backends": {"level": "WARNING", "handlers": ["stderr"], "propagate": False},
    },
}
