"""One settings file for every engine and every place. What differs comes from the environment."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from saphan.config.home import PACKAGE, database, home_directory, secret_key

HOME = home_directory()
SECRET_KEY = secret_key(HOME)
DEBUG = os.environ.get("SAPHAN_DEBUG") == "1"
# Names under which the installation answers; more than loopback means TLS in front of it.
ALLOWED_HOSTS = [h for h in os.environ.get("SAPHAN_HOSTS", "").split(",") if h] or [
    "localhost",
    "127.0.0.1",
    "[::1]",
]
ON_LOOPBACK = set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]", "testserver"}
# Where people reach the installation; links in mails start with it.
PUBLIC_ADDRESS = os.environ.get("SAPHAN_URL", "").rstrip("/") or (
    "http://localhost:8000" if ON_LOOPBACK else f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
)
CSRF_TRUSTED_ORIGINS = [] if ON_LOOPBACK else [f"https://{host}" for host in ALLOWED_HOSTS]

INSTALLED_APPS = [
    "saphan.web",  # first, because its sign-in pages replace those that allauth brings along
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "saphan.workspace",
    "saphan.journal",
    "saphan.search",
    "saphan.administration",
    "saphan.listings",
    "saphan.tokens",
    "saphan.clients",
    "saphan.pipeline",
    "saphan.commerce",
    "saphan.extend",
    "saphan.measures",
    "saphan.exchange",
    "saphan.api",
]

MIDDLEWARE = [
    "saphan.api.middleware.ApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "saphan.web.arrival.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "saphan.web.arrival.AuthenticationMiddleware",
    "saphan.web.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "saphan.web.sessions.SessionLimitsMiddleware",
    "saphan.web.middleware.WorkspaceMiddleware",
    "saphan.web.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "saphan.config.urls"
API_URLCONF = "saphan.config.api_urls"
WSGI_APPLICATION = "saphan.config.wsgi.application"
AUTH_USER_MODEL = "workspace.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": database(HOME)}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            # As an app it would load the admin, of which there is none here.
            "libraries": {"partials": "template_partials.templatetags.partials"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "saphan.web.frame.frame",
            ],
        },
    }
]

# Every process must share the counters of the sign-in limiter, so memory of one process will not do.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("th", "ไทย")]
LOCALE_PATHS = [str(PACKAGE / "locale")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [path for path in [PACKAGE / "static"] if path.exists()]
MEDIA_ROOT = HOME / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": os.environ.get(
            "SAPHAN_STATIC_STORAGE",
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage",
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG
# Tests keep an import within the request, so that it sees their transaction.
IMPORTS_INLINE = os.environ.get("SAPHAN_IMPORTS_INLINE") == "1"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "saphan.web.arrival"
SESSION_COOKIE_NAME = "saphan_session" if ON_LOOPBACK else "__Host-saphan_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not ON_LOOPBACK
CSRF_COOKIE_NAME = "saphan_csrf" if ON_LOOPBACK else "__Host-saphan_csrf"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# A session ends after this long in any case, and earlier when nobody was seen for the idle time.
SESSION_COOKIE_AGE = int(os.environ.get("SAPHAN_SESSION_DAYS", "14")) * 24 * 3600
SESSION_IDLE_AGE = int(os.environ.get("SAPHAN_SESSION_IDLE_HOURS", "72")) * 3600
CSRF_COOKIE_HTTPONLY = False
SECURE_SSL_REDIRECT = not ON_LOOPBACK and os.environ.get("SAPHAN_TLS_IN_FRONT") != "1"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("SAPHAN_TLS_IN_FRONT") == "1" else None
)
SECURE_HSTS_SECONDS = 0 if ON_LOOPBACK else 31_536_000

# Browsers apply form-action to redirects too, and single sign-on starts with a form.
SIGN_IN_PROVIDER = [
    f"{parts.scheme}://{parts.netloc}"
    for parts in [urlsplit(os.environ.get("SAPHAN_OIDC_SERVER", ""))]
    if parts.netloc
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *SIGN_IN_PROVIDER],
        "frame-ancestors": [NONE],
    }
}

EMAIL_BACKEND = os.environ.get("SAPHAN_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_HOST = os.environ.get("SAPHAN_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("SAPHAN_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("SAPHAN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SAPHAN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("SAPHAN_SMTP_TLS") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("SAPHAN_MAIL_FROM", "Saphan <saphan@localhost>")

from saphan.config.sign_in import *  # noqa: E402, F403

if SOCIALACCOUNT_PROVIDERS:  # noqa: F405
    INSTALLED_APPS += ["allauth.socialaccount.providers.openid_connect"]  # brings a whole HTTP client along
