"""Rows of the place table; their points are WGS-84."""

from collections.abc import Mapping, Sequence
from typing import Any

from lilian.base.bulk import Weighed
from lilian.members.actions.households import NoBlock
from lilian.members.actions.imports.faults import RowFaults, text
from lilian.members.actions.imports.households import Homes, homes, household_of
from lilian.members.actions.places import place_fields
from lilian.members.actions.resolve import OrganisationUnknown, township_finder
from lilian.members.actions.rows import weighed
from lilian.members.models import Organisation, Place
from lilian.members.values import PLACE_KIND_NAMES, Applied, PlaceDraft, PlaceKind

KIND_OF = {name: kind for kind, name in PLACE_KIND_NAMES.items()}


def weigh_places(rows: Sequence[Mapping[str, Any]]) -> Weighed[Applied]:
    """:raises RowsRefused: naming every row at fault"""
    faults, finder = RowFaults(), township_finder()
    organisations = dict(Organisation.objects.values_list("code", "pk"))
    fields: dict[str, dict[str, Any]] = {}
    known = homes()
    for row in rows:
        with faults.of(row["code"]):
            fields[row["code"]] = place_fields(_draft(row, organisations, known), finder)
            # The table does not say it, so a row that is there keeps the system its point was first given in.
            del fields[row["code"]]["source_crs"]
    faults.check()
    return weighed(Place, fields, "places")


def _draft(row: Mapping[str, Any], organisations: Mapping[str, int], known: Homes) -> PlaceDraft:
    owner = text(row.get("organisation"))
    if owner and owner not in organisations:
        raise OrganisationUnknown(organisation=owner)
    household = household_of(row, known, organisations.get(owner))
    if household is not None and KIND_OF[row["kind"]] is not PlaceKind.BLOCK:
        raise NoBlock()
    return PlaceDraft(
        code=text(row["code"]),
        name=text(row["name"]),
        kind=KIND_OF[row["kind"]],
        lat=row["lat"],
        lon=row["lon"],
        organisation_id=organisations.get(owner),
        township_code=text(row.get("township")),
        village=text(row.get("village")),
        area_m2=row.get("area_m2"),
        household_id=household,
        note=text(row.get("note")),
    )
