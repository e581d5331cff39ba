"""At which village a block lies, a household lives, an organisation is at home: as near as the public may know."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from lilian.members.models import Household, Organisation, Place


@dataclass(frozen=True)
class Village:
    """A township by its division code and name, and a village of it; each '' where it is not known."""

    township_code: str
    township: str
    village: str

    @property
    def words(self) -> str:
        return self.township + self.village


def of_blocks(place_ids: Collection[int]) -> dict[int, Village]:
    rows = Place.objects.filter(pk__in=place_ids)
    return _told(rows.values_list("pk", "township__code", "township__name", "village"))


def of_organisations(organisation_ids: Collection[int]) -> dict[int, Village]:
    rows = Organisation.objects.filter(pk__in=organisation_ids)
    return _told(rows.values_list("pk", "township__code", "township__name", "village"))


def of_households(household_ids: Collection[int]) -> dict[int, Village]:
    """The village of the household in the township of its organisation; the organisation's where none is written."""
    rows = Household.objects.filter(pk__in=household_ids).values_list(
        "pk", "organisation__township__code", "organisation__township__name", "village", "organisation__village"
    )
    return _told((key, code, name, own or its) for key, code, name, own, its in rows)


def _told(rows: Any) -> dict[int, Village]:
    return {key: Village(code or "", name or "", village or "") for key, code, name, village in rows}
