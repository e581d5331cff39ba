"""django-hordak posting between twenty accounts, on the emptied PostgreSQL database of LILIAN_DATABASE_URL.

Told how many postings, and how many together; prints what was measured as JSON. `bench/ledger.py` runs it.
"""

# ruff: noqa: E402 - Django must be set up before its modules are imported
import json
import os
import sys
import time
from decimal import Decimal
from urllib.parse import urlsplit

import django
from django.conf import settings

told = urlsplit(os.environ["LILIAN_DATABASE_URL"])
settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": told.path[1:],
            "USER": told.username,
            "PASSWORD": told.password or "",
            "HOST": told.hostname,
            "PORT": told.port,
        }
    },
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "mptt", "hordak"],
    CURRENCIES=("CNY",),
    HORDAK_DEFAULT_CURRENCY="CNY",
    HORDAK_CURRENCIES=["CNY"],
    DEFAULT_CURRENCY="CNY",
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    USE_TZ=True,
    SECRET_KEY="x",
)
django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from hordak.models import Account
from moneyed import Money

from servers import server_cpu_s, server_process

ACCOUNTS = 20


def emptied() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    call_command("migrate", verbosity=0)


def post(source: Account, accounts: list[Account], count: int, together: int) -> tuple[float, float]:
    """Seconds by the clock, and of the processor: ours and the server's."""
    server = server_process()
    began, spent = time.perf_counter(), time.process_time() + server_cpu_s(server)
    for start in range(0, count, together):
        with transaction.atomic():
            for number in range(start, min(start + together, count)):
                amount = Money(Decimal(100 + number) / 100, "CNY")
                source.transfer_to(accounts[number % ACCOUNTS], amount, description=f"bench.Slip:{number}")
    return time.perf_counter() - began, time.process_time() + server_cpu_s(server) - spent


def main(count: int, together: int) -> None:
    emptied()
    source = Account.objects.create(name="purchase", code="0", type="EX", currencies=["CNY"])
    accounts = [
        Account.objects.create(name=f"payable {number}", code=str(number + 1), type="LI", currencies=["CNY"])
        for number in range(ACCOUNTS)
    ]
    rows = [(f"django-hordak, {size} together", *post(source, accounts, count, size)) for size in (1, together)]
    print(json.dumps(rows))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
