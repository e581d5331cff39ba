"""Households over the API: by right, masked."""

from typing import Any

import pytest

from lilian.base.actors import system
from lilian.base.policy import Role
from lilian.members import actions
from lilian.members.models import Household, Organisation, Person
from lilian.members.values import HouseholdDraft, PersonDraft
from tests.api.conftest import Caller
from tests.members.cast import NOW

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


def home(at: Organisation, code: str, name: str) -> int:
    head = actions.add_person(
        actor=SYSTEM, draft=PersonDraft(name, at.pk, phone="13800008000", code=f"P-{code}"), now=NOW
    )
    return actions.add_household(actor=SYSTEM, draft=HouseholdDraft(at.pk, code=code), head_id=head, now=NOW)


@pytest.fixture
def homes(coop: Organisation, other_coop: Organisation) -> tuple[int, int]:
    return home(coop, "H1", "林秀梅"), home(other_coop, "H2", "乔二")


def codes(answer: Any) -> list[str]:
    return [one["code"] for one in answer.json()["items"]]


def test_the_office_reads_all_and_finds_by_name(lin: Caller, homes: tuple[int, int]) -> None:
    assert codes(lin.get("/households")) == ["H1", "H2"]
    assert codes(lin.get("/households?text=林秀梅")) == ["H1"]


def test_a_manager_reads_the_own_alone(mei_manager: Caller, homes: tuple[int, int]) -> None:
    assert codes(mei_manager.get("/households")) == ["H1"]
    assert mei_manager.get(f"/households/{homes[0]}").status_code == 200
    assert mei_manager.get(f"/households/{homes[1]}").status_code == 404


def test_one_household_names_its_people_and_masks_the_phone(lin: Caller, homes: tuple[int, int]) -> None:
    whole = lin.get(f"/households/{homes[0]}").json()
    assert [(one["code"], one["is_head"]) for one in whole["members"]] == [("P-H1", True)]
    assert (whole["phone"], whole["people"], whole["closed_on"]) == ("138****8000", 1, None)


def test_a_closed_one_is_read_by_its_number_alone(lin: Caller, homes: tuple[int, int]) -> None:
    actions.close_household(actor=SYSTEM, household_id=homes[0], reason="并户", now=NOW)
    assert codes(lin.get("/households")) == ["H2"]
    assert lin.get(f"/households/{homes[0]}").json()["closed_on"] is not None
    assert (Household.objects.count(), Person.objects.filter(is_head=True).count()) == (2, 1)


def test_a_keeper_reads_none(token_for: Any, coop: Organisation, homes: tuple[int, int]) -> None:
    assert token_for(Role.KEEPER, coop).get("/households").status_code == 403
