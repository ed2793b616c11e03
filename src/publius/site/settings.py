"""Settings of an installation. Each is read from the environment, prefix ``PUBLIUS_``.

docs/reference/settings.md explains every one; a test keeps that page and this file in step.
"""

from pathlib import Path
from urllib.parse import urlsplit

from environs import Env, validate

from publius.site.keys import encryption_keys, secret_key

env = Env(prefix="PUBLIUS_")

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(env.str("DATA", "data")).resolve()

DEMO = env.bool("DEMO", False)
DEBUG = env.bool("DEBUG", False)
BASE_URL = env.str("BASE_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", urlsplit(BASE_URL).hostname or ""]
)
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https://") else []
SERVICE_NAME = env.str("SERVICE_NAME", "Publius")
HELP_EMAIL = env.str("HELP_EMAIL", "help@publius.example")

SECRET_KEY = env.str("SECRET_KEY", None) or secret_key(DATA)
ENCRYPTION_KEYS = env.list("ENCRYPTION_KEYS", None) or encryption_keys(DATA)

# --- Database: SQLite under the data folder, or PUBLIUS_DATABASE_URL -----------------------
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA / 'publius.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A write transaction waits for its turn from the start, instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: a page that said "saved" is still true after a power cut (NORMAL is not).
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", 60)
DATABASES["default"]["ATOMIC_REQUESTS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Applications --------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "rules.apps.AutodiscoverRulesConfig",  # every app's rules.py is loaded, wherever asked from
    "publius.ui",
    "publius.site",
    "publius.web.ledger",
    "publius.web.switches",
    "publius.web.notify",
    "publius.web.people",
    "publius.web.directory",
    "publius.web.calls",
    "publius.web.alerts",
    "publius.web.panels",
    "publius.web.conversations",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
]
if DEMO:
    INSTALLED_APPS += ["publius.demo"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "publius.site.middleware.request_log",
    "publius.site.middleware.plain_answer_when_storage_fails",
    "publius.site.middleware.input_boundary",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "publius.site.middleware.keep_private_pages_out_of_caches",
    "publius.site.middleware.read_only_when_the_brake_is_on",
]

ROOT_URLCONF = "publius.site.urls"
WSGI_APPLICATION = "publius.site.wsgi.application"

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
                "publius.site.context.navigation",
            ],
            "builtins": ["publius.ui.templatetags.publius_ui"],
        },
    }
]
FORM_RENDERER = "publius.ui.forms.Renderer"

# --- Accounts: e-mailed code or passkey, no password needed ----------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:my_page"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "publius.web.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}  # digits: easy on a phone keypad
ACCOUNT_CHANGE_EMAIL = True  # one address at a time; the old one is told
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "signup": "publius.web.people.forms.sign_in.JoinWithPasskeyForm",
    "add_email": "publius.web.people.forms.sign_in.NewAddressForm",
    "confirm_login_code": "publius.web.people.forms.sign_in.EnterCodeForm",
    "confirm_email_verification_code": "publius.web.people.forms.sign_in.VerifyAddressForm",
}
MFA_ADAPTER = "publius.web.people.mfa_adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "publius.web.people.forms.sign_in.SecondStepForm",
    "reauthenticate": "publius.web.people.forms.sign_in.SecondStepAgainForm",
    "activate_totp": "publius.web.people.forms.sign_in.StartAppForm",
    "login_webauthn": "publius.web.people.forms.passkeys.SignInWithPasskeyForm",
    "reauthenticate_webauthn": "publius.web.people.forms.passkeys.StillYouWithPasskeyForm",
    "add_webauthn": "publius.web.people.forms.sign_in.AddPasskeyForm",
    "signup_webauthn": "publius.web.people.forms.sign_in.FirstPasskeyForm",
    "edit_webauthn": "publius.web.people.forms.sign_in.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or BASE_URL.startswith("http://localhost")
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)

# --- Sessions, cookies, headers ------------------------------------------------------------
IS_HTTPS = BASE_URL.startswith("https://")
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "publius.site.views.form_expired"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# --- Cache: in the database, so that rate limits hold across processes ------------------------
CACHES = {"default": env.dj_cache_url("CACHE_URL", "db://publius_cache")}

# --- Messages to people -------------------------------------------------------------------
# Without a mail server, messages are written to the data folder, where the host can read them.
globals().update(env.dj_email_url("EMAIL_URL", "file:"))
if EMAIL_BACKEND.endswith("filebased.EmailBackend"):  # noqa: F821 - set just above
    EMAIL_FILE_PATH = str(DATA / "post")
EMAIL_TIMEOUT = 5
# What brings which kind of message: a built-in name or a dotted path, "email=console,sms=...".
CHANNELS = env.dict("CHANNELS", {})
FETCHER = env.str("FETCHER", "publius.fetching.GuardedFetcher")
# From this hour on (0 to 23, time of the place) open calls match again and letters are written.
NIGHT_HOUR = env.int("NIGHT_HOUR", 5, validate=validate.Range(0, 23))
# When a question without an answer is asked again, as a part of the time to answer; 0: never.
REMINDER = env.float("REMINDER", 0.5, validate=validate.Range(0, 0.9))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("FROM_EMAIL", "Publius <no-reply@publius.example>")

# --- Matching: what compares texts, and which words of this place it knows besides its own --------
ENCODER = env.str("ENCODER", "lexical")
OWN_VOCABULARY = env.str("VOCABULARY", None)
# Where everybody's evidence is kept for searching: in each process, or in a folder they share.
INDEX = env.str("INDEX", "memory", validate=validate.OneOf(["memory", "folder"]))

# --- Language, time, static files ------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
TIME_ZONE = env.str("TIME_ZONE", "Europe/London")
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "media"  # files people send; part of every backup
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Logs: one JSON line per event on standard error, without personal data --------------------
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
LOGGING_CONFIG = "publius.site.logs.configure"
LOGGING = {
    "level": LOG_LEVEL,
    "as_json": env.bool("LOG_JSON", not DEBUG),
    "in_full": DEBUG,  # arguments and error messages can hold personal data
}

SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # one account per e-mail address: a constraint on Lower()
