"""Farm inputs stand in the catalogue as they are registered."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from lilian.base.actors import system
from lilian.catalog import actions, queries, rules
from lilian.catalog.models import FarmInput
from lilian.catalog.values import FarmInputDraft, InputCategory
from lilian.kernel.refusal import AlreadyDone

NOW = datetime(2026, 3, 2, tzinfo=UTC)
ACTOR = system("test")
SPRAY = FarmInputDraft(
    code="P1",
    name="吡虫啉",
    category=InputCategory.PESTICIDE,
    unit="袋",
    pack="10 克",
    registration="PD00000001",
    active_ingredient="吡虫啉 10%",
    crops=("梨树",),
    interval_days=14,
    most_uses=2,
)


def test_an_input_is_found_by_name_registration_and_what_works_in_it(db: None) -> None:
    actions.add_farm_input(actor=ACTOR, draft=SPRAY, now=NOW)
    for text in ("吡虫", "PD0000", "10%", "p1"):
        assert queries.farm_inputs(text).get().interval_days == 14


@pytest.mark.parametrize(
    "missing", [{"registration": ""}, {"active_ingredient": ""}, {"interval_days": None}, {"most_uses": None}]
)
def test_a_pesticide_without_its_papers_is_refused_here_and_by_the_database(db: None, missing: dict) -> None:
    with pytest.raises(rules.NotRegistered):
        actions.add_farm_input(actor=ACTOR, draft=replace(SPRAY, **missing), now=NOW)
    actions.add_farm_input(actor=ACTOR, draft=SPRAY, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        FarmInput.objects.update(**missing)


def test_a_registration_stands_once_a_pack(db: None) -> None:
    actions.add_farm_input(actor=ACTOR, draft=SPRAY, now=NOW)
    with pytest.raises(actions.FarmInputTaken):
        actions.add_farm_input(actor=ACTOR, draft=replace(SPRAY, code="P2"), now=NOW)
    actions.add_farm_input(actor=ACTOR, draft=replace(SPRAY, code="P2", pack="100 克"), now=NOW)


def test_an_input_changes_as_the_register_does(db: None) -> None:
    actions.add_farm_input(actor=ACTOR, draft=SPRAY, now=NOW)
    with pytest.raises(AlreadyDone):
        actions.change_farm_input(actor=ACTOR, draft=SPRAY, now=NOW)
    actions.change_farm_input(actor=ACTOR, draft=replace(SPRAY, interval_days=21), now=NOW)
    assert queries.farm_inputs().get().interval_days == 21
