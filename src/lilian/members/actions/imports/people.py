"""Rows of the people table. A phone still masked as it was exported means: unchanged."""

from collections.abc import Mapping, Sequence
from typing import Any

from lilian.base.bulk import Weighed
from lilian.members.actions.imports.faults import RowFaults, text
from lilian.members.actions.people import person_fields
from lilian.members.actions.resolve import OrganisationUnknown
from lilian.members.actions.rows import existing, weighed
from lilian.members.models import Organisation, Person
from lilian.members.values import Applied, PersonDraft, masked_phone


def weigh_people(rows: Sequence[Mapping[str, Any]]) -> Weighed[Applied]:
    """:raises RowsRefused: naming every row at fault"""
    faults = RowFaults()
    organisations = dict(Organisation.objects.values_list("code", "pk"))
    there = existing(Person, [row["code"] for row in rows])
    fields: dict[str, dict[str, Any]] = {}
    for row in rows:
        with faults.of(row["code"]):
            fields[row["code"]] = person_fields(_draft(row, organisations, there.get(row["code"])))
    faults.check()
    return weighed(Person, fields, "people")


def _draft(row: Mapping[str, Any], organisations: Mapping[str, int], there: Person | None) -> PersonDraft:
    if row["organisation"] not in organisations:
        raise OrganisationUnknown(organisation=row["organisation"])
    phone = text(row.get("phone"))
    if there is not None and "*" in phone and phone == masked_phone(there.phone):
        phone = there.phone
    return PersonDraft(
        name=text(row["name"]),
        organisation_id=organisations[row["organisation"]],
        phone=phone,
        code=text(row["code"]),
        village=text(row.get("village")),
        note=text(row.get("note")),
    )
