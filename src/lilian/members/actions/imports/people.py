"""Rows of the people table. A phone still masked as it was exported means: unchanged."""

from collections.abc import Mapping, Sequence
from typing import Any

from lilian.base.bulk import Weighed
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.members.actions.imports.faults import RowFaults, text
from lilian.members.actions.imports.households import Homes, homes, household_of
from lilian.members.actions.people import person_fields
from lilian.members.actions.resolve import OrganisationUnknown
from lilian.members.actions.rows import existing, weighed
from lilian.members.models import Organisation, Person
from lilian.members.values import Applied, PersonDraft, masked_phone

YES = "是"


class HouseholdHasHead(Invalid):
    code = "members.household_has_head"
    sentence = gettext_noop("一户只能有一个户主，这一户的户主已经是 {head}。")


class HeadWithoutHousehold(Invalid):
    code = "members.head_without_household"
    sentence = gettext_noop("写了户主，却没有写农户编号。")


def weigh_people(rows: Sequence[Mapping[str, Any]]) -> Weighed[Applied]:
    """:raises RowsRefused: naming every row at fault"""
    faults = RowFaults()
    organisations = dict(Organisation.objects.values_list("code", "pk"))
    there, known = existing(Person, [row["code"] for row in rows]), homes()
    fields: dict[str, dict[str, Any]] = {}
    for row in rows:
        with faults.of(row["code"]):
            fields[row["code"]] = person_fields(_draft(row, organisations, known, there.get(row["code"])))
    _check_heads(fields, faults)
    faults.check()
    return weighed(Person, fields, "people")


def _check_heads(fields: Mapping[str, dict[str, Any]], faults: RowFaults) -> None:
    """A household has one head, in the rows and in the table together."""
    heads = Person.objects.filter(is_head=True).values_list("household_id", "code")
    holders = {household: code for household, code in heads if code not in fields}
    for code, one in fields.items():
        if not one["is_head"]:
            continue
        with faults.of(code):
            if one["household_id"] is None:
                raise HeadWithoutHousehold()
            holder = holders.setdefault(one["household_id"], code)
            if holder != code:
                raise HouseholdHasHead(head=holder)


def _draft(row: Mapping[str, Any], organisations: Mapping[str, int], known: Homes, there: Person | None) -> PersonDraft:
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
        household_id=household_of(row, known, organisations[row["organisation"]]),
        is_head=row.get("head") == YES,
        village=text(row.get("village")),
        note=text(row.get("note")),
    )
