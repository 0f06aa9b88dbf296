"""One settings module for laptop, test and production; the environment says which.

RAADZAAL_HOME      folder for database, files and indexes (default ``var/``)
DATABASE_URL       another database, e.g. ``postgres://user@host/name``
RAADZAAL_DEMO      ``1`` turns on the show council: entry without password, mail kept on site
RAADZAAL_PROFILE   which council this is (default ``ser``)
RAADZAAL_ADDRESS   how addresses in mail and files begin, such as ``https://raad.example`` (default: the first trusted origin)
RAADZAAL_LIVE      where open pages of a meeting hear what happens: ``/`` behind a proxy, ``:8001`` for a port; empty: they ask
RAADZAAL_PROXIES   how many proxies stand before the house and add to X-Forwarded-For (default 0): who asks is read from there
RAADZAAL_API_PACE  questions a minute that one address may ask of the API, per web process (default 600)
SECRET_KEY, ALLOWED_HOSTS, CSRF_TRUSTED_ORIGINS, EMAIL_URL, OIDC_*   production
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.utils.translation import gettext_lazy as _

env = environ.Env()

HOME = Path(env("RAADZAAL_HOME", default="var")).resolve()
DEMO = env.bool("RAADZAAL_DEMO", default=False)
DEBUG = env.bool("RAADZAAL_DEBUG", default=False)
TESTING = env.bool("RAADZAAL_TESTING", default=False)
RAADZAAL_PROFILE = env("RAADZAAL_PROFILE", default="ser")


def _own_secret() -> str:
    """The installation's secret, made once and kept beside the database, readable by its owner only.

    Written whole before it gets its name: web server and worker may start together, and either may be stopped halfway.
    """
    HOME.mkdir(parents=True, exist_ok=True)
    path = HOME / "secret.key"
    if not path.exists():
        made = HOME / f"secret.key.{os.getpid()}"
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            path.hardlink_to(made)
        made.unlink()
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or _own_secret()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ADDRESS = env("RAADZAAL_ADDRESS", default="").rstrip("/") or next(iter(CSRF_TRUSTED_ORIGINS), "http://localhost:8000")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "raadzaal.demo",
    "raadzaal.site",
    "raadzaal.workspace",
    "raadzaal.record",
    "raadzaal.advice",
    "raadzaal.deliberation",
    "raadzaal.meetings",
    "raadzaal.publications",
    "raadzaal.correspondence",
    "raadzaal.texts",
    "raadzaal.council",
    "raadzaal.procedure",
    "raadzaal.accounts",
    "raadzaal.files",
    "raadzaal.journal",
    "raadzaal.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "raadzaal.accounts.middleware.ActorMiddleware",
    "raadzaal.site.middleware.SizeMiddleware",
    "raadzaal.accounts.middleware.SignInFirstMiddleware",
    "raadzaal.procedure.middleware.SentTwiceMiddleware",
]

ROOT_URLCONF = "raadzaal.conf.urls"
WSGI_APPLICATION = "raadzaal.conf.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "raadzaal.council.context.council",
                "raadzaal.site.context.navigation",
                "raadzaal.site.context.today",
                "raadzaal.workspace.context.navigation",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

LIVE = env("RAADZAAL_LIVE", default="")
LIVE_MOST = env.int("RAADZAAL_LIVE_MOST", default=3000)

# -- the database ------------------------------------------------------------------------------------------------------


# What was answered as done must survive a loss of power (docs/adr/0002-journal.md); in a show nobody minds.
_WAITS_FOR_DISK = "NORMAL" if DEMO or TESTING else "FULL"


def _database() -> dict:
    url = env("DATABASE_URL", default="")
    if url:
        found = env.db_url_config(url)
        if "sqlite" not in found["ENGINE"]:
            found.setdefault("OPTIONS", {})
            found["CONN_MAX_AGE"] = 60
            found["CONN_HEALTH_CHECKS"] = True
            return found
        name = found["NAME"]
    else:
        HOME.mkdir(parents=True, exist_ok=True)
        name = HOME / "raadzaal.sqlite3"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": 60,  # opening the file anew costs more than most pages
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={_WAITS_FOR_DISK}; PRAGMA foreign_keys=ON;"
            " PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
        },
    }


DATABASES = {"default": _database()}

# -- time and language -------------------------------------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"

# -- files and static parts --------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING
WHITENOISE_AUTOREFRESH = DEBUG
# Room for a paste that is far too long, so that it is refused beside its field with the text kept, not by a bare 400.
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Above the largest file (files.inspection), so that a file that is only a little too large is refused beside its field.
LARGEST_BODY = 80 * 1024 * 1024
LARGEST_BODY_READ = 1024 * 1024 * 1024

# -- sign-in -----------------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace:home"
LOGOUT_REDIRECT_URL = "site:home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "raadzaal.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("RAADZAAL_PROXIES", default=0)
API_PER_MINUTE = env.int("RAADZAAL_API_PACE", default=600)
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reset_password": "5/m/ip,3/h/key"}
MFA_ADAPTER = "raadzaal.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or TESTING or DEMO
MFA_TOTP_ISSUER = "Raadzaal"
SOCIALACCOUNT_ONLY = False
OIDC_SERVER_URL = env("OIDC_SERVER_URL", default="")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env("OIDC_NAME", default="Single sign-on"),
                "client_id": env("OIDC_CLIENT_ID", default=""),
                "secret": env("OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ]
        if OIDC_SERVER_URL
        else []
    }
}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if TESTING
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600

# -- mail --------------------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="secretariaat@raadzaal.example")
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 20
if DEMO:
    EMAIL_BACKEND = "raadzaal.correspondence.on_site.OnSiteBackend"

# -- headers -----------------------------------------------------------------------------------------------------------


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


# Signing in through an organisation sends a form there: browsers hold the redirect after it against this list too.
_SIGN_IN_ELSEWHERE = [origin for origin in [_origin(OIDC_SERVER_URL)] if origin]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'", *_SIGN_IN_ELSEWHERE],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
CSRF_FAILURE_VIEW = "raadzaal.ui.views.form_not_ours"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
_TLS = env.bool("RAADZAAL_TLS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _TLS
SECURE_HSTS_SECONDS = 31_536_000 if _TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _TLS else None

PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# Subdomains and the browsers' preload list are for whoever runs the domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
