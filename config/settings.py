"""
Settings, from the environment only; every variable is described in docs/settings.md.

Nothing is decided here that belongs to a floor above: this file wires.
"""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.environment import BASE_DIR, geo_library, read_environment, state_folder
from config.logging import configure_logging

env = read_environment()

VAR_DIR = state_folder()
DEMO: bool = env.bool("LICHTWEG_DEMO", default=False)
LAB_MODE: str = env.str("LICHTWEG_LAB", default="none")
# The machine's own network, by the inode of its namespace: there the lab touches nothing.
LAB_HOST_NAMESPACE: int | None = env.int("LICHTWEG_HOST_NETNS", default=0) or None
VERSION = "0.1.0"

# --- security ---------------------------------------------------------------------------------
SECRET_KEY: str = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    _key_file = VAR_DIR / "secret_key"
    if _key_file.is_file():
        SECRET_KEY = _key_file.read_text().strip()
    elif DEMO:
        # A demo on loopback without ./start (tests, checks): no data that a fixed key would open.
        SECRET_KEY = "demo-only-" + "0" * 48
    else:
        raise ImproperlyConfigured("SECRET_KEY is not set and VAR/secret_key does not exist.")
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The demo is plain HTTP on loopback; everything else is HTTPS only.
SECURE_SSL_REDIRECT = not DEMO
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEMO
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# --- parts ------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "accounts",
    "records",
    "inventory",
    "monitoring",
    "maps",
    "pages",
    "reports",
    "api",
    "lab",
    "config.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "leaflet",
    "django_htmx",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "pghistory",
    "pgtrigger",
    "axes",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "api.middleware.ApiHeadersMiddleware",
    "config.policy.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.frame",
            ],
            "libraries": {"importmap": "config.templatetags.importmap"},
        },
    },
]

# --- database ---------------------------------------------------------------------------------
GDAL_LIBRARY_PATH = GEOS_LIBRARY_PATH = geo_library()
_ENGINE = "django.contrib.gis.db.backends.postgis"
if env.str("DATABASE_URL", default=""):
    DATABASES: dict[str, dict[str, Any]] = {
        "default": {**env.db("DATABASE_URL"), "ENGINE": _ENGINE}
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": _ENGINE,
            "NAME": env.str("DB_NAME", default="lichtweg"),
            "HOST": env.str("PGHOST", default=str(VAR_DIR / "pgsock")),
            "USER": env.str("PGUSER", default="lichtweg"),
        }
    }
DATABASES["default"] |= {
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    # A database that does not answer is said within seconds, not after minutes. Compiling a query
    # takes longer than any of ours runs: 470 of 476 ms for the state of 98 circuits. An audit
    # trigger that does not find `pgtrigger.ignore` catches an exception a row, and each one looks
    # through all checks that wait: 432 audited rows took 470 ms instead of 20.
    "OPTIONS": {"connect_timeout": 3, "options": "-c jit=off -c pgtrigger.ignore={}"}
    | DATABASES["default"].get("OPTIONS", {}),
    "TEST": {"NAME": env.str("LICHTWEG_TEST_DB", default="test_lichtweg")},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The metric system of the city, in which all metres are stored; fixed by the first migration.
METRIC_SRID: int = env.int("LICHTWEG_METRIC_SRID", default=25832)

# --- people -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.PersonBackend",
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
# One guesser locks himself out, not the person whose name he tries (bad_inputs E06).
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_IPWARE_META_PRECEDENCE_ORDER = ["REMOTE_ADDR"]
AXES_VERBOSE = False
# Our own token takes its place: its migrations would make a table that nothing uses.
MIGRATION_MODULES = {"knox": None}
KNOX_TOKEN_MODEL = "accounts.ApiToken"  # noqa: S105 - a model, no secret
REST_KNOX = {
    "TOKEN_MODEL": KNOX_TOKEN_MODEL,
    "AUTH_HEADER_PREFIX": "Token",
    "AUTO_REFRESH": False,
    "TOKEN_TTL": None,
}
EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail://{VAR_DIR / 'mail'}")
globals().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="lichtweg@localhost")

# --- audit ------------------------------------------------------------------------------------
PGHISTORY_APPEND_ONLY = True
PGHISTORY_ADMIN_ALL_EVENTS = False

# --- language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
# Grouped by `monitoring.wording` where people read numbers; ids in templates must stay bare.
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = env.str("LICHTWEG_TIME_ZONE", default="Europe/Berlin")

# --- files ------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str(
            "LICHTWEG_STATICFILES",
            default="whitenoise.storage.CompressedManifestStaticFilesStorage",
        )
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- pages ------------------------------------------------------------------------------------
# How often an open page asks what has changed: more often where faults are played.
POLL_S = 5 if DEMO else 15
# Whom a school calls, in the words that its page shows; several lines are parted by "|".
FAULT_DESK: str = env.str(
    "FAULT_DESK",
    default="Störungsstelle der Stadt (Demo)|erfunden, bitte nicht anrufen|0000 000-0"
    if DEMO
    else "",
)

# --- maps -------------------------------------------------------------------------------------
# django-leaflet would call a foreign tile server: no tiles unless the operator names one.
BASE_MAP_URL: str = env.str("BASE_MAP_URL", default="")
BASE_MAP_ATTRIBUTION: str = env.str("BASE_MAP_ATTRIBUTION", default="")
LEAFLET_CONFIG: dict[str, Any] = {"TILES": [], "MAX_ZOOM": 20, "RESET_VIEW": False}

# --- REST face --------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.TokenInHeader"],
    "DEFAULT_PERMISSION_CLASSES": ["api.authentication.ReadsOrMayChange"],
    "DEFAULT_PARSER_CLASSES": ["api.parsers.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "api.pagination.NetBoxPagination",
    "DEFAULT_FILTER_BACKENDS": ["api.filters.StrictFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "api.schema.BulkAutoSchema",
    "DEFAULT_METADATA_CLASS": "api.metadata.ChoicesMetadata",
    "EXCEPTION_HANDLER": "api.errors.answer_error",
    "NON_FIELD_ERRORS_KEY": "__all__",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Lichtweg",
    "DESCRIPTION": "NetBox-shaped REST face; docs/api.md says what is kept of NetBox's contract.",
    "VERSION": VERSION,
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api",
}

# --- jobs and logs ----------------------------------------------------------------------------
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING: dict[str, Any] = configure_logging(env.str("LOG_LEVEL", default="INFO"))

# What was done by the clock every few seconds is not worth keeping; what failed is.
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful"}

# --- watching ---------------------------------------------------------------------------------
# Throughput tests by themselves: when (local time), how long, how far apart. The demo has its lab
# to itself and tests all day.
THROUGHPUT_WINDOW: str = env.str(
    "THROUGHPUT_WINDOW", default="00:00-24:00" if DEMO else "22:00-05:00"
)
THROUGHPUT_SECONDS: int = env.int("THROUGHPUT_SECONDS", default=2 if DEMO else 5)
THROUGHPUT_PAUSE_S: int = env.int("THROUGHPUT_PAUSE_S", default=20 if DEMO else 60)
THROUGHPUT_REST_H: int = env.int("THROUGHPUT_REST_H", default=1 if DEMO else 20)
# Who may read /metrics from elsewhere than this machine; empty: nobody.
METRICS_TOKEN: str = env.str("METRICS_TOKEN", default="")
# A supervisor asks on plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
