"""The settings of Samverka: one file, read from the environment through `env.py`."""

import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from samverka.config import env

# --- Where things are ------------------------------------------------------------------------------------------------

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(env.read("SAMVERKA_DATA", "str", str(PACKAGE.parent / "var"), "Folder of the database file and documents."))
DATA.mkdir(parents=True, exist_ok=True)


def _kept_secret() -> str:
    """Return the secret of this installation, made on the first start and kept beside the data."""
    file = DATA / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return file.read_text(encoding="utf-8")


# --- What kind of installation this is -------------------------------------------------------------------------------

DEBUG = env.read("DEBUG", "bool", False, "Show technical error pages; never in production.")
DEMO = env.read("SAMVERKA_DEMO", "bool", False, "Demonstration: readable mailbox, log-ins without a second factor.")
SECRET_KEY = env.read("SECRET_KEY", "str", "", "Signs sessions and links; made and kept in the data folder if empty.")
SECRET_KEY = SECRET_KEY or _kept_secret()
ALLOWED_HOSTS = env.read("ALLOWED_HOSTS", "list", ["localhost", "127.0.0.1"], "Host names this site answers to.")
SITE_ADDRESS = env.read(
    "SITE_ADDRESS", "str", "http://127.0.0.1:8000", "Address of this site, used in letters, feeds and open data."
).rstrip("/")
IS_SECURE = SITE_ADDRESS.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]

# --- Applications ----------------------------------------------------------------------------------------------------

GROUND = ["accounts", "programme", "documents", "outbox", "audit", "guard"]
STAGES = [
    "catalogue",
    "corrections",
    "enquiries",
    "payments",
    "reports",
    "projects",
    "agreements",
    "decisions",
    "assessments",
    "applications",
    "calls",
    "networks",
    "partnerships",
    "organisations",
]
NEWSROOM = ["comments", "subscriptions"]
FACES = ["office", "portal", "website", "opendata"]

INSTALLED_APPS = [
    "samverka.config",
    *[f"samverka.ground.{app}" for app in GROUND],
    *[f"samverka.stages.{app}" for app in STAGES],
    "samverka.ui",
    "samverka.newsroom.apps.Newsroom",
    *[f"samverka.newsroom.{app}" for app in NEWSROOM],
    *[f"samverka.faces.{app}" for app in FACES],
    "samverka.demo",
    # The editor's tool: its core and pages, and of the rest only what the newsroom uses.
    "wagtail.users",
    "samverka.newsroom.apps.Pictures",
    "samverka.newsroom.apps.Documents",  # Nobody is given any: the pages of the tool do not work without it.
    "wagtail.search",
    "samverka.newsroom.apps.Admin",
    "wagtail.contrib.simple_translation",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "samverka.ui.unchanged.PagesOfAnUnchangedDatabase",
    "django.middleware.gzip.GZipMiddleware",
    "samverka.ui.middleware.say_what_may_be_kept",
    "samverka.ui.last_good.LastGoodCopies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Inside the two above, which would send on an address without language or slash before it is looked for.
    "samverka.faces.website.former.middleware.former_addresses",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "samverka.ui.middleware.language_of_the_person",
    "samverka.ui.middleware.second_factor_for_the_office",
    "samverka.newsroom.middleware.editors_only",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "samverka.config.urls"
WSGI_APPLICATION = "samverka.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samverka.ui.context.frame",
            ],
            "builtins": ["samverka.ui.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]
FORM_RENDERER = "samverka.ui.forms.Renderer"

# --- Data ------------------------------------------------------------------------------------------------------------

DATABASE_URL = env.read("DATABASE_URL", "str", "", "PostgreSQL to use; empty means an SQLite file in the data folder.")
DATABASES = {"default": env.database(DATABASE_URL, DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"},
    # Parts of pages that depend on nothing but what they are called by.
    "parts": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "parts"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False}}

DOCUMENTS_ROOT = DATA / "documents"
DOCUMENT_MAX_BYTES = env.read(
    "DOCUMENT_MAX_BYTES", "int", 20_000_000, "Largest document that may be sent in, in bytes."
)
COPIES_MAX_BYTES = env.read(
    "COPIES_MAX_BYTES",
    "int",
    200_000_000,
    "Room for copies of public pages, shown while the database is away; 0: none, and none in memory.",
)
ENQUIRY_ANSWER_DAYS = env.read(
    "ENQUIRY_ANSWER_DAYS", "int", 10, "Within how many working days a message from the contact form is answered."
)
ENQUIRY_KEPT_DAYS = env.read(
    "ENQUIRY_KEPT_DAYS", "int", 180, "How many days after its answer a message from the contact form is erased."
)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# The commands that `tick` runs in each of its rounds, beside looking after the letters.
HOUSE_KEEPING = [
    "prune_db_task_results",
    "clearsessions",
    "erase_error_reports",
    "erase_comment_marks",
    "remind_moderators",
    "look_after_enquiries",
    "drop_hidden_copies",
    "ask_for_files",
    "build_catalogues",
    "publish_scheduled",
    "erase_participants",
    "remove_unused_files",
    "tend_subscriptions",
]

# --- People ----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "samverka.ground.accounts.adapter.InvitedOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Who only comments has no password: a code by letter instead, for which a slow letter leaves time enough.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {
    # Nobody's mailbox is filled by others, and nobody opens accounts by the thousand.
    "request_login_code": "20/m/ip,3/m/key,12/d/key",
    "signup": "30/h/ip",
}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "samverka.ground.accounts.adapter.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
OFFICE_NEEDS_SECOND_FACTOR = not DEMO
ALLAUTH_TRUSTED_PROXY_COUNT = env.read(
    "TRUSTED_PROXIES", "int", 0, "How many web servers in front add to X-Forwarded-For; tells visitors apart."
)
INVITATION_DAYS = env.read("INVITATION_DAYS", "int", 14, "How many days an invitation can be used.")

