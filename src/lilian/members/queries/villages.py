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


def nearest(homes: Collection[tuple[int, int | None, int | None]]) -> list[Village]:
    """For each organisation, household and block, in their order: where the block lies, else the household lives, else
    the organisation is at home."""
    blocks = of_blocks({block_id for _, _, block_id in homes if block_id})
    households = of_households({household_id for _, household_id, _ in homes if household_id})
    organisations = of_organisations({organisation_id for organisation_id, _, _ in homes})
    return [
        blocks.get(block_id or 0) or households.get(household_id or 0) or organisations[organisation_id]
        for organisation_id, household_id, block_id in homes
    ]


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
