"""One settings file, read from the environment; `.env.example` is its manual.

Whatever is left out gets a safe production value, and what has none (the secret key, the
database, Redis) stops the start with its name. `DEMO=1` is the only switch that relaxes
anything: plain HTTP on loopback, the demo sign-ins and the mailbox page.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from celery.schedules import crontab, schedule
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)

# What kind of installation this is ---------------------------------------------------------

DEMO: bool = env.bool("DEMO", default=False)
DEBUG = False
SECRET_KEY: str = env.str("SECRET_KEY")
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

BASE_URL: str = env.str(
    "BASE_URL", default="http://localhost:8000" if DEMO else "https://localhost"
)
"""Where the portal is reached; mails, feeds and PDFs build their addresses on it."""
ALLOWED_HOSTS: list[str] = env.list(
    "ALLOWED_HOSTS",
    default=["localhost", "127.0.0.1", "[::1]"] if DEMO else [urlsplit(BASE_URL).hostname or ""],
)
LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "::1"}
if DEMO and not set(ALLOWED_HOSTS) <= LOOPBACK:
    raise ImproperlyConfigured(
        "DEMO=1 only serves this machine: ALLOWED_HOSTS may name loopback only."
    )

INSTALLED_APPS = [
    "config",
    "meetings",
    "projects",
    "ideas",
    "committee",
    "portal",
    "portal.search",
    "portal.discussion",
    "portal.notifications",
    "portal.writing",
    "portal.documents",
    "portal.drafts",
    "portal.people",
    "portal.jobs",
    "portal.audit",
    "portal.ui",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_prose_editor",
    "pghistory",
    "pgtrigger",
    "rules",
    "template_partials.apps.SimpleAppConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "config.apps.StaticFiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.ui.middleware.CompressedText",
    "portal.ui.middleware.request_id",
    "csp.middleware.CSPMiddleware",
    "portal.ui.middleware.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "portal.audit.middleware.actor_context",
    "portal.drafts.middleware.forget_sent",
    "portal.ui.middleware.sign_in_first",
    "committee.middleware.earlier_addresses",
    "portal.ui.middleware.no_null_characters",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Pages --------------------------------------------------------------------------------------

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.ui.context.page",
                "portal.notifications.context.unread",
                "committee.context.municipality",
            ],
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
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "portal.ui.templatetags.ui",
                "portal.ui.templatetags.lists",
                "portal.drafts.templatetags.drafts",
            ],
        },
    }
]
FORM_RENDERER = "portal.ui.forms.Renderer"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
BUILD_DIR = VAR_DIR / "build"
"""What `npm run build` makes of static/: the sources themselves are never served."""
STATICFILES_DIRS = [BUILD_DIR] if BUILD_DIR.is_dir() else []
MEDIA_ROOT = Path(env.str("FILES_DIR", default=str(VAR_DIR / "files")))
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.ui.storage.HashedStaticFiles"},
}
PRIVATE_FILES_BY_PROXY: str = env.str("PRIVATE_FILES_BY_PROXY", default="")
"""Internal location of nginx for X-Accel-Redirect, for example `/private/`; empty: Django sends."""
MAX_UPLOAD_BYTES: int = env.int("MAX_UPLOAD_BYTES", default=20 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# Language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "libraries"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# Data ---------------------------------------------------------------------------------------

DATABASES: dict[str, Any] = {"default": env.dj_db_url("DATABASE_URL")}
DATABASES["default"] |= {"ENGINE": "django.db.backends.postgresql", "ATOMIC_REQUESTS": False}
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
POOL_SIZE: int = env.int("DATABASE_POOL_SIZE", default=0)
if POOL_SIZE:
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": POOL_SIZE, "timeout": 5}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL: str = env.str("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "portal.ui.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
PGHISTORY_APPEND_ONLY = True

# People -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:my-page"
ACCOUNT_ADAPTER = "portal.people.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "portal.people.adapter.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "portal.people.forms.SignupDetails"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_USER_DISPLAY = str
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
USERSESSIONS_TRACK_ACTIVITY = False

# Security -----------------------------------------------------------------------------------

SECURE_SSL_REDIRECT: bool = not DEMO and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
BEHIND_PROXY: bool = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Limits go by the visitor's address, not by the proxy's, which all of them share.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
SECURE_HSTS_SECONDS = 0 if DEMO else env.int("HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEMO
SECURE_HSTS_PRELOAD = not DEMO
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEMO
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    ("sessionid", "csrftoken") if DEMO else ("__Host-sessionid", "__Host-csrftoken")
)
CSRF_FAILURE_VIEW = "portal.ui.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [BASE_URL] if not DEMO else []
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # The nonce is sent only where a page asks for it: the rich text editor's import map.
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SILENCED_SYSTEM_CHECKS = [
    "security.W021",  # preload is the municipality's own decision where HSTS_SECONDS is lowered
]

# Work in the background -----------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 360,
    "socket_connect_timeout": 2,
    "socket_timeout": 20,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 600_000  # kB
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
JOB_LEASE_SECONDS: int = env.int("JOB_LEASE_SECONDS", default=60)
JOB_SWEEP_SECONDS: int = env.int("JOB_SWEEP_SECONDS", default=15)
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep-jobs": {"task": "jobs.sweep", "schedule": schedule(run_every=JOB_SWEEP_SECONDS)},
    "forget-old-sessions": {
        "task": "people.forget_old_sessions",
        "schedule": crontab(hour="3", minute="20"),
    },
    "forget-old-drafts": {
        "task": "drafts.forget_drafts",
        "schedule": crontab(hour="3", minute="30"),
    },
    "forget-unsent-ideas": {
        "task": "ideas.forget_drafts",
        "schedule": crontab(hour="3", minute="40"),
    },
    "mend-counts-of-ideas": {
        "task": "ideas.mend_counts",
        "schedule": crontab(hour="2", minute="40"),
    },
    "find-reminders-of-meetings": {
        "task": "meetings.find_reminders",
        "schedule": crontab(minute="*/10", hour="7-21"),
    },
    "read-published-files": {
        "task": "meetings.have_unread_read",
        "schedule": crontab(hour="1", minute="40"),
    },
    "mend-search": {"task": "search.mend", "schedule": crontab(hour="2", minute="10")},
    "thin-revisions": {
        "task": "writing.thin_revisions",
        "schedule": crontab(hour="4", minute="0"),
    },
    "renew-figures": {
        "task": "committee.renew_figures",
        "schedule": crontab(hour="4", minute="20", day_of_week="1"),
    },
    "remind-of-actions": {
        "task": "meetings.remind_of_actions",
        "schedule": crontab(hour="7", minute="10"),
    },
    "remind-of-answers": {
        "task": "meetings.remind_of_answers",
        "schedule": crontab(hour="7", minute="20"),
    },
    "forget-papers-for-readers": {
        "task": "meetings.forget_papers",
        "schedule": crontab(minute="25"),
    },
    "remove-unknown-blobs": {
        "task": "documents.remove_unknown_blobs",
        "schedule": crontab(hour="3", minute="50"),
    },
}

# Mail ---------------------------------------------------------------------------------------

EMAIL_BACKEND = env.str(
    "EMAIL_BACKEND",
    default="portal.notifications.demo_mailbox.Backend"
    if DEMO
    else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_HOST: str = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT: int = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER: str = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD: str = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS: bool = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="Samskab <samskab@example.dk>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Rich text: one allow-list for editor, page and PDF -----------------------------------------

RICH_TEXT_EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [4]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HardBreak": True,
}
DJANGO_PROSE_EDITOR_MENU_GROUPS = [
    {"group": "marks"},
    {"group": "headings"},
    {"group": "lists"},
    {"group": "nodes -blockType -lists"},
    {"group": "link"},
    {"group": "table"},
]

# What people write -----------------------------------------------------------------------------

COMMENT_EDIT_MINUTES: int = env.int("COMMENT_EDIT_MINUTES", default=15)

# What is found, by the apps' own words (see `portal.search.sources`) --------------------------

SEARCH_SOURCES = ["ideas.search.Ideas", "meetings.search.Items", "meetings.search.Attachments"]

# Logs -----------------------------------------------------------------------------------------

LOG_FORMAT: str = env.str(
    "LOG_FORMAT", default="text" if DEMO else "json", validate=lambda v: v in {"text", "json"}
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "portal.audit.logs.RequestIdFilter"}},
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
        },
        "text": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},  # its warnings quote the text
    },
}
