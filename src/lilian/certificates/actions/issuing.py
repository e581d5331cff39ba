"""A certificate is issued: for lots of one day, or for fruit that nobody received yet."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.catalog import queries as catalog
from lilian.certificates import queries, rules
from lilian.certificates.actions.refusals import LotOfAnother, MoreThanItWeighs, NoSuchEarlier, NotOneBatch
from lilian.certificates.models import Certificate, Named, Part, Signature
from lilian.certificates.values import SERIALS, CertificateDraft, Form, certificate_number
from lilian.certificates.values import Part as PartDraft
from lilian.kernel.quantity import in_unit
from lilian.kernel.refusal import NotFound
from lilian.stock import queries as stock
from lilian.stock.values import Origin


@dataclass(frozen=True)
class Settled:
    """What was decided about a draft before anything is written."""

    variety: Any
    promiser: str
    origin: str


@transaction.atomic
def issue(*, actor: Actor, draft: CertificateDraft, client_key: str, now: datetime) -> int:
    """Promise; return the certificate's key. The same client key again gives the same certificate.

    :raises MoreThanItWeighs: if certificates would promise for more of a lot than it weighs
    :raises NotOneBatch, LotOfAnother, NoSuchEarlier, Invalid, NothingCollected, NotFound: nothing is written then
    """
    actor.must("certificates.issue")
    hold_name(f"certificates\n{client_key}", wait=True)
    if same := Certificate.objects.filter(client_key=client_key).first():
        return _same(same, draft)
    rules.check(draft)
    settled = _settled(actor, draft)
    made = _written(actor, draft, settled, client_key, now)
    data = {"number": made.number, "weight_g": made.weight_g, "digest": made.digest}
    audit.record(actor=actor, event="certificates.issued", subject=made, at=now, data=data)
    return made.pk


def _same(before: Certificate, draft: CertificateDraft) -> int:
    """:raises KeyReused: if the key was another certificate's"""
    asked = (draft.organisation_id, draft.household_id, draft.variety_id, draft.weight_g, draft.form.value)
    if (before.organisation_id, before.household_id, before.variety_id, before.weight_g, before.form) != asked:
        raise KeyReused()
    return before.pk


def _settled(actor: Actor, draft: CertificateDraft) -> Settled:
    promiser = queries.promiser_of(actor, draft.organisation_id, draft.household_id, permission="certificates.issue")
    variety = catalog.varieties().filter(pk=draft.variety_id).first()
    if variety is None:
        raise NotFound()
    shares, grown_here = _held_still(actor, draft)
    rules.check_form(draft, grown_here)
    _check_named(actor, draft)
    grown = queries.origin_words(shares) if shares else ""
    home = queries.home_words(draft.organisation_id, draft.household_id)
    return Settled(variety, promiser, grown or draft.origin.strip()[:120] or home)


def _held_still(actor: Actor, draft: CertificateDraft) -> tuple[dict[Origin, int], list[rules.Grown]]:
    """Where the fruit that is promised for grew, and how much of each lot with who promises; nobody else promises for
    these lots until the transaction ends."""
    if not draft.lots:
        return {}, []
    keys = sorted(part.lot_id for part in draft.lots)
    for key in keys:
        hold_name(f"certificates lot\n{key}", wait=True)
    lots = {lot.pk: lot for lot in stock.lots(actor).filter(pk__in=keys)}
    if len(lots) < len(set(keys)):
        raise NotFound()
    if len({lot.made_on for lot in lots.values()}) > 1 or {lot.variety_id for lot in lots.values()} != {
        draft.variety_id
    }:
        raise NotOneBatch()
    shares: dict[Origin, int] = {}
    here: list[rules.Grown] = []
    produced = queries.promised_g(keys, form=Form.PRODUCER)
    for part in draft.lots:
        code, grown = lots[part.lot_id].code, stock.shares(part.lot_id)
        _check_owner(lots[part.lot_id], draft)
        _check_weight(code, part, sum(grown.values()))
        own_g = rules.own_g(grown, draft.organisation_id, draft.household_id)
        here.append(rules.Grown(code, part.weight_g, own_g, produced.get(part.lot_id, 0)))
        shares |= rules.stood_for(draft, grown)
    return shares, here


def _check_owner(lot: Any, draft: CertificateDraft) -> None:
    if lot.owner_id != draft.organisation_id:
        raise LotOfAnother(lot=lot.code)


def _check_weight(code: str, part: PartDraft, whole_g: int) -> None:
    promised_g = queries.promised_g([part.lot_id]).get(part.lot_id, 0)
    if promised_g + part.weight_g > whole_g:
        said = {"whole": whole_g, "promised": promised_g, "left": whole_g - promised_g}
        raise MoreThanItWeighs(lot=code, **{name: _kilos(grams) for name, grams in said.items()})


def _kilos(weight_g: int) -> str:
    return f"{in_unit(weight_g, '公斤'):f}"


def _check_named(actor: Actor, draft: CertificateDraft) -> None:
    """:raises NoSuchEarlier: if one that is named does not stand"""
    if draft.collected:
        mine = queries.collected(actor).filter(pk__in=draft.collected, organisation=draft.organisation_id)
        if mine.filter(misfit="", given_back__isnull=True).count() < len(set(draft.collected)):
            raise NoSuchEarlier()
    earlier = Certificate.objects.filter(pk__in=draft.earlier, void__isnull=True)
    if earlier.count() < len(set(draft.earlier)):
        raise NoSuchEarlier()


def _written(actor: Actor, draft: CertificateDraft, settled: Settled, client_key: str, now: datetime) -> Certificate:
    made = Certificate(
        number=certificate_number(secrets.randbelow(SERIALS)),
        form=draft.form.value,
        organisation_id=draft.organisation_id,
        household_id=draft.household_id,
        promiser=settled.promiser[:80],
        contact=draft.contact.strip()[:40],
        signed_by=draft.signed_by.strip()[:60],
        variety=settled.variety,
        weight_g=draft.weight_g,
        origin=settled.origin,
        bases=",".join(basis.value for basis in dict.fromkeys(draft.bases)),
        test=draft.test.strip()[:200],
        used=draft.used.strip()[:200],
        is_ahead=not draft.lots,
        issued_at=now,
        at=now,
        issued_by=actor.name[:80],
        client_key=client_key,
    )
    named = [(key, None) for key in dict.fromkeys(draft.collected)] + [
        (None, key) for key in dict.fromkeys(draft.earlier)
    ]
    made.digest = rules.digest(queries.said_of(made, draft.lots, named))
    made.save(force_insert=True)
    _write_around(made, draft.lots, named, draft.picture)
    return made


def _write_around(
    made: Certificate,
    lots: Sequence[PartDraft],
    named: Sequence[tuple[int | None, int | None]],
    picture: bytes,
) -> None:
    Part.objects.bulk_create(Part(certificate=made, lot_id=part.lot_id, weight_g=part.weight_g) for part in lots)
    Named.objects.bulk_create(
        Named(certificate=made, collected_id=collected, earlier_id=earlier) for collected, earlier in named
    )
    if picture:
        Signature.objects.create(certificate=made, picture=picture)
