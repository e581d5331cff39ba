"""One spring to know by heart: Guo's co-operative with Mei and Li, Qiao's with Qiao; urea and bags; two suppliers."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from lilian.base.actors import Actor, Duty, system
from lilian.base.policy import Role
from lilian.catalog import actions as catalog
from lilian.catalog.values import FarmInputDraft, InputCategory
from lilian.ledger import actions as ledger
from lilian.members.models import Household, Organisation, Person
from lilian.purchasing import actions
from lilian.purchasing.models import Article, Campaign, Need
from lilian.purchasing.values import (
    ArticleDraft,
    Buyer,
    CampaignDraft,
    Paper,
    PaperKind,
    QuoteDraft,
    QuoteLineDraft,
    Source,
    Tier,
    Wanted,
)
from tests.stock.goods import organisation
from tests.storage.stores import work_off

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
NEEDS_UNTIL, QUOTES_UNTIL = NOW + timedelta(days=7), NOW + timedelta(days=14)
OPENED = QUOTES_UNTIL + timedelta(hours=1)
LICENCE = Paper(PaperKind.LICENCE, "晋农肥许 001", date(2027, 1, 1))
KEYS = count(1)


@dataclass(frozen=True)
class Spring:
    """`urea` and `bags` are articles of the campaign; the alliance keeps books."""

    office: Organisation
    guo: Organisation
    qiao: Organisation
    green: Organisation
    stone: Organisation
    mei: Household
    li: Household
    qiaos: Household
    book: int
    campaign: int
    urea: int
    bags: int

    def actor(self, role: Role, home: Organisation, **said: Any) -> Actor:
        return Actor(name=role.value, duties=(Duty(role, home.pk, frozenset({home.pk})),), **said)

    @property
    def lin(self) -> Actor:
        return self.actor(Role.OFFICE, self.office)

    def manager(self, home: Organisation) -> Actor:
        return self.actor(Role.COOP_MANAGER, home)

    def supplier(self, home: Organisation) -> Actor:
        return self.actor(Role.SUPPLIER, home)

    def grower(self, household: Household) -> Actor:
        person, _ = Person.objects.get_or_create(
            name=household.code, organisation=household.organisation, household=household
        )
        return self.actor(Role.GROWER, household.organisation, person_id=person.pk)

    def want(self, household: Household, *wanted: Wanted, now: datetime = NOW) -> None:
        buyer = Buyer(household.organisation_id, household.pk)
        actor, campaign = self.grower(household), self.campaign
        actions.set_needs(actor=actor, campaign_id=campaign, buyer=buyer, wanted=wanted, source=Source.PHONE, now=now)

    def hand_in(self) -> None:
        """The co-operatives hand in what there is, the alliance approves and closes."""
        asked = Need.objects.filter(campaign=self.campaign).values("organisation_id")
        for home in Organisation.objects.filter(pk__in=asked):
            actions.confirm_needs(actor=self.manager(home), campaign_id=self.campaign, organisation_id=home.pk, now=NOW)
        actions.approve_needs(actor=self.lin, campaign_id=self.campaign, now=NOW)
        actions.close_needs(actor=self.lin, campaign_id=self.campaign, now=NEEDS_UNTIL)

    def bid(self, home: Organisation, *lines: QuoteLineDraft, key: str = "", **said: Any) -> int:
        fields: dict[str, Any] = {"papers": (LICENCE,)} | said
        draft = QuoteDraft(self.campaign, home.pk, lines, **fields)
        actor = self.supplier(home)
        return actions.submit_quote(
            actor=actor, draft=draft, client_key=key or f"bid-{next(KEYS)}", now=NEEDS_UNTIL + timedelta(hours=1)
        )

    def price(self, article: int, *fen: int, **said: Any) -> QuoteLineDraft:
        return QuoteLineDraft(article, fen, **said)

    def decided(self, **said: Any) -> int:
        """A decision, worked out."""
        made = actions.start_decision(actor=self.lin, campaign_id=self.campaign, now=OPENED, **said)
        work_off()
        return made

    def adopted(self) -> int:
        made = self.decided()
        actions.adopt_decision(actor=self.lin, decision_id=made, reason="最省", now=OPENED)
        return made

    @property
    def stage(self) -> str:
        return Campaign.objects.get(pk=self.campaign).stage


def the_spring() -> Spring:
    office, guo, qiao = organisation("LM", "bureau", "bureau"), organisation("GUO"), organisation("QIAO")
    green, stone = organisation("GREEN", "supplier", "chain"), organisation("STONE", "supplier", "chain")
    homes = [("H-MEI", guo), ("H-LI", guo), ("H-QIAO", qiao)]
    mei, li, qiaos = (Household.objects.create(code=code, organisation=home) for code, home in homes)
    actor = system("test")
    book = ledger.open_book(actor=actor, organisation_id=office.pk, opened_on=date(2026, 1, 1), now=NOW)
    urea, bags = (catalog.add_farm_input(actor=actor, draft=draft, now=NOW) for draft in INPUTS)
    campaign = actions.open_campaign(
        actor=actor,
        draft=CampaignDraft("春季农资", office.pk, NEEDS_UNTIL, QUOTES_UNTIL, deposit_permille=200),
        articles=(ArticleDraft(urea, (Tier(0, 12_000), Tier(20, 11_000))), ArticleDraft(bags)),
        now=NOW,
    )
    first, second = Article.objects.filter(campaign=campaign).values_list("pk", flat=True)
    return Spring(office, guo, qiao, green, stone, mei, li, qiaos, book, campaign, first, second)


INPUTS = (
    FarmInputDraft("F1", "尿素", InputCategory.FERTILISER, "袋", "40 公斤"),
    FarmInputDraft("F2", "梨果袋", InputCategory.FRUIT_BAG, "件", "5000 个"),
)
