"""Quotations are written down with their source; a wrong one is followed by a right one."""

from dataclasses import replace
from datetime import date

import pytest

from lilian.base.models import AuditEvent
from lilian.contracts import actions, queries
from lilian.contracts.actions.markets import BadQuotation, MarketTaken, NoSuchMarket, NothingNew, QuotedAhead
from lilian.contracts.actions.writing import NoSuchGrade
from lilian.contracts.values import MarketDraft, QuotationDraft
from lilian.kernel.refusal import NotAllowed
from tests.contracts.orchard import AUTUMN, HARVEST, Orchard


def test_what_was_quoted_is_read_by_grade_and_the_later_written_counts(orchard: Orchard) -> None:
    for fen in (700, 720):
        orchard.quoted(fen)
    orchard.quoted(690, date(2026, 9, 10))
    found = queries.latest(orchard.actor("hai"), "XH", orchard.variety)
    assert [one.fen_per_kg for one in found["first"]] == [690, 720]
    assert queries.quotations(orchard.actor("hai"), market_code="XH").count() == 3
    assert AuditEvent.objects.filter(event="contracts.quotations_entered").count() == 3


def test_a_figure_known_already_is_passed_over(orchard: Orchard) -> None:
    orchard.quoted(700)
    with pytest.raises(NothingNew):
        orchard.quoted(700)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"market": "BJ"}, NoSuchMarket),
        ({"grade": "best"}, NoSuchGrade),
        ({"day": date(2026, 9, 19)}, QuotedAhead),
        ({"fen_per_kg": 0}, BadQuotation),
        ({"source": " "}, BadQuotation),
    ],
)
def test_a_quotation_that_cannot_be_is_refused(orchard: Orchard, changes: dict, refusal: type) -> None:
    draft = replace(QuotationDraft("XH", orchard.variety, "first", HARVEST, 700, "新华指数"), **changes)
    with pytest.raises(refusal):
        actions.enter_quotations(actor=orchard.actor("lin"), drafts=[draft], now=AUTUMN)


def test_only_the_office_quotes(orchard: Orchard) -> None:
    draft = QuotationDraft("XH", orchard.variety, "first", HARVEST, 700, "新华指数")
    with pytest.raises(NotAllowed):
        actions.enter_quotations(actor=orchard.actor("guo"), drafts=[draft], now=AUTUMN)


def test_a_market_is_named_once(orchard: Orchard) -> None:
    with pytest.raises(MarketTaken):
        actions.add_market(actor=orchard.actor("lin"), draft=MarketDraft("XH", "别的", "别处"), now=AUTUMN)
