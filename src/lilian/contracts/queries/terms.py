"""Terms as they count on a day, and the price of a delivery by them."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, TypedDict

import msgspec
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from lilian.base.actors import Actor
from lilian.contracts.models import Contract, Terms, TermsLine
from lilian.contracts.queries.markets import PriceBook, price_book
from lilian.contracts.queries.seen import seen
from lilian.contracts.values.prices import Deduction, Priced, PriceRule, Why
from lilian.contracts.values.terms import Line, Milestone, Over, Penalties, TermsDraft, TermsInForce
from lilian.kernel.marks import gettext_noop
from lilian.kernel.period import Period
from lilian.kernel.refusal import Invalid

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

PARTS = 900  # keys a statement: SQLite takes a thousand


class NotPromised(Invalid):
    code = "contracts.not_promised"
    sentence = gettext_noop("合同 {number} 里没有这个品种的等级“{grade}”。")


def terms_on(
    actor: Actor,
    day: date,
    *,
    household_ids: Collection[int] | None = None,
    contract_ids: Collection[int] | None = None,
    season_id: int | None = None,
    permission: str = "contracts.see",
) -> list[TermsInForce]:
    """The terms in force on the day of the contracts the actor may know of, by contract: of each the newest that all
    its parties had signed and that had taken effect. Contracts not signed yet or ended by then are not among them.
    """
    actor.must(permission)
    found = Contract.objects.filter(seen(actor, permission)).filter(
        Q(ending__isnull=True) | Q(ending__day__gt=day), at__date__lte=day
    )
    if household_ids is not None:
        found = found.filter(household_id__in=household_ids)
    if contract_ids is not None:
        found = found.filter(pk__in=contract_ids)
    if season_id is not None:
        found = found.filter(season_id=season_id)
    newest: dict[int, WithAnnotations[Terms, Whole]] = {}
    for one in _whole(day).filter(contract__in=found.order_by().values("pk")).order_by("contract_id", "number"):
        newest[one.contract_id] = one
    lines = _lines_of([one.pk for one in newest.values()])
    return [_in_force(one, lines.get(one.pk, ())) for one in newest.values()]


def numbers_on(day: date, *, organisation_id: int) -> dict[int, list[str]]:
    """Household -> numbers of the contracts in force on the day with or through the organisation."""
    mine = Contract.objects.filter(Q(coop_id=organisation_id) | Q(buyer_id=organisation_id), at__date__lte=day)
    open_ones = mine.filter(Q(ending__isnull=True) | Q(ending__day__gt=day))
    whole = _whole(day).filter(contract__in=open_ones.order_by().values("pk"))
    found: dict[int, list[str]] = {}
    for home, number in (
        whole.values_list("contract__household_id", "contract__number").distinct().order_by("contract__number")
    ):
        found.setdefault(home, []).append(number)
    return found


class Whole(TypedDict):
    """How many have signed, and the day the last of them did."""

    signed: int
    whole_on: date


def _whole(day: date) -> "QuerySet[WithAnnotations[Terms, Whole]]":
    """Terms that counted by the day, were they the newest: signed by all, and begun."""
    signed = Terms.objects.annotate(signed=Count("signatures"), whole_on=Max("signatures__day"))
    whole = signed.filter(signed=F("parties"), whole_on__lte=day, effective_from__lte=day)
    return whole.select_related("contract")


def promised(season_id: int, day: date, *, but: int | None = None) -> QuerySet[TermsLine]:
    """Lines that bind somebody on the day or may later, but for those of one contract: of contracts not ended by then,
    the newest terms, signed or not, and of those all have signed the ones in force and what was agreed after them.
    """
    of = Terms.objects.filter(contract=OuterRef("terms__contract"), number__gt=OuterRef("terms__number"))
    signed = Terms.objects.filter(pk=OuterRef("terms")).annotate(signed=Count("signatures"))
    overtaken = _whole(day).filter(contract=OuterRef("terms__contract"), number__gt=OuterRef("terms__number"))
    running = TermsLine.objects.filter(
        Q(terms__contract__ending__isnull=True) | Q(terms__contract__ending__day__gt=day),
        terms__contract__season_id=season_id,
    )
    standing = running.filter(~Exists(of) | Exists(signed.filter(signed=F("parties"))) & ~Exists(overtaken))
    return standing.exclude(terms__contract_id=but or 0)


def _lines_of(terms_ids: list[int]) -> dict[int, list[TermsLine]]:
    found: dict[int, list[TermsLine]] = {}
    for start in range(0, len(terms_ids), PARTS):
        for line in TermsLine.objects.filter(terms_id__in=terms_ids[start : start + PARTS]).order_by("pk"):
            found.setdefault(line.terms_id, []).append(line)
    return found


def _in_force(terms: "WithAnnotations[Terms, Whole]", lines: Iterable[TermsLine]) -> TermsInForce:
    of = terms.contract
    since = max(terms.effective_from, terms.whole_on)
    return TermsInForce(
        of.pk, of.number, terms.pk, terms.number, of.season_id, of.buyer_id, of.coop_id, of.household_id, since,
        said(terms, lines),
    )  # fmt: skip


def said(terms: Terms, lines: Iterable[TermsLine]) -> TermsDraft:
    """Terms as a value, as they were written."""
    return TermsDraft(
        lines=tuple(
            Line(one.variety_id, one.grade, one.expected_g, msgspec.convert(one.rule, PriceRule), one.block_id)
            for one in lines
        ),
        delivery=Period(terms.deliver_from, terms.deliver_until),
        deductions=msgspec.convert(terms.deductions, tuple[Deduction, ...]),
        deposit_fen=terms.deposit_fen,
        credit_limit_fen=terms.credit_limit_fen,
        tolerance_permille=terms.tolerance_permille,
        pay_within_days=terms.pay_within_days,
        penalties=msgspec.convert(terms.penalties, Penalties),
        milestones=msgspec.convert(terms.milestones, tuple[Milestone, ...]),
        over=Over(terms.over),
    )


def price_on(terms: TermsInForce, variety_id: int, grade: str, day: date, *, book: PriceBook | None = None) -> Priced:
    """What a kilogram of the grade, delivered on the day, costs by these terms; `book` for many deliveries.

    :raises NotPromised: if the terms have no such grade
    """
    line = terms.line(variety_id, grade)
    if line is None:
        raise NotPromised(number=terms.number, grade=grade)
    known = book or price_book({variety_id}, day, day)
    return known.price_on(line.rule, variety_id, grade, day)


def why(priced: Priced, book: PriceBook | None = None) -> Why:
    """The sentences of a price: which market said what on which day, and what the rule made of it."""
    return (book or price_book((), priced.day, priced.day)).why(priced)