# --- Mail ------------------------------------------------------------------------------------------------------------

EMAIL_URL = env.read("EMAIL_URL", "str", "", "Mail server, such as smtp://user:secret@host:587/?tls=True.")
if EMAIL_URL:
    vars().update(env.mail(EMAIL_URL))
else:
    # Without a server each message is kept in the outbox, where the office can read it; nothing leaves the machine.
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
BOUNCE_ADDRESS = env.read(
    "BOUNCE_ADDRESS", "str", "", "Where newsletters that cannot be delivered come back to; see Mails that come back."
)
SUBSCRIPTION_CONFIRM_DAYS = env.read(
    "SUBSCRIPTION_CONFIRM_DAYS", "int", 7, "Days to confirm a subscription in; then its address is erased."
)
SUBSCRIPTION_KEEP_DAYS = env.read(
    "SUBSCRIPTION_KEEP_DAYS", "int", 14, "Days after which the address of an ended subscription is erased."
)
DEFAULT_FROM_EMAIL = env.read("DEFAULT_FROM_EMAIL", "str", "no-reply@localhost", "Sender where no programme is meant.")

# --- Language, time --------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = env.read("TIME_ZONE", "str", "Europe/Stockholm", "Time zone in which times are shown.")
USE_THOUSAND_SEPARATOR = True

# --- Newsroom: what its editor's tool needs ---------------------------------------------------------------------------

NEWSROOM_URLCONF = "samverka.config.urls_newsroom"
WAGTAILIMAGES_IMAGE_MODEL = "newsroom.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "samverka.newsroom.picture_forms.PictureForm"
WAGTAILIMAGES_RENDITION_STORAGE = "thumbnails"
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = DOCUMENT_MAX_BYTES
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAIL_SITE_NAME = "Samverka"
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# Nothing is asked of other servers, and nothing about people is changed here.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Both would send letters past the outbox.
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = False

# --- Files for the browser -------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
# Places are text: they travel with the task that takes a file away, and a task is kept as JSON.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(DOCUMENTS_ROOT)}},
    # What readers get of pictures, and what editors see of them; the pictures as they came lie among the documents.
    "pictures": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA / "pictures"), "base_url": "/pictures/"},
    },
    "thumbnails": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA / "thumbnails"), "base_url": "/newsroom/thumbnails/"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Safety ----------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the code that an authenticator app scans is drawn as data
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
SECURE_SSL_REDIRECT = IS_SECURE
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

# --- Log -------------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    # The worker says of each task when it began and ended: in a demonstration, where to log in would go out of sight.
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING" if DEMO else "INFO"}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
