"""Settings of the test suite; the engine comes from LILIAN_DATABASE_URL as everywhere."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("LILIAN_DEMO", "1")
# The browser's driver keeps an event loop in the process; the database is used beside it, never inside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
os.environ.setdefault("LILIAN_VAR", tempfile.mkdtemp(prefix="lilian-test-"))

from lilian.conf.settings import *  # noqa: F403
from lilian.conf.settings import STATIC_ROOT, STORAGES

# A process of tests has a database of its own, so it has a log of its own too.
LOG_FOLDER = Path(tempfile.mkdtemp(prefix="lilian-test-log-"))
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # or every client that a test makes warns that there is none
OPENINGS_EVERY_S = 0  # tests write down themselves what was counted
