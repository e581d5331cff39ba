"""Rows of the monthly workbook, read and written a few thousand at a time: memory does not grow with them."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.certificates import queries
from lilian.certificates.sheets import BACK, COLLECTED, ISSUED, VALID, VOID, both
from lilian.certificates.values import BASIS_NAMES, FORM_NAMES, MISFIT_NAMES, Basis, Form, Misfit
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal
from lilian.members.values import masked_phone
from lilian.sheets.export import export_xlsx
from lilian.web.certificates.asked import Asked

MOST_ROWS = 400_000
AT_ONCE = 2_000  # rows held in memory; the writer holds one
Row = dict[str, Any]


class TooManyRows(Refusal):
    code = "certificates.too_many_rows"
    sentence = gettext_noop("一共 {count} 张合格证，一张表最多 {most} 张。")
    remedy = gettext_noop("请按月份导出。")


def count(actor: Actor, asked: Asked) -> int:
    """Rows of the workbook; collected ones only for who may see them."""
    taken_in = asked.collected(actor).count() if actor.may("certificates.see_collected") else 0
    return asked.certificates(actor).count() + taken_in


def workbook(actor: Actor, asked: Asked, now: datetime, tell: Callable[[int], None] = lambda done: None) -> bytes:
    """:raises TooManyRows: rather than leaving some out"""
    if (whole := count(actor, asked)) > MOST_ROWS:
        raise TooManyRows(count=whole, most=MOST_ROWS)
    at = timezone.localtime(now).strftime("%Y-%m-%d %H:%M")
    note = gettext("%(name)s 于 %(at)s 从梨联导出") % {"name": actor.name, "at": at}
    written = itertools.count(1)

    def counted(rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            tell(next(written))
            yield row

    sheets = [(ISSUED, counted(issued(actor, asked)))]
    if actor.may("certificates.see_collected"):
        sheets.append((COLLECTED, counted(collected(actor, asked))))
    return export_xlsx(sheets, note=note)


def issued(actor: Actor, asked: Asked) -> Iterator[Row]:
    found = queries.with_used(queries.in_full(asked.certificates(actor)))
    for row in found.iterator(chunk_size=AT_ONCE):
        void = getattr(row, "void", None)
        yield {
            "number": row.number,
            "form": both(Form(row.form), FORM_NAMES[Form(row.form)]),
            "promiser": row.promiser,
            "contact": masked_phone(row.contact) if row.household_id else row.contact,
            "variety": row.variety.name,
            "weight_g": row.weight_g,
            "used_g": row.used_g,
            "origin": row.origin,
            "bases": [both(basis, BASIS_NAMES[basis]) for basis in map(Basis, row.bases.split(","))],
            "test": " · ".join(part for part in (row.test, row.used) if part) or None,
            "issued_at": clock(row.issued_at),
            "lots": queries.lot_codes_of(row) or None,
            "named": queries.named_numbers(row) or None,
            "state": VOID if void else VALID,
            "voided_at": clock(void.at) if void else None,
            "void_reason": void.reason if void else None,
        }


def collected(actor: Actor, asked: Asked) -> Iterator[Row]:
    for row in asked.collected(actor).iterator(chunk_size=AT_ONCE):
        yield {
            "number": row.number,
            "issuer": row.issuer,
            "holder": row.organisation.name,
            "day": row.day,
            "variety": row.variety.name,
            "weight_g": row.weight_g,
            "lots": [row.lot.code],
            "ours": row.certificate_id is not None,
            "state": state(row),
            "collected_by": row.collected_by,
            "at": clock(row.at),
        }


def state(row: Any) -> str:
    """Of one taken in, the gravest first."""
    if hasattr(row, "given_back"):
        return BACK
    if row.misfit:
        return both(Misfit(row.misfit), MISFIT_NAMES[Misfit(row.misfit)])
    return VOID if row.certificate is not None and hasattr(row.certificate, "void") else VALID


def clock(at: datetime) -> datetime:
    """As Excel keeps it: of the county, without a zone."""
    return timezone.localtime(at).replace(tzinfo=None, microsecond=0)
