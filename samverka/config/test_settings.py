"""The settings of the tests: the same, with a fast password hasher and no built static files."""

from samverka.config.settings import *  # noqa: F403 - the test settings are the settings, with these exceptions

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
IN_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
CACHES = {"default": IN_MEMORY, "parts": {**IN_MEMORY, "LOCATION": "parts"}}
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Copies of pages would lie in one folder for all tests; those about them have a folder of their own.
COPIES_MAX_BYTES = 0
WHITENOISE_AUTOREFRESH = True
OFFICE_NEEDS_SECOND_FACTOR = False
