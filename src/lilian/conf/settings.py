"""Django settings. Everything that differs between places comes from `LILIAN_…` variables (see docs/settings.md)."""

from pathlib import Path

import structlog

from lilian.conf import databases, secret
from lilian.conf.environment import BadSetting, Environment
from lilian.gs1 import check_digits

env = Environment()

PACKAGE = Path(__file__).resolve().parent.parent
VAR = env.own_folder("LILIAN_VAR", Path.cwd() / "var")

DEMO = env.flag("LILIAN_DEMO", False)
DEBUG = env.flag("LILIAN_DEBUG", False)
SECURE = env.flag("LILIAN_HTTPS", False)
SECRET_KEY = env.text("LILIAN_SECRET_KEY", "") or secret.kept_key(VAR)
if len(SECRET_KEY) < 50:
    raise BadSetting("LILIAN_SECRET_KEY：至少 50 个字符 / at least 50 characters")
ALLOWED_HOSTS = env.names("LILIAN_HOSTS", "127.0.0.1,localhost,[::1],testserver")
CSRF_TRUSTED_ORIGINS = env.names("LILIAN_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    # Before allauth, so that our sign-in templates are found first.
    "lilian.web",
    "django.forms",  # behind our own, so that its widgets are drawn by our templates
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "lilian.base",
    "lilian.members",
    "lilian.catalog",
    "lilian.transparency",
    "lilian.stock",
    "lilian.crates",
    "lilian.supplies",
    "lilian.ledger",
    "lilian.sorting",
    "lilian.storage",
    "lilian.packing",
    "lilian.quality",
    "lilian.contracts",
    "lilian.deposits",
    "lilian.settlement",
    "lilian.payouts",
    "lilian.certificates",
    "lilian.brand",
    "lilian.usage",
    "lilian.receiving",
    "lilian.keeping",
    "lilian.idling",
    "lilian.purchasing",
    "lilian.exchange",
    "lilian.parcels",
    "lilian.retelling",
    "lilian.trace",
    "lilian.passport",
    "lilian.api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Pages of boxes that are kept need nothing of what follows.
    "lilian.web.passport.kept.KeptPages",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A weak signal carries a list at a tenth of its size; it pads answers at random against BREACH.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lilian.web.shell.middleware.ContentPolicy",
    "lilian.web.shell.middleware.CurrentActor",
    "lilian.web.shell.second_factor.Required",
    "lilian.web.shell.middleware.Refusals",
]
ROOT_URLCONF = "lilian.conf.urls"
WSGI_APPLICATION = "lilian.conf.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "libraries": {"stores": "lilian.web.storage.stores.tags", "keeping": "lilian.web.keeping.tags"},
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "lilian.web.shell.tags",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lilian.web.shell.context.page",
            ],
        },
    }
]
COTTON_DIR = "cotton"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": databases.from_url(env.text("LILIAN_DATABASE_URL", f"sqlite:///{VAR / 'lilian.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "base.User"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "base_cache"}}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "conf" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = VAR / "uploads"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CSRF_FAILURE_VIEW = "lilian.web.shell.refusals.stale_form"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_FORMS = {
    "login": "lilian.web.shell.sign_in_forms.SignInForm",
    "set_password": "lilian.web.shell.sign_in_forms.NewPasswordForm",
    "change_password": "lilian.web.shell.sign_in_forms.OtherPasswordForm",
    "reauthenticate": "lilian.web.shell.sign_in_forms.OwnerForm",
}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/h/ip,5/h/key"}
ACCOUNT_ADAPTER = "lilian.web.shell.sign_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"phone", "username"}
ACCOUNT_SIGNUP_FIELDS = ["phone*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "lilian.web.shell.sign_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "lilian.web.shell.lock_forms.AddPasskeyForm",
    "activate_totp": "lilian.web.shell.lock_forms.TurnOnCodesForm",
    "reauthenticate": "lilian.web.shell.lock_forms.OwnerCodeForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # the code before and the one after too: slow thumbs, and clocks of phones
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
SMS_BACKEND = env.text("LILIAN_SMS_BACKEND", "lilian.web.shell.sms.Console")
SMS_URL = env.text("LILIAN_SMS_URL", "")
SMS_BODY = env.text("LILIAN_SMS_BODY", '{"phone": "{phone}", "code": "{code}"}')
SMS_AUTHORIZATION = env.text("LILIAN_SMS_AUTHORIZATION", "")
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# What labels of boxes say: whose pages their codes lead to ("": those of this site), and where the fruit grows.
LINK_HOST = env.text("LILIAN_LINK_HOST", "")
ORIGIN_PLACE = env.text("LILIAN_ORIGIN_PLACE", "演示县" if DEMO else "")
# How often it is written down how many opened the pages of boxes, in seconds; 0: not at all.
OPENINGS_EVERY_S = 15
# From so many openings in 30 days, or on so many of those days, a page says that its code may have been copied.
OFTEN_TIMES = env.whole("LILIAN_OFTEN_TIMES", 60, least=1)
OFTEN_DAYS = env.whole("LILIAN_OFTEN_DAYS", 12, least=1)

# EPCIS: how many events and bytes one document may have, events on a page at most, whose servers may be told.
EPCIS_CAPTURE_LIMIT = env.whole("LILIAN_EPCIS_CAPTURE_LIMIT", 20_000, least=1)
EPCIS_CAPTURE_BYTES = env.whole("LILIAN_EPCIS_CAPTURE_BYTES", 20 * 1024 * 1024, least=1)
EPCIS_PAGE_LIMIT = env.whole("LILIAN_EPCIS_PAGE_LIMIT", 1_000, least=1)
EPCIS_HOSTS = env.names("LILIAN_EPCIS_HOSTS")
EPCIS_INNER_HOSTS = env.names("LILIAN_EPCIS_INNER_HOSTS")
# The alliance's own numbers of GS1, where it has them: a GLN its places are parts of, what its SSCCs begin with.
EPCIS_GLN = env.number("LILIAN_GLN", lambda n: len(n) == 13 and check_digits.is_valid(n), "GLN: 13")
EPCIS_SSCC = env.number("LILIAN_SSCC", lambda n: n.isdecimal() and 7 <= len(n) <= 11, "7 … 11")

SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

JOB_LEASE_S = env.whole("LILIAN_JOB_LEASE_S", 30, least=1)
JOB_ATTEMPTS = env.whole("LILIAN_JOB_ATTEMPTS", 5, least=1)
# The demo county is not worth keeping: no nightly backup there, unless one is asked for.
BACKUP_HOUR = env.whole("LILIAN_BACKUP_HOUR", 24 if DEMO else 2, most=24)
BACKUPS_KEPT = env.whole("LILIAN_BACKUPS_KEPT", 14, least=1)

# The transparency log: its key and the checkpoints it signed, kept outside the database on purpose; its name for good.
LOG_FOLDER = env.folder("LILIAN_LOG_FOLDER", VAR / "log")
LOG_NAME = env.text("LILIAN_LOG_NAME", "")
# Witnesses of it that may be called though they lie in the inner network.
LOG_INNER_HOSTS = env.names("LILIAN_LOG_INNER_HOSTS")

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {
        "handlers": ["console"],
        "level": env.choice("LILIAN_LOG", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR")),
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
