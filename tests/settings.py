"""Settings of the test run: the real ones, on a data folder of its own."""

import os
import tempfile

# Every worker of a test run its own: they must not read each other's post.
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ["PUBLIUS_DATA"] = tempfile.mkdtemp(prefix=f"publius-test-{worker}-")
os.environ.setdefault("PUBLIUS_DATA", tempfile.mkdtemp(prefix="publius-test-"))
os.environ.setdefault("PUBLIUS_BASE_URL", "http://localhost:8000")
os.environ.setdefault("PUBLIUS_LOG_LEVEL", "WARNING")
# Playwright keeps an event loop running in the test's thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from publius.site.settings import *  # noqa: F403

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # On disk, as in real life: the live server and the test are two connections.
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# The live server serves unhashed names only.
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [m for m in MIDDLEWARE if "whitenoise" not in m]  # noqa: F405
ALLOWED_HOSTS = ["*"]
NIGHT_HOUR = 24  # no night falls by itself: what a test sees must not depend on the time of day
