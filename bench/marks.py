"""Marks at the size of a county: what a licence's page, the register and an issue of labels take.

    python bench/marks.py [--lots 2000] [--labels 100000] [--licences 150] [--json]

One licence has `--lots` certified lots of 250 kg with `--labels` labels on the oldest of them, in ten issues; each of
the others has fifty lots, half of them labelled. Lots, certificates and labels are put into the tables by INSERT, past
the acts and the goods journal, but through the triggers of certificates and labels; one certificate in a hundred became
void since. Each question is asked three times, the median told; `issue` is the act, once.

The database is a scratch SQLite file, or the one LILIAN_DATABASE_URL names (it is emptied).
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F, Sum
from django.test.utils import CaptureQueriesContext

import ground  # sets Django up
from lilian.base import audit
from lilian.base.actors import system
from lilian.brand import actions, queries
from lilian.brand.models import Ask, Backing, Issue, LabelKind, Licence
from lilian.brand.queries import soundness
from lilian.certificates.models import Certificate, Part, Void
from lilian.certificates.values import Form, certificate_number
from lilian.members.models import Organisation
from lilian.stock.models import Lot, Owning, Share
from lilian.usage import queries as usage
from tests.brand.marking import GRAMS, NOW, TODAY, Marking, licence_draft, the_marking

LOT_G, OTHER_LOTS, ISSUES, VOID_EVERY, AT_ONCE = 250_000, 50, 10, 100, 500
SYSTEM = system("bench")


@dataclass(frozen=True)
class Step:
    what: str
    engine: str
    seconds: float
    cpu_seconds: float
    questions: int
    note: str = ""


def timed(what: str, act: Callable[[], object], times: int = 3) -> Step:
    wall, cpu = [], []
    for _ in range(times):
        began, worked = time.perf_counter(), time.process_time()
        note = act()
        wall.append(time.perf_counter() - began)
        cpu.append(time.process_time() - worked)
    asked = 0
    if times > 1:
        with CaptureQueriesContext(connection) as told:
            act()
        asked = len(told)
    spent = round(statistics.median(wall), 3), round(statistics.median(cpu), 3)
    return Step(what, connection.vendor, *spent, asked, str(note))


def holders(marking: Marking, count: int) -> Iterator[Organisation]:
    """So many co-operatives of the same township, each with a licence."""
    goods = marking.boxing.goods
    for number in range(count):
        made = Organisation.objects.get(pk=goods.coop.pk)
        made.pk, made.code, made.name, made.uscc = None, f"BQ-{number}", f"合作社 {number}", None
        made._state.adding = True
        made.save()
        Licence.objects.create(
            **{
                **{name: getattr(licence_draft(marking.mark, made.pk), name) for name in ("valid_from", "valid_until")},
                "mark_id": marking.mark,
                "organisation": made,
                "number": f"BENCH-{number:04}",
                "holder": made.name,
                "credit_code": f"BENCH{number:013}",
                "at": NOW,
                "granted_by": "bench",
                "client_key": f"bench-{number}",
            }
        )
        yield made


def filled(marking: Marking, licence: Licence, lots: int, labels: int, issues: int) -> None:
    keys = fruit(marking, licence.organisation_id, lots)
    kind, each, place = LabelKind.objects.get(), labels // issues if issues else 0, 0
    for number in range(issues):
        at = NOW + timedelta(seconds=number)
        ask = Ask.objects.create(
            licence=licence, kind=kind, count=each, at=at, asked_by="bench", client_key=f"{licence.pk}-{number}"
        )
        first = (Issue.objects.order_by("-last").values_list("last", flat=True).first() or 0) + 1
        made = Issue.objects.create(
            ask=ask, licence=licence, kind=kind, first=first, last=first + each - 1, grams=GRAMS, secret="00" * 32,
            at=at, issued_by="bench",
        )  # fmt: skip
        audit.record(actor=SYSTEM, event="brand.labels_issued", subject=made, at=at, data={"count": each})
        for _ in range(each * GRAMS // LOT_G):
            Backing.objects.create(issue=made, lot_id=keys[place], weight_g=LOT_G)
            place += 1


def unguarded(*tables: str) -> None:
    """Rows may be put in without the entries they come from: on a scratch database only."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        for name in [name for name, table in cursor.fetchall() if table in tables]:
            cursor.execute(f"DROP TRIGGER {name}")


