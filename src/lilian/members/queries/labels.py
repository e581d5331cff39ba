"""What members may know of each other without a right of their own: codes of households, names of organisations."""

from collections.abc import Collection

from lilian.members.models import Household, Organisation, Person


def household_codes(household_ids: Collection[int]) -> dict[int, str]:
    return dict(Household.objects.filter(pk__in=household_ids).values_list("pk", "code"))


def organisation_names(organisation_ids: Collection[int]) -> dict[int, str]:
    return dict(Organisation.objects.filter(pk__in=organisation_ids).values_list("pk", "name"))


def households_of_people(person_ids: Collection[int]) -> set[int]:
    """The households these people live in."""
    found = Person.objects.filter(pk__in=person_ids, household__isnull=False)
    return set(found.values_list("household_id", flat=True))


def household_homes(household_ids: Collection[int]) -> dict[int, int]:
    """Where each household that stands is at home."""
    found = Household.objects.filter(pk__in=household_ids, closed_on__isnull=True)
    return dict(found.values_list("pk", "organisation_id"))
