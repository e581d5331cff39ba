"""What markets quoted, and prices worked out from it. Quotations are public among members."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.contracts.models import Market, Quotation
from lilian.contracts.rules import prices
from lilian.contracts.rules.why import why
from lilian.contracts.values.prices import Priced, PriceRule, Quoted, Why
from lilian.kernel.refusal import NotFound

__all__ = ["PriceBook", "latest", "market", "markets", "price_book", "quotations"]


def markets(actor: Actor) -> QuerySet[Market]:
    actor.must("contracts.see_market")
    return Market.objects.all()


def market(actor: Actor, code: str) -> Market:
    """:raises NotFound: if there is none of this code"""
    found = markets(actor).filter(code=code).first()
    if found is None:
        raise NotFound()
    return found


def quotations(
    actor: Actor, *, market_code: str = "", variety_id: int | None = None, since: date | None = None
) -> QuerySet[Quotation]:
    """All that was written down, newest day first, also what was corrected later."""
    actor.must("contracts.see_market")
    found = Quotation.objects.select_related("market", "variety")
    if market_code:
        found = found.filter(market__code=market_code)
    if variety_id is not None:
        found = found.filter(variety_id=variety_id)
    if since is not None:
        found = found.filter(day__gte=since)
    return found


def latest(actor: Actor, market_code: str, variety_id: int) -> dict[str, list[Quotation]]:
    """Grade -> its quotations that count, oldest first: of two of a day the later written."""
    of_day: dict[str, dict[date, Quotation]] = defaultdict(dict)
    for one in quotations(actor, market_code=market_code, variety_id=variety_id).order_by("day", "pk"):
        of_day[one.grade][one.day] = one
    return {grade: list(days.values()) for grade, days in of_day.items()}


@dataclass(frozen=True)
class PriceBook:
    """Quotations of some varieties and days, read once, so that many deliveries are priced without asking again."""

    first: date
    last: date
    quoted: dict[int, tuple[Quoted, ...]]
    names: dict[str, str]
    _known: dict[tuple[int, PriceRule, str, date], Priced] = field(default_factory=dict, repr=False, compare=False)

    def price_on(self, rule: PriceRule, variety_id: int, grade: str, day: date) -> Priced:
        """:raises ValueError: if the day is not of the book"""
        if not self.first <= day <= self.last:
            raise ValueError(f"{day} is not in a price book of {self.first} to {self.last}")
        key = (variety_id, rule, grade, day)
        if key not in self._known:
            self._known[key] = prices.price_on(rule, grade, self.quoted.get(variety_id, ()), day)
        return self._known[key]

    def why(self, priced: Priced) -> Why:
        """The sentences of a price: which market said what on which day, and what the rule made of it."""
        code = priced.rule.market
        return why(priced, self.names.get(code, code))


def price_book(variety_ids: Collection[int], first: date, last: date) -> PriceBook:
    """For deliveries from `first` to `last`, both in it; two queries."""
    reach = first - timedelta(days=prices.MOST_WINDOW_DAYS)
    found = Quotation.objects.filter(variety_id__in=variety_ids, day__gt=reach, day__lte=last).select_related("market")
    return PriceBook(first, last, _by_variety(found), dict(Market.objects.values_list("code", "name")))


def _by_variety(found: Iterable[Quotation]) -> dict[int, tuple[Quoted, ...]]:
    by_variety: dict[int, list[Quoted]] = defaultdict(list)
    for one in found:
        said = Quoted(one.pk, one.market.code, one.grade, one.day, one.fen_per_kg, one.source)
        by_variety[one.variety_id].append(said)
    return {variety_id: tuple(said) for variety_id, said in by_variety.items()}
