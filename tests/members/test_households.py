"""Households: who is of one, who heads it, whose block it is."""

import pytest
from django.db import IntegrityError, transaction

from lilian.base.models import AuditEvent
from lilian.kernel.refusal import AlreadyDone, NotAllowed, NotFound
from lilian.members import actions, queries
from lilian.members.actions.households import (
    HeadStays,
    HouseholdClosed,
    HouseholdElsewhere,
    InAnotherHousehold,
    NoBlock,
    NotOfHousehold,
)
from lilian.members.actions.imports.faults import RowsRefused
from lilian.members.actions.resolve import CodeTaken, NameMissing
from lilian.members.models import Household, Person, Place
from lilian.members.values import HouseholdDraft, PersonDraft, PlaceDraft, PlaceKind
from tests.members.cast import NOW, SYSTEM, TODAY, Cast, person

pytestmark = pytest.mark.django_db


def home(cast: Cast, name: str = "mei", at: str = "coop") -> int:
    draft = HouseholdDraft(getattr(cast, at), code=f"H-{name}")
    return actions.add_household(actor=SYSTEM, draft=draft, head_id=cast.people[name], now=NOW)


def block(cast: Cast, kind: PlaceKind = PlaceKind.BLOCK, at: str = "coop") -> int:
    draft = PlaceDraft(f"D-{kind}-{at}", "地", kind, 36.69, 110.93, organisation_id=getattr(cast, at))
    return actions.add_place(actor=SYSTEM, draft=draft, now=NOW)


def join(household: int, person_id: int) -> None:
    actions.join_household(actor=SYSTEM, household_id=household, person_id=person_id, now=NOW)


def test_who_registers_a_household_names_its_head(cast: Cast) -> None:
    [mei] = queries.people_of(SYSTEM, home(cast))
    assert (mei.name, mei.is_head) == ("林秀梅", True)


def test_a_household_without_a_code_gets_one(cast: Cast) -> None:
    made = actions.add_household(actor=SYSTEM, draft=HouseholdDraft(cast.coop), head_id=cast.people["mei"], now=NOW)
    assert Household.objects.get(pk=made).code.startswith("H")


def test_registering_is_on_record(cast: Cast) -> None:
    home(cast)
    assert AuditEvent.objects.filter(event="members.household_added").count() == 1


def test_nobody_is_of_two_households(cast: Cast) -> None:
    home(cast)
    with pytest.raises(InAnotherHousehold):
        home(cast)


def test_the_head_is_of_the_same_organisation(cast: Cast) -> None:
    with pytest.raises(HouseholdElsewhere):
        home(cast, "qiao")


def test_one_joins_once(cast: Cast) -> None:
    house = home(cast)
    join(house, cast.people["guo"])
    with pytest.raises(AlreadyDone):
        join(house, cast.people["guo"])


def test_someone_of_another_organisation_cannot_join(cast: Cast) -> None:
    with pytest.raises(HouseholdElsewhere):
        join(home(cast), cast.people["qiao"])


def test_who_joined_may_leave(cast: Cast) -> None:
    house = home(cast)
    join(house, cast.people["guo"])
    actions.leave_household(actor=SYSTEM, household_id=house, person_id=cast.people["guo"], now=NOW)
    assert Person.objects.get(pk=cast.people["guo"]).household is None


def test_the_head_stays(cast: Cast) -> None:
    with pytest.raises(HeadStays):
        actions.leave_household(actor=SYSTEM, household_id=home(cast), person_id=cast.people["mei"], now=NOW)


def test_a_new_head_takes_the_place_of_the_old_one(cast: Cast) -> None:
    house = home(cast)
    join(house, cast.people["guo"])
    actions.change_head(actor=SYSTEM, household_id=house, person_id=cast.people["guo"], now=NOW)
    assert [one.pk for one in Person.objects.filter(household=house, is_head=True)] == [cast.people["guo"]]


def test_only_one_of_the_household_can_head_it(cast: Cast) -> None:
    with pytest.raises(NotOfHousehold):
        actions.change_head(actor=SYSTEM, household_id=home(cast), person_id=cast.people["guo"], now=NOW)


def test_a_block_is_given_to_a_household(cast: Cast) -> None:
    house, land = home(cast), block(cast)
    actions.give_block(actor=SYSTEM, household_id=house, place_id=land, now=NOW)
    assert [one.pk for one in queries.blocks_of(SYSTEM, house)] == [land]


