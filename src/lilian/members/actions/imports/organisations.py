"""Rows of the organisation table, parents before those below them."""

from collections.abc import Mapping, Sequence
from typing import Any

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.members.actions.imports.faults import RowFaults, text
from lilian.members.actions.organisations import CreditCodeTaken, organisation_fields
from lilian.members.actions.resolve import township_finder
from lilian.members.actions.rows import upsert
from lilian.members.models import Organisation
from lilian.members.rules.tree import check_no_loop
from lilian.members.values import KIND_NAMES, Applied, OrganisationDraft

KIND_OF = {name: kind for kind, name in KIND_NAMES.items()}
Fields = dict[str, dict[str, Any]]


class ParentUnknown(Invalid):
    code = "members.parent_unknown"
    sentence = gettext_noop("没有编号为“{parent}”的上级单位。")
    remedy = gettext_noop("请检查编号，或把上级单位也写进表里。")


def write_organisations(rows: Sequence[Mapping[str, Any]]) -> Applied:
    faults, finder = RowFaults(), township_finder()
    fields: Fields = {}
    for row in rows:
        with faults.of(text(row["code"])):
            fields[row["code"]] = organisation_fields(_draft(row), finder)
    parents = {row["code"]: text(row.get("parent")) for row in rows if row["code"] in fields}
    _check_credit_codes(fields, faults)
    faults.check()
    applied = _in_waves(fields, parents, faults)
    check_no_loop(dict(Organisation.objects.values_list("pk", "parent_id")))
    return applied


def _draft(row: Mapping[str, Any]) -> OrganisationDraft:
    return OrganisationDraft(
        code=text(row["code"]),
        name=text(row["name"]),
        kind=KIND_OF[row["kind"]],
        joined_on=row["joined_on"],
        uscc=text(row.get("uscc")),
        township_code=text(row.get("township")),
        village=text(row.get("village")),
        note=text(row.get("note")),
    )


def _check_credit_codes(fields: Fields, faults: RowFaults) -> None:
    """A credit code belongs to one organisation, in the rows and in the table together."""
    there = Organisation.objects.filter(uscc__isnull=False).values_list("uscc", "code")
    holders = {uscc: code for uscc, code in there if code not in fields}
    for code, one in fields.items():
        holder = holders.setdefault(one["uscc"], code) if one["uscc"] else code
        with faults.of(code):
            if holder != code:
                raise CreditCodeTaken(uscc=one["uscc"], name=fields.get(holder, {}).get("name", holder))


def _in_waves(fields: Fields, parents: Mapping[str, str], faults: RowFaults) -> Applied:
    """Each wave holds the rows whose parent is known by then."""
    known = dict(Organisation.objects.values_list("code", "pk"))
    applied, waiting = Applied("organisations"), dict(fields)
    while waiting:
        ready = {code: one for code, one in waiting.items() if not parents[code] or parents[code] in known}
        if not ready:
            for code in waiting:
                with faults.of(code):
                    raise ParentUnknown(parent=parents[code])
            faults.check()
        for code, one in ready.items():
            one["parent_id"] = known[parents[code]] if parents[code] else None
            del waiting[code]
        applied += upsert(Organisation, ready, "organisations")
        known = dict(Organisation.objects.values_list("code", "pk"))
    return applied
