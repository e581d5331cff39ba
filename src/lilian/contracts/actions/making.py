"""Contracts are made, one or a thousand in one go: all of them or none."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.bulk import BATCH
from lilian.base.idempotency import KeyReused
from lilian.catalog import queries as catalog
from lilian.contracts.actions import writing
from lilian.contracts.models import Contract, Terms, TermsLine
from lilian.contracts.queries.homes import Home, homes
from lilian.contracts.queries.templates import version
from lilian.contracts.rules import terms as rules
from lilian.contracts.values.terms import BatchDraft
from lilian.kernel import codes
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound, Refusal
from lilian.members import queries as members

PREFIX = "HT"
MOST = 5_000


class NothingToMake(Invalid):
    code = "contracts.nothing_to_make"
    sentence = gettext_noop("没有要订的合同，或者一次超过了 {most} 份。")


class HouseholdTwice(Invalid):
    code = "contracts.household_twice"
    sentence = gettext_noop("农户 {household} 写了两次。")


class HouseholdGone(Refusal):
    code = "contracts.household_gone"
    sentence = gettext_noop("农户 {household} 已经销户。")


class AlreadyRenewed(AlreadyDone):
    code = "contracts.already_renewed"
    sentence = gettext_noop("合同 {number} 已经续签过了。")


@transaction.atomic
def make_contracts(*, actor: Actor, batch: BatchDraft, client_key: str, now: datetime) -> list[int]:
    """Make the contracts, to be signed; return their keys. The same key again gives the same contracts.

    :raises AlreadyBound, BlockPromised, BlockOfAnother, DepositOverLaw, Invalid, NotFound: nothing is written then
    """
    actor.must("contracts.make")
    asked = writing.digest_of(batch)
    writing.hold_promises()
    if before := list(Contract.objects.filter(batch=client_key).order_by("pk").values_list("pk", "asked")):
        if before[0][1] != asked:
            raise KeyReused()
        return [pk for pk, _ in before]
    known = _checked(actor, batch, now)
    made = _written(actor, batch, known, (client_key, asked), now)
    events = [audit.Said("contracts.made", one, {"number": one.number, "batch": client_key}) for one in made]
    audit.record_all(actor=actor, events=events, at=now)
    return [one.pk for one in made]


def _checked(actor: Actor, batch: BatchDraft, now: datetime) -> dict[int, Home]:
    """The households by their keys, if every contract may be made."""
    if not 0 < len(batch.contracts) <= MOST:
        raise NothingToMake(most=MOST)
    today = timezone.localdate(now)
    season = catalog.seasons().filter(pk=batch.season_id).first()
    buyer = members.organisations(actor, on=today).filter(pk=batch.buyer_id)
    if season is None or not buyer.exists():
        raise NotFound()
    version(actor, batch.version_id)
    known = _homes(actor, [draft.household_id for draft in batch.contracts])
    terms = {draft.household_id: draft.terms for draft in batch.contracts}
    writing.check_unbound(terms, known, (batch.season_id, batch.buyer_id), today)
    grades, varieties = set(catalog.grade_names()), set(catalog.varieties().values_list("pk", flat=True))
    for draft in batch.contracts:
        rules.check(draft.terms)
        writing.check_named(draft.terms, known[draft.household_id], season, grades, varieties)
    writing.check_blocks_free(terms.values(), batch.season_id, today)
    return known


def _homes(actor: Actor, household_ids: list[int]) -> dict[int, Home]:
    """:raises NotFound: if one is not there or not the actor's to bind
    :raises HouseholdTwice, HouseholdGone: as the names say
    """
    known = homes(actor, household_ids)
    seen: set[int] = set()
    for key in household_ids:
        if key not in known:
            raise NotFound()
        home = known[key]
        actor.must("contracts.make", organisation_id=home.organisation_id)
        if key in seen:
            raise HouseholdTwice(household=home.code)
        if home.is_closed:
            raise HouseholdGone(household=home.code)
        seen.add(key)
    return known


def _written(
    actor: Actor, batch: BatchDraft, known: dict[int, Home], key: tuple[str, str], now: datetime
) -> list[Contract]:
    taken = Contract.objects.count()  # no contract ever goes, so that numbers follow one another
    rows = [_contract(actor, batch, draft, known, codes.numbered(PREFIX, taken + place), key, now)
            for place, draft in enumerate(batch.contracts, 1)]  # fmt: skip
    made = Contract.objects.bulk_create(rows, batch_size=BATCH)
    today = timezone.localdate(now)
    terms = Terms.objects.bulk_create(
        [writing.terms_row(actor, one, 1, draft.terms, today, now)
         for one, draft in zip(made, batch.contracts, strict=True)],
        batch_size=BATCH,
    )  # fmt: skip
    lines = (line for one, draft in zip(terms, batch.contracts, strict=True)
             for line in writing.line_rows(one, draft.terms))  # fmt: skip
    TermsLine.objects.bulk_create(lines, batch_size=BATCH)
    return made


def _contract(
    actor: Actor, batch: BatchDraft, draft: Any, known: dict[int, Home], number: str, key: tuple[str, str],
    now: datetime,
) -> Contract:  # fmt: skip
    home = known[draft.household_id]
    return Contract(
        number=number,
        season_id=batch.season_id,
        buyer_id=batch.buyer_id,
        coop_id=home.organisation_id,
        household_id=home.household_id,
        household_name=home.name[:80],
        version_id=batch.version_id,
        renews_id=draft.renews_id,
        is_supported=draft.is_supported,
        batch=key[0],
        asked=key[1],
        at=now,
        made_by=actor.name[:80],
    )