def test_a_store_is_no_block(cast: Cast) -> None:
    with pytest.raises(NoBlock):
        actions.give_block(actor=SYSTEM, household_id=home(cast), place_id=block(cast, PlaceKind.STORE), now=NOW)


def test_a_block_of_another_organisation_is_not_given(cast: Cast) -> None:
    with pytest.raises(HouseholdElsewhere):
        actions.give_block(actor=SYSTEM, household_id=home(cast), place_id=block(cast, at="other_coop"), now=NOW)


def test_a_manager_may_look_but_not_register(cast: Cast) -> None:
    house = home(cast)
    assert queries.household(cast.actor("guo"), house).code == "H-mei"
    with pytest.raises(NotAllowed):
        actions.join_household(actor=cast.actor("guo"), household_id=house, person_id=cast.people["guo"], now=NOW)


def test_a_household_of_another_cooperative_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotFound):
        queries.household(cast.actor("guo"), home(cast, "qiao", "other_coop"))


def test_a_household_is_found_by_the_name_of_its_people(cast: Cast) -> None:
    home(cast)
    home(cast, "qiao", "other_coop")
    assert [one.code for one in queries.households(SYSTEM, text="xiumei")] == ["H-mei"]


def test_a_card_shows_the_phone_of_the_head_masked(cast: Cast) -> None:
    home(cast)
    [card] = queries.household_cards(SYSTEM, queries.households(SYSTEM))
    assert (card.head, card.phone, card.people) == ("林秀梅", "138****8000", 1)


def test_changing_a_person_leaves_the_household_alone(cast: Cast) -> None:
    house = home(cast)
    draft = PersonDraft("林秀梅梅", cast.coop)
    actions.change_person(actor=SYSTEM, person_id=cast.people["mei"], draft=draft, now=NOW)
    assert Person.objects.get(pk=cast.people["mei"]).household_id == house


def test_one_of_a_household_cannot_move_to_another_organisation(cast: Cast) -> None:
    home(cast)
    draft = PersonDraft("林秀梅", cast.other_coop)
    with pytest.raises(HouseholdElsewhere):
        actions.change_person(actor=SYSTEM, person_id=cast.people["mei"], draft=draft, now=NOW)


def row(code: str, household: str = "", head: str | None = None) -> dict[str, object]:
    return {"code": code, "name": "某人", "organisation": "C1", "household": household, "head": head}


def rows(table: str, *given: dict[str, object]) -> None:
    actions.apply_rows(actor=SYSTEM, table=table, rows=given, now=NOW)


def test_a_household_and_its_people_come_in_from_two_tables(cast: Cast) -> None:
    rows("households", {"code": "H1", "organisation": "C1"})
    rows("people", row("A", "H1", "是"), row("B", "H1"))
    house = Household.objects.get(code="H1")
    assert [one.code for one in queries.people_of(SYSTEM, house.pk)] == ["A", "B"]


@pytest.mark.parametrize(
    ("given", "column"),
    [
        ((row("A", "H9"),), "household"),
        ((row("A", "H2"),), "household"),
        ((row("A", "", "是"),), "head"),
        ((row("A", "H1", "是"), row("B", "H1", "是")), "head"),
    ],
)
def test_a_row_that_cannot_stand_is_named(cast: Cast, given: tuple[dict[str, object], ...], column: str) -> None:
    rows("households", {"code": "H1", "organisation": "C1"}, {"code": "H2", "organisation": "C2"})
    with pytest.raises(RowsRefused) as caught:
        rows("people", *given)
    assert [fault.column for fault in caught.value.faults] == [column]


