"""Rows of the household table. Who is of a household stands in the table of people, whose blocks in that of places."""

from collections.abc import Mapping, Sequence
from typing import Any

from lilian.base.bulk import Weighed
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.members.actions.households import HouseholdClosed, HouseholdElsewhere, household_fields
from lilian.members.actions.imports.faults import RowFaults, text
from lilian.members.actions.resolve import OrganisationUnknown
from lilian.members.actions.rows import weighed
from lilian.members.models import Household, Organisation
from lilian.members.values import Applied, HouseholdDraft

Homes = Mapping[str, tuple[int, int]]  # by code: the household's key and its organisation's


class HouseholdUnknown(Invalid):
    code = "members.household_unknown"
    sentence = gettext_noop("没有编号为“{household}”的农户。")
    remedy = gettext_noop("请先导入农户表，或检查编号。")


def weigh_households(rows: Sequence[Mapping[str, Any]]) -> Weighed[Applied]:
    """:raises RowsRefused: naming every row at fault"""
    faults = RowFaults()
    closed = set(Household.objects.filter(closed_on__isnull=False).values_list("code", flat=True))
    organisations = dict(Organisation.objects.values_list("code", "pk"))
    fields: dict[str, dict[str, Any]] = {}
    for row in rows:
        with faults.of(row["code"]):
            if row["code"] in closed:
                raise HouseholdClosed(household=row["code"])
            fields[row["code"]] = household_fields(_draft(row, organisations))
    faults.check()
    return weighed(Household, fields, "households")


def _draft(row: Mapping[str, Any], organisations: Mapping[str, int]) -> HouseholdDraft:
    if row["organisation"] not in organisations:
        raise OrganisationUnknown(organisation=row["organisation"])
    return HouseholdDraft(
        organisation_id=organisations[row["organisation"]],
        code=text(row["code"]),
        village=text(row.get("village")),
        note=text(row.get("note")),
    )


def homes() -> Homes:
    """Of the households that stand."""
    found = Household.objects.filter(closed_on__isnull=True).values_list("code", "pk", "organisation_id")
    return {code: (pk, owner) for code, pk, owner in found}


def household_of(row: Mapping[str, Any], known: Homes, organisation_id: int | None) -> int | None:
    """The household a row of people or places names.

    :raises HouseholdUnknown, HouseholdElsewhere: if there is none, or it belongs to another organisation
    """
    code = text(row.get("household"))
    if not code:
        return None
    if code not in known:
        raise HouseholdUnknown(household=code)
    pk, owner = known[code]
    if owner != organisation_id:
        raise HouseholdElsewhere()
    return pk
