"""The month of a large county as one workbook: certificates issued, and a part of them collected, written as xlsx.

    python bench/certificates.py [--certificates 100000] [--collected 30000] [--json]

One process. Certificates are put into the tables by INSERT, past the acts, which take minutes for so many, but through
the triggers; each stands for a part of a lot of the goods journal, and one in fifty is void. `page`: the list as it
opens, counted. `workbook`: what the worker makes of the month, every row. The most memory is that of the whole
process, filling the tables included.

The database is a scratch SQLite file, or the one LILIAN_DATABASE_URL names (it is emptied).
"""

import argparse
import io
import json
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.test import Client

import ground  # sets Django up
from lilian.base.actors import system
from lilian.certificates.models import Certificate, Collected, Part, Void
from lilian.certificates.values import certificate_number
from lilian.receiving.models import Slip
from lilian.receiving.values import Weighing
from lilian.web.certificates.asked import Asked
from lilian.web.certificates.workbook import workbook
from tests.receiving.scale import NOW, TODAY, Scale, the_scale

GOAL_S, GOAL_MB = 120.0, 600.0
KG, LOT_G, EACH_G = 1_000, 5_000_000, 10_000
VOID_EVERY, AT_ONCE = 50, 2_000
SYSTEM = system("bench")


@dataclass(frozen=True)
class Step:
    what: str
    engine: str
    rows: int
    seconds: float
    cpu_seconds: float
    note: str = ""


def timed(what: str, rows: int, act: Callable[[], str]) -> Step:
    began, worked = time.perf_counter(), time.process_time()
    note = act()
    spent, cpu = time.perf_counter() - began, time.process_time() - worked
    return Step(what, connection.vendor, rows, round(spent, 2), round(cpu, 2), note)


def lots(scale: Scale, count: int) -> list[int]:
    """So many lots of 5 t, received by the act."""
    weighing = Weighing(LOT_G + 10 * KG, 10 * KG, 5)
    for number in range(count):
        scale.received(f"lot {number}", weighing=weighing, sure=True)
    return list(Slip.objects.order_by("pk").values_list("lot_id", flat=True))


def certificate(scale: Scale, number: int) -> Certificate:
    return Certificate(
        number=certificate_number(number),
        form="producer",
        organisation_id=scale.cast.coop,
        promiser="城南乡上庄村梨果专业合作社",
        contact="0357-0000000",
        signed_by="郭守库",
        variety_id=scale.variety,
        weight_g=EACH_G,
        origin="城南乡上庄村",
        bases="control",
        is_ahead=False,
        issued_at=NOW + timedelta(seconds=10 * number),
        at=NOW,
        issued_by="郭守库",
        client_key=f"bench {number}",
        digest="0" * 64,
    )


def put(model: Any, rows: Iterator[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=AT_ONCE)


@transaction.atomic
def filled(scale: Scale, certificates: int, collected: int) -> str:
    a_lot = LOT_G // EACH_G
    here = lots(scale, -(-certificates // a_lot))
    put(Certificate, (certificate(scale, number) for number in range(certificates)))
    keys = list(Certificate.objects.order_by("pk").values_list("pk", flat=True))
    put(Part, (Part(certificate_id=key, lot_id=here[n // a_lot], weight_g=EACH_G) for n, key in enumerate(keys)))
    put(Collected, (taken_in(scale, n, key, here[n // a_lot]) for n, key in enumerate(keys[:collected])))
    put(Void, (Void(certificate_id=key, reason="开错了", at=NOW, voided_by="郭守库") for key in keys[::VOID_EVERY]))
    return f"{len(here)} lots"


def taken_in(scale: Scale, number: int, certificate_id: int, lot_id: int) -> Collected:
    return Collected(
        organisation_id=scale.cast.coop,
        lot_id=lot_id,
        certificate_id=certificate_id,
        number=certificate_number(number),
        issuer="城南乡上庄村梨果专业合作社",
        variety_id=scale.variety,
        weight_g=EACH_G,
        misfit="",
        day=TODAY,
        at=NOW,
        collected_by="温过秤",
        client_key=f"bench {number}",
    )


def signed_in(scale: Scale) -> Client:
    """Somebody of the office, who has opened a page before: a process finds its addresses on the first."""
    client = Client()
    client.force_login(scale.cast.users["lin"])
    client.get("/certificates/collected/")
    return client


def page(client: Client) -> str:
    answer = client.get("/certificates/")
    if answer.status_code != 200:
        sys.exit(f"the list answered {answer.status_code}")
    return f"{len(answer.content) / 1_000:.0f} kB"


def book(wanted: int) -> str:
    """Every row is in it, or the bench fails."""
    data = workbook(SYSTEM, Asked(), NOW)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        rows = sum(parts.read(f"xl/worksheets/sheet{sheet}.xml").count(b"<row ") for sheet in (1, 2))
    if rows != wanted + 4:  # a note and the titles on either sheet
        sys.exit(f"{rows} rows, {wanted} certificates")
    return f"{len(data) / 1e6:.1f} MB of xlsx"


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("--certificates", type=int, default=100_000)
    said.add_argument("--collected", type=int, default=30_000)
    said.add_argument("--json", action="store_true")
    asked = said.parse_args()
    if not 0 <= asked.collected <= asked.certificates:
        sys.exit("no more can be collected than were issued")
    ground.migrated()
    with transaction.atomic():
        scale = the_scale()
    whole = asked.certificates + asked.collected
    steps = [timed("fill", whole, lambda: filled(scale, asked.certificates, asked.collected))]
    client = signed_in(scale)
    steps += [
        timed("page", asked.certificates, lambda: page(client)),
        timed("workbook", whole, lambda: book(whole)),
    ]
    peak_mb = ground.peak_mb()
    if asked.json:
        print(json.dumps({"steps": [asdict(step) for step in steps], "peak_mb": round(peak_mb)}))
        return
    print(f"{'what':<10} {'engine':<11} {'rows':>8} {'seconds':>8} {'cpu':>7}  note")
    for step in steps:
        print(f"{step.what:<10} {step.engine:<11} {step.rows:>8,} {step.seconds:>8} {step.cpu_seconds:>7}  {step.note}")
    print(f"most memory {peak_mb:.0f} MB; the goal of the workbook is {GOAL_S:.0f} s of CPU and {GOAL_MB:.0f} MB")


if __name__ == "__main__":
    main()
