"""Needs from a co-operative's Excel: all rows or none, kept so that whoever made the import can take it back."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lilian.base import audit, imports
from lilian.base.actors import Actor
from lilian.members import queries as members
from lilian.members.actions.imports.faults import RowFaults
from lilian.members.values import Applied
from lilian.purchasing import queries
from lilian.purchasing.actions.campaigns import locked
from lilian.purchasing.actions.needs import Written, of_buyer, write_needs
from lilian.purchasing.actions.refusals import (
    AskedTwice,
    NotCollecting,
    UnknownBuyer,
    UnknownCampaign,
    UnknownHousehold,
    UnknownInput,
    UnknownSubstitute,
)
from lilian.purchasing.models import Article, Campaign, Need
from lilian.purchasing.rules import needs as rules
from lilian.purchasing.sheets import NEEDS
from lilian.purchasing.values import Buyer, NeedState, Source, Stage, Wanted

Row = Mapping[str, Any]
KEPT_AS = f"purchasing.{NEEDS.name}"
COLUMN_OF = {
    "purchasing.unknown_buyer": "organisation",
    "purchasing.unknown_household": "household",
    "purchasing.unknown_input": "input",
    "purchasing.asked_twice": "input",
    "purchasing.unknown_substitute": "substitute",
    "purchasing.substitutes_itself": "substitute",
    "purchasing.bad_quantity": "most",
}
FIELDS = ("quantity", "most", "substitute_id", "source", "state", "granted")


@dataclass(frozen=True)
class Known:
    """What codes in the rows mean: campaigns that take needs, their articles, and whom the actor writes for."""

    campaigns: dict[int, Campaign]
    articles: dict[tuple[int, str], int]
    organisations: dict[str, int]
    households: dict[str, tuple[int, int]]


@transaction.atomic
def write_rows(*, actor: Actor, rows: Sequence[Row], now: datetime) -> Applied:
    """Rows of `sheets.NEEDS`; one without a quantity says nothing, a quantity of 0 takes the need back.

    :raises RowsRefused: naming every row at fault; nothing is written then
    """
    actor.must("purchasing.need")
    asked, done = _meant(actor, rows, now), list[tuple[Campaign, Written]]()
    for (campaign_id, buyer), wanted in asked.items():
        campaign = locked(actor, campaign_id, Stage.COLLECTING, permission="purchasing.need")
        done += [(campaign, each) for each in write_needs(actor, campaign, buyer, wanted, Source.EXCEL, now)]
    for campaign in dict.fromkeys(campaign for campaign, _ in done):
        counts = Counter(str(each.buyer.organisation_id) for held, each in done if held == campaign)
        data = {"organisations": dict(counts)}
        audit.record(actor=actor, event="purchasing.needs_imported", subject=campaign, at=now, data=data)
    return Applied(
        NEEDS.name,
        added=tuple(_key(campaign, each) for campaign, each in done if not each.units_before),
        changed=tuple(_key(campaign, each) for campaign, each in done if each.units_before),
        unchanged=sum(1 for row in rows if row.get("quantity") is not None) - len(done),
        before={_key(campaign, each): _change(each) for campaign, each in done},
    )


def _meant(actor: Actor, rows: Sequence[Row], now: datetime) -> dict[tuple[int, Buyer], list[Wanted]]:
    known, faults = _known(actor, rows), RowFaults(COLUMN_OF, "campaign")
    asked: dict[tuple[int, Buyer], list[Wanted]] = defaultdict(list)
    for place, row in enumerate(rows):
        if row.get("quantity") is None:
            continue
        with faults.of(str(place)):
            campaign_id, buyer = _campaign(known, row, now), _buyer(known, row)
            wanted = _wanted(known, row, campaign_id)
            if any(each.article_id == wanted.article_id for each in asked[campaign_id, buyer]):
                raise AskedTwice(given=row["input"])
            asked[campaign_id, buyer].append(wanted)
    faults.check()
    return asked


def _known(actor: Actor, rows: Sequence[Row]) -> Known:
    numbers = {row["campaign"] for row in rows}
    campaigns = {one.pk: one for one in queries.campaigns(actor).filter(pk__in=numbers)}
    articles = Article.objects.filter(campaign__in=campaigns).values_list("campaign_id", "farm_input__code", "pk")
    reach = actor.reach("purchasing.need")
    homes = members.organisations(actor).filter(code__in={row["organisation"] for row in rows})
    organisations = {code: pk for code, pk in homes.values_list("code", "pk") if pk in reach}
    households: dict[str, tuple[int, int]] = {}
    if actor.may("members.see_people"):
        codes = {row["household"] for row in rows if row.get("household")}
        found = members.households(actor).filter(code__in=codes).values_list("code", "pk", "organisation_id")
        households = {code: (pk, home) for code, pk, home in found}
    return Known(campaigns, {(one, code): pk for one, code, pk in articles}, organisations, households)


def _campaign(known: Known, row: Row, now: datetime) -> int:
    found = known.campaigns.get(row["campaign"])
    if found is None:
        raise UnknownCampaign(given=row["campaign"])
    if not queries.takes_needs(found, now):
        raise NotCollecting()
    return found.pk


def _buyer(known: Known, row: Row) -> Buyer:
    organisation_id = known.organisations.get(row["organisation"])
    if organisation_id is None:
        raise UnknownBuyer(given=row["organisation"])
    code = row.get("household")
    if not code:
        return Buyer(organisation_id)
    household_id, home = known.households.get(code, (0, 0))
    if home != organisation_id:
        raise UnknownHousehold(given=code)
    return Buyer(organisation_id, household_id)


def _wanted(known: Known, row: Row, campaign_id: int) -> Wanted:
    article_id = known.articles.get((campaign_id, row["input"]))
    if article_id is None:
        raise UnknownInput(given=row["input"])
    other, substitute = row.get("substitute"), None
    if other:
        substitute = known.articles.get((campaign_id, other))
        if substitute is None:
            raise UnknownSubstitute(given=other)
    return rules.tidied(Wanted(article_id, row["quantity"], row.get("most") or 0, substitute))


def _key(campaign: Campaign, written: Written) -> str:
    buyer = written.buyer
    return f"{campaign.pk}:{written.wanted.article_id}:{buyer.organisation_id}:{buyer.household_id or 0}"


def _change(written: Written) -> dict[str, list[Any]]:
    """Each field [before, after], for the undo; a need that was not there had a quantity of 0."""
    wanted, before = written.wanted, written.before
    was = [getattr(before, name) for name in FIELDS] if before else [0, 0, None, Source.EXCEL.value, "asked", None]
    after = [wanted.quantity, wanted.most, wanted.substitute_id, Source.EXCEL.value, NeedState.ASKED.value, None]
    return {name: [old, new] for name, old, new in zip(FIELDS, was, after, strict=True)}


@transaction.atomic
def import_needs(*, actor: Actor, rows: Sequence[Row], file_name: str, file_digest: str, now: datetime) -> int:
    """`write_rows` of a file, kept for the undo; return the key of the import.

    :raises RowsRefused, NothingToImport: nothing is written then
    """
    applied = write_rows(actor=actor, rows=rows, now=now)
    counts = imports.Counts(len(applied.added), len(applied.changed), applied.unchanged)
    taken = imports.TakenIn(KEPT_AS, file_name, file_digest, counts, before=[applied.before])
    return int(imports.record(actor=actor, taken=taken, now=now).pk)


@contextmanager
def taking_back(actor: Actor, batch: Any) -> Iterator[imports.TakeBack]:
    """Every need of the import as it stood, while needs are collected and nobody has touched or ruled on them."""

    def back(now: datetime) -> None:
        counts: Counter[int] = Counter()
        for key, change in batch.before[0].items():
            campaign_id, article_id, organisation_id, household_id = map(int, key.split(":"))
            campaign = locked(actor, campaign_id, Stage.COLLECTING, permission="purchasing.need")
            buyer = Buyer(organisation_id, household_id or None)
            _put_back(
                of_buyer(campaign, buyer).select_related("article__farm_input").get(article_id=article_id), change
            )
            counts[campaign_id] += 1
        for campaign_id, needs in counts.items():
            held, data = Campaign(pk=campaign_id), {"needs": needs}
            audit.record(actor=actor, event="purchasing.needs_taken_back", subject=held, at=now, data=data)

    yield back


def _put_back(need: Need, change: Mapping[str, Sequence[Any]]) -> None:
    """:raises ChangedSince: if it no longer stands as the import left it"""
    standing = {name: getattr(need, name) for name in FIELDS}
    imports.check_as_left(need.article.farm_input.name, change, standing)
    Need.objects.filter(pk=need.pk).update(**{name: before for name, (before, _) in change.items()})


imports.register(KEPT_AS, taking_back)