def fruit(marking: Marking, organisation_id: int, count: int) -> list[int]:
    """Lots like the first one, of 250 kg, each with a certificate; one in a hundred is void."""
    like = Lot.objects.get(pk=marking.boxing.first)
    newest = Lot.objects.order_by("-pk").values_list("pk", flat=True)[0]
    keys = list(range(newest + 1, newest + 1 + count))
    plain = {"variety_id": like.variety_id, "grade": like.grade, "maker_id": like.maker_id, "born_id": like.born_id}
    days = [TODAY - timedelta(days=1 + (count - place) * 60 // count) for place in range(count)]
    dated = zip(keys, days, strict=True)
    Lot.objects.bulk_create(Lot(id=key, code=f"M{key}", made_on=day, **plain) for key, day in dated)
    Owning.objects.bulk_create(Owning(lot_id=key, owner_id=organisation_id, at=NOW) for key in keys)
    Share.objects.bulk_create(Share(lot_id=key, weight_g=LOT_G, organisation_id=organisation_id) for key in keys)
    certified(marking, organisation_id, keys)
    return keys


def certified(marking: Marking, organisation_id: int, keys: list[int]) -> None:
    like, last = Certificate.objects.get(pk=marking.certificate), Certificate.objects.count()
    fields = {
        field.attname: getattr(like, field.attname)
        for field in Certificate._meta.concrete_fields
        if field.attname != "id"
    }
    made = Certificate.objects.bulk_create(
        Certificate(**{**fields, "organisation_id": organisation_id, "weight_g": LOT_G, "form": Form.PRODUCER.value,
                       "number": certificate_number(last + 1_000 + place), "client_key": f"bench-{key}"})
        for place, key in enumerate(keys)
    )  # fmt: skip
    for certificate, key in zip(made, keys, strict=True):
        Part.objects.create(certificate=certificate, lot_id=key, weight_g=LOT_G)


def voided(every: int) -> None:
    for certificate in Certificate.objects.order_by("pk")[::every]:
        Void.objects.create(certificate=certificate, reason="bench", at=NOW, voided_by="bench")


def county(lots: int, labels: int, licences: int) -> Marking:
    ground.migrated()
    unguarded("stock_lot", "stock_owning", "stock_share")
    with transaction.atomic():
        marking = the_marking()
        for holder in list(holders(marking, licences - 1)):
            filled(marking, Licence.objects.get(organisation=holder), OTHER_LOTS, OTHER_LOTS // 2 * LOT_G // GRAMS, 1)
        filled(marking, Licence.objects.get(pk=marking.licence), lots, labels, ISSUES)
        voided(VOID_EVERY)
        audit.record(actor=SYSTEM, event="bench.filled", subject="bench:1", at=NOW)
    return marking


def steps(marking: Marking, labels: int) -> Iterator[Step]:
    office, licence = marking.office, Licence.objects.get(pk=marking.licence)
    every = list(Licence.objects.values_list("pk", flat=True))
    yield timed("allowance of the licence", lambda: queries.allowance(office, licence, TODAY).free_g)
    yield timed("uncertified labels of the licence", lambda: queries.uncertified([licence.pk]))
    yield timed("uncertified labels of the county", lambda: len(queries.uncertified(every)))
    yield timed("cards of 25 licences", lambda: len(queries.cards(queries.licences(office)[:25], TODAY)))
    yield timed("cards of the county", lambda: len(queries.cards(queries.licences(office), TODAY)))
    yield timed("reports due in the county", lambda: len(usage.due(office, TODAY)))
    asked = marking.asked(labels // ISSUES, key="one more")
    yield timed("issue of labels", lambda: actions.issue(actor=office, ask_id=asked, now=NOW), times=1)
    yield timed("labels verified", verified, times=1)


def verified() -> str:
    """What `lilian verify` looks at: each issue with its grams and numbers. A fault ends this: what was put in is
    sound."""
    issues: list[int] = []
    if faults := list(soundness.label_faults(issues.append)):
        raise RuntimeError(f"{len(faults)} faults, the first: {faults[0]}")
    labels = Issue.objects.aggregate(sum=Sum(F("last") - F("first") + 1))["sum"]
    return f"{labels} in {sum(issues)} issues"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lots", type=int, default=2_000)
    parser.add_argument("--labels", type=int, default=100_000)
    parser.add_argument("--licences", type=int, default=150)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    began = time.perf_counter()
    marking = county(args.lots, args.labels, args.licences)
    print(f"filled in {time.perf_counter() - began:.0f} s", flush=True)
    for step in steps(marking, args.labels):
        print(json.dumps(asdict(step), ensure_ascii=False) if args.json else step, flush=True)


if __name__ == "__main__":
    main()