def test_a_household_has_one_head_whoever_writes(cast: Cast) -> None:
    house, guo = home(cast), Person.objects.filter(pk=cast.people["guo"])
    with pytest.raises(IntegrityError), transaction.atomic():
        guo.update(household=house, is_head=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(code="N1", name="新人", organisation_id=cast.coop, household_id=house, is_head=True)


def heads() -> dict[str, str]:
    """Of each household, by code."""
    return dict(Person.objects.filter(is_head=True).values_list("household__code", "code"))


HANDED_ON = {
    "to one further down": ((row("B", "H1", "是"), row("A", "H1")), {"H1": "B", "H2": "C"}),
    "to one further up": ((row("A", "H2"), row("C", "H2"), row("B", "H2", "是")), {"H2": "B"}),
    "between two households": ((row("A", "H2", "是"), row("C", "H1", "是")), {"H1": "C", "H2": "A"}),
    "to someone new": ((row("N", "H1", "是"), row("A", "H1")), {"H1": "N", "H2": "C"}),
}


@pytest.mark.parametrize("case", HANDED_ON)
def test_a_table_that_hands_a_household_on_comes_in_and_goes_back(cast: Cast, case: str) -> None:
    rows("households", {"code": "H1", "organisation": "C1"}, {"code": "H2", "organisation": "C1"})
    rows("people", row("A", "H1", "是"), row("B", "H1"), row("C", "H2", "是"))
    given, after = HANDED_ON[case]
    applied = actions.apply_rows(actor=SYSTEM, table="people", rows=given, now=NOW)
    assert heads() == after
    actions.undo_rows(actor=SYSTEM, applied=applied, now=NOW)
    assert heads() == {"H1": "A", "H2": "C"}


def test_an_import_of_households_can_be_taken_back(cast: Cast) -> None:
    applied = actions.apply_rows(actor=SYSTEM, table="households", rows=[{"code": "H1", "organisation": "C1"}], now=NOW)
    actions.undo_rows(actor=SYSTEM, applied=applied, now=NOW)
    assert not Household.objects.exists()


def test_a_block_comes_in_with_its_household(cast: Cast) -> None:
    rows("households", {"code": "H1", "organisation": "C1"})
    place = {"code": "D1", "name": "地", "kind": "地块", "lon": 110.9, "lat": 36.7, "organisation": "C1"}
    rows("places", place | {"household": "H1"})
    assert Place.objects.get(code="D1").household.code == "H1"


def test_only_a_block_comes_in_with_a_household(cast: Cast) -> None:
    rows("households", {"code": "H1", "organisation": "C1"})
    place = {"code": "D1", "name": "点", "kind": "收购点", "lon": 110.9, "lat": 36.7, "organisation": "C1"}
    with pytest.raises(RowsRefused):
        rows("places", place | {"household": "H1"})


def test_someone_without_a_household_has_none(cast: Cast) -> None:
    made = person("新人", cast.coop, "", None)
    assert Person.objects.get(pk=made).household is None


def change(cast: Cast, house: int, **said: str) -> None:
    draft = HouseholdDraft(cast.coop, **{"code": "H-mei", **said})
    actions.change_household(actor=SYSTEM, household_id=house, draft=draft, now=NOW)


def close(house: int, reason: str = "并成一户了") -> None:
    actions.close_household(actor=SYSTEM, household_id=house, reason=reason, now=NOW)


def test_what_is_said_of_a_household_is_changed(cast: Cast) -> None:
    house = home(cast)
    change(cast, house, code="H-9", village="后堰")
    assert Household.objects.filter(code="H-9", village="后堰").exists()
    assert AuditEvent.objects.filter(event="members.household_changed").count() == 1


def test_a_household_left_as_it_was_is_refused(cast: Cast) -> None:
    with pytest.raises(AlreadyDone):
        change(cast, home(cast))


def test_a_code_stands_for_one_household(cast: Cast) -> None:
    house = home(cast)
    home(cast, "guo")
    with pytest.raises(CodeTaken):
        change(cast, house, code="H-guo")


def test_a_closed_household_lets_its_people_and_blocks_go(cast: Cast) -> None:
    house, land = home(cast), block(cast)
    actions.give_block(actor=SYSTEM, household_id=house, place_id=land, now=NOW)
    close(house)
    mei = Person.objects.get(pk=cast.people["mei"])
    assert (mei.household, mei.is_head, Place.objects.get(pk=land).household) == (None, False, None)
    assert (list(queries.households(SYSTEM)), queries.household(SYSTEM, house).closed_on) == ([], TODAY)
    assert AuditEvent.objects.filter(event="members.household_closed").count() == 1


def test_nothing_more_is_done_with_a_closed_household(cast: Cast) -> None:
    house = home(cast)
    close(house)
    with pytest.raises(HouseholdClosed):
        close(house)
    with pytest.raises(HouseholdClosed):
        join(house, cast.people["guo"])


def test_who_closes_a_household_says_why(cast: Cast) -> None:
    with pytest.raises(NameMissing):
        close(home(cast), " ")


def test_a_closed_household_is_not_opened_by_a_table(cast: Cast) -> None:
    house = home(cast)
    close(house)
    rows = [{"code": "H-mei", "organisation": "C1", "village": "后堰", "note": None}]
    with pytest.raises(RowsRefused):
        actions.apply_rows(actor=SYSTEM, table="households", rows=rows, now=NOW)
