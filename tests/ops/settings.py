"""A site of base acts alone, with short leases, for being killed."""

import os

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.ops.site"
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
JOB_LEASE_S = 1
JOB_ATTEMPTS = 10_000
LOGGING = {"version": 1, "disable_existing_loggers": True}
MUTANT = os.environ.get("LILIAN_MUTANT", "")
