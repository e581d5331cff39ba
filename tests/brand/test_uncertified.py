"""A certificate that becomes void after labels were issued on it is told wherever they are: never more, never less."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.brand import actions, queries, rules
from lilian.brand.values import PublicLabel, PublicLicence
from lilian.certificates import actions as certificates
from lilian.usage import actions as usage
from lilian.usage.models import Report
from lilian.usage.values import ReportDraft
from tests.brand.marking import GRAMS, Marking, certified, number
from tests.stock.goods import KG, NOW, TODAY

SOME = st.lists(st.integers(1, 1_000), max_size=8)


@given(SOME, st.integers(0, 5_000))
def test_what_is_certified_stands_for_the_oldest_labels_first(backed: list[int], certified_g: int) -> None:
    found = rules.uncovered(list(enumerate(backed)), certified_g)
    assert sum(found.values()) == max(sum(backed) - certified_g, 0)
    assert all(0 < weight_g <= backed[issue] for issue, weight_g in found.items())
    first = min(found, default=len(backed))
    assert [issue for issue in range(first + 1, len(backed)) if found.get(issue) != backed[issue]] == []


def made_void(marking: Marking) -> None:
    certificates.void(actor=marking.office, certificate_id=marking.certificate, reason="开错", now=NOW)


def test_labels_are_told_until_the_fruit_is_certified_anew(marking: Marking) -> None:
    marking.issued(10)
    assert queries.uncertified([marking.licence]) == {}
    made_void(marking)
    assert queries.uncertified([marking.licence]) == {marking.licence: 10}
    certified(marking.boxing, marking.boxing.first, 6 * GRAMS + 1, "some")
    assert queries.uncertified([marking.licence]) == {marking.licence: 4}
    certified(marking.boxing, marking.boxing.first, 10 * KG, "rest")
    assert queries.uncertified([marking.licence]) == {}


def test_labels_that_came_back_lack_nothing(marking: Marking) -> None:
    made = marking.issued(10)
    made_void(marking)
    said = {"licence_id": marking.licence, "first": number(made, 2), "last": number(made, 9), "note": ""}
    actions.take_back(actor=marking.office, now=NOW, **said)
    assert queries.uncertified([marking.licence]) == {marking.licence: 2}


def test_it_stands_on_the_card_on_the_open_page_and_in_the_report(marking: Marking) -> None:
    made = marking.issued(10)
    made_void(marking)
    (card,) = queries.cards(queries.licences(marking.guo), TODAY)
    licence, label = queries.public("XXL-2026-0001", TODAY), queries.public(number(made, 3), TODAY)
    assert isinstance(licence, PublicLicence)
    assert isinstance(label, PublicLabel)
    assert (card.uncertified, licence.uncertified, label.is_uncertified) == (10, 10, True)
    month = TODAY.replace(day=1)
    draft = ReportDraft(marking.licence, month, 10)
    usage.report(actor=marking.guo, draft=draft, now=NOW + timedelta(days=40))
    assert Report.objects.get().uncertified == 10


@pytest.mark.parametrize("count", [0, 3])
def test_what_is_free_is_what_may_be_asked_for(marking: Marking, count: int) -> None:
    if count:
        marking.issued(count)
        marking.asked(2, "waits")
    licence = queries.licence(marking.guo, marking.licence)
    found = queries.allowance(marking.guo, licence, TODAY)
    waiting_g = 2 * GRAMS if count else 0
    assert (found.free_g, found.waiting_g) == (100 * KG - count * GRAMS, waiting_g)
    assert found.kinds[0].most == (found.free_g - waiting_g) // GRAMS
