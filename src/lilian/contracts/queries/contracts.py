"""Contracts as lists and one at a time, with how far each is."""

from collections.abc import Collection

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When

from lilian.base.actors import Actor
from lilian.contracts.models import Contract, Signature, Terms
from lilian.contracts.queries.seen import seen
from lilian.contracts.values.terms import Party, State
from lilian.kernel.refusal import NotFound
from lilian.members.values import masked_name

PARTS = 900  # keys a statement: SQLite takes a thousand
OF_CONTRACT = Terms.objects.filter(contract=OuterRef("pk")).annotate(signed=Count("signatures"))
LATER = Terms.objects.filter(contract=OuterRef("contract"), number__gt=OuterRef("number"))
WHOLE = Exists(OF_CONTRACT.filter(signed=F("parties")))
PENDING = Exists(OF_CONTRACT.filter(~Exists(LATER), signed__lt=F("parties")))
STATE = Case(
    When(ending__isnull=False, then=Value(State.ENDED.value)),
    When(~WHOLE, then=Value(State.UNSIGNED.value)),
    When(PENDING, then=Value(State.AMENDED.value)),
    default=Value(State.IN_FORCE.value),
)


def contracts(
    actor: Actor,
    *,
    season_id: int | None = None,
    organisation_id: int | None = None,
    state: State | None = None,
    text: str = "",
    batch: str = "",
) -> QuerySet[Contract]:
    """Contracts the actor may know of, newest first, each with its `state`; `organisation_id` is buyer or co-op.

    `text` is a part of the number or of the household's name.
    """
    actor.must("contracts.see")
    related = ("season", "buyer", "coop", "household", "version__template", "ending")
    found = Contract.objects.filter(seen(actor)).select_related(*related).annotate(state=STATE)
    if season_id is not None:
        found = found.filter(season_id=season_id)
    if organisation_id is not None:
        found = found.filter(Q(coop_id=organisation_id) | Q(buyer_id=organisation_id))
    if state is not None:
        found = found.filter(state=state.value)
    if batch:
        found = found.filter(batch=batch)
    if wanted := text.strip():
        found = found.filter(Q(number__icontains=wanted) | Q(household_name__icontains=wanted))
    return found


def contract(actor: Actor, contract_id: int) -> Contract:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    found = contracts(actor).filter(pk=contract_id).first()
    if found is None:
        raise NotFound()
    return found


def contracts_by_id(actor: Actor, contract_ids: Collection[int]) -> dict[int, Contract]:
    """Those of them the actor may know of."""
    wanted, found = sorted(set(contract_ids)), dict[int, Contract]()
    for start in range(0, len(wanted), PARTS):
        found |= {one.pk: one for one in contracts(actor).filter(pk__in=wanted[start : start + PARTS])}
    return found


def household_name(actor: Actor, contract: Contract) -> str:
    """Masked for who sees all contracts but is entitled to nobody's name."""
    own = actor.reach("members.see_names")
    named = contract.coop_id in own or contract.buyer_id in own or actor.reach("contracts.see").person_ids
    return contract.household_name if named else masked_name(contract.household_name)


def versions(actor: Actor, contract_id: int) -> list[Terms]:
    """All terms of a contract, newest first, each with its lines and signatures but no pictures."""
    own = contract(actor, contract_id)
    signatures = Signature.objects.defer("picture")
    found = own.terms.prefetch_related("lines__variety", "lines__block", Prefetch("signatures", signatures))
    return list(found.order_by("-number"))


def picture(actor: Actor, signature_id: int) -> bytes:
    """What was signed with: the strokes or the photo.

    :raises NotFound: if there is none, or the actor may not know of its contract
    """
    found = Signature.objects.filter(pk=signature_id).select_related("terms", "shown_by").first()
    if found is None:
        raise NotFound()
    contract(actor, found.terms.contract_id)
    return bytes((found.shown_by or found).picture)


def newest_terms_ids(actor: Actor, contract_ids: Collection[int]) -> list[int]:
    """The newest terms of each, in the order of the contracts' keys; of those the actor may know of."""
    wanted = sorted(set(contract_ids))
    newest: list[int] = []
    for start in range(0, len(wanted), PARTS):
        own = contracts(actor).filter(pk__in=wanted[start : start + PARTS]).order_by().values("pk")
        rows = Terms.objects.filter(contract__in=own).filter(~Exists(LATER))
        newest += rows.order_by("contract_id").values_list("pk", flat=True)
    return newest


def newest_terms(actor: Actor, found: Collection[Contract]) -> dict[int, Terms]:
    """Contract -> its newest terms, with lines and signatures but no pictures; of those the actor may know of."""
    keys = newest_terms_ids(actor, [one.pk for one in found])
    signatures = Signature.objects.defer("picture")
    newest: dict[int, Terms] = {}
    for start in range(0, len(keys), PARTS):
        rows = Terms.objects.filter(pk__in=keys[start : start + PARTS])
        rows = rows.prefetch_related("lines__variety", "lines__block", Prefetch("signatures", signatures))
        newest |= {one.contract_id: one for one in rows}
    return newest


def waiting_for(actor: Actor, found: QuerySet[Contract], party: Party) -> list[int]:
    """The newest terms of these contracts that the party has still to sign and the actor may sign for it."""
    reach = actor.reach("contracts.sign")
    open_ones = found.filter(ending__isnull=True)
    if not reach.everywhere:
        side = "buyer_id__in" if party is Party.BUYER else "coop_id__in"
        open_ones = open_ones.filter(**{side: reach.organisation_ids})
    signed = Signature.objects.filter(terms=OuterRef("pk"), party=party.value)
    newest = Terms.objects.filter(contract__in=open_ones.order_by().values("pk")).filter(
        ~Exists(LATER), ~Exists(signed)
    )
    if party is Party.COOP:
        newest = newest.filter(parties=3)
    return list(newest.order_by("pk").values_list("pk", flat=True))
