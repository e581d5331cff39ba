"""The season as the contracts see it: milestones due and done, estimates, purchases refused."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from lilian.base.actors import Actor
from lilian.contracts.models import Contract, MilestoneDone, PurchaseRefusal
from lilian.contracts.queries.contracts import contract
from lilian.contracts.queries.seen import seen
from lilian.contracts.values.terms import TermsInForce
from lilian.kernel.refusal import NotFound


@dataclass(frozen=True)
class MilestoneState:
    """One milestone of one contract: due when, reached when (None: not yet)."""

    key: str
    name: str
    due_on: date
    done_on: date | None
    estimate_g: int | None
    note: str


@dataclass(frozen=True)
class MilestoneCount:
    """One milestone over many contracts: of so many due so many are done, so many late."""

    key: str
    name: str
    due_on: date
    contracts: int
    done: int

    @property
    def open(self) -> int:
        return self.contracts - self.done


def milestones(actor: Actor, contract_id: int) -> list[MilestoneState]:
    """Of the newest terms, by day."""
    newest = contract(actor, contract_id).terms.order_by("-number")[0]
    done = {one.milestone: one for one in MilestoneDone.objects.filter(contract_id=contract_id).order_by("day", "pk")}
    states = []
    for one in newest.milestones:
        row = done.get(one["key"])
        due_on = date.fromisoformat(one["due_on"])
        reached = (row.day, row.estimate_g, row.note) if row else (None, None, "")
        states.append(MilestoneState(one["key"], one["name"], due_on, *reached))
    return sorted(states, key=lambda state: state.due_on)


def milestone_counts(terms: Collection[TermsInForce], by: date) -> list[MilestoneCount]:
    """Over these contracts, of what is due by the day; earliest first."""
    reached = set(MilestoneDone.objects.values_list("contract_id", "milestone"))
    due: dict[tuple[date, str, str], list[int]] = {}
    for one in terms:
        for each in one.terms.milestones:
            if each.due_on <= by:
                due.setdefault((each.due_on, each.key, each.name), []).append(one.contract_id)
    return [
        MilestoneCount(key, name, due_on, len(ids), sum((pk, key) in reached for pk in ids))
        for (due_on, key, name), ids in sorted(due.items())
    ]


def estimates(contract_ids: Collection[int]) -> dict[int, int]:
    """Contract -> the grams of its latest yield estimate."""
    rows = MilestoneDone.objects.filter(estimate_g__isnull=False).order_by("day", "pk")
    wanted = set(contract_ids)
    return {pk: g for pk, g in rows.values_list("contract_id", "estimate_g") if pk in wanted and g is not None}


def refusals(actor: Actor, *, contract_id: int | None = None, open_only: bool = False) -> QuerySet[PurchaseRefusal]:
    """Purchases somebody asked to refuse, of contracts the actor may know of, newest first."""
    actor.must("contracts.see")
    own = Contract.objects.filter(seen(actor)).order_by().values("pk")
    found = PurchaseRefusal.objects.filter(contract__in=own).select_related(
        "contract__coop", "contract__buyer", "answer"
    )
    if contract_id is not None:
        found = found.filter(contract_id=contract_id)
    return found.filter(answer__isnull=True) if open_only else found


def refusal(actor: Actor, refusal_id: int) -> PurchaseRefusal:
    """:raises NotFound: if there is none, or the actor may not know of its contract"""
    found = refusals(actor).filter(pk=refusal_id).first()
    if found is None:
        raise NotFound()
    return found


def refused_g(contract_ids: Collection[int]) -> dict[int, int]:
    """Contract -> grams whose refusal was upheld."""
    upheld = PurchaseRefusal.objects.filter(answer__is_upheld=True).order_by().values("contract_id")
    wanted = set(contract_ids)
    return {row["contract_id"]: row["g"] for row in upheld.annotate(g=Sum("weight_g")) if row["contract_id"] in wanted}


def may_speak(actor: Actor, contract: Contract, permission: str) -> bool:
    """True if the actor holds the permission at the buyer or at the co-operative."""
    reach = actor.reach(permission)
    return contract.buyer_id in reach or contract.coop_id in reach
