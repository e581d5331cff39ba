"""Places and townships are registered and changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound, Refusal
from lilian.members.actions.changes import changed_fields
from lilian.members.actions.households import HouseholdElsewhere, NoBlock
from lilian.members.actions.resolve import (
    CodeTaken,
    FindTownship,
    check_organisation,
    fitting,
    must_be_given,
    township_id,
)
from lilian.members.models import Place, Township
from lilian.members.rules.points import wgs84
from lilian.members.rules.sought import sought
from lilian.members.values import PlaceDraft, PlaceKind, TownshipDraft


class AreaOutOfPlace(Invalid):
    code = "members.area_out_of_place"
    sentence = gettext_noop("只有地块才填面积，面积要大于 0。")


class PlaceClosed(AlreadyDone):
    code = "members.place_closed"
    sentence = gettext_noop("{place} 已经停用了。")
    remedy = gettext_noop("要再用它，请先重新启用。")


class PlaceOpen(AlreadyDone):
    code = "members.place_open"
    sentence = gettext_noop("{place} 正在用，没有停用。")


class PlaceInUse(Refusal):
    code = "members.place_in_use"
    sentence = gettext_noop("{place} 已经被别处用到，不能删去。")


def place_fields(draft: PlaceDraft, find_township: FindTownship = township_id) -> dict[str, Any]:
    """The columns the draft stands for, checked; the point in WGS-84."""
    name, code = must_be_given(draft.name, 80), must_be_given(draft.code, 40)
    if draft.area_m2 is not None and (draft.kind is not PlaceKind.BLOCK or draft.area_m2 <= 0):
        raise AreaOutOfPlace()
    lat, lon = wgs84(draft.lat, draft.lon, draft.source_crs)
    return {
        "code": code,
        "name": name,
        "kind": draft.kind.value,
        "lat": lat,
        "lon": lon,
        "source_crs": draft.source_crs.value,
        "organisation_id": draft.organisation_id,
        "township_id": find_township(draft.township_code),
        "village": fitting(draft.village, 40),
        "area_m2": draft.area_m2,
        "household_id": draft.household_id,
        "note": fitting(draft.note, 200),
        "sought": sought(name, code),
    }


@transaction.atomic
def add_place(*, actor: Actor, draft: PlaceDraft, now: datetime) -> int:
    """Register a place; return its key.

    :raises CodeTaken, PointWrong, AreaOutOfPlace, TownshipUnknown, OrganisationUnknown: what is wrong with it
    """
    actor.must("members.change")
    fields = place_fields(draft)
    _check_others(fields, None)
    made = Place.objects.create(**fields)
    audit.record(actor=actor, event="members.place_added", subject=made, at=now, data={"code": made.code})
    return made.pk


@transaction.atomic
def change_place(*, actor: Actor, place_id: int, draft: PlaceDraft, now: datetime) -> None:
    """Set everything the draft says but whose block it is, which `give_block` says.

    A point that does not move keeps the system it was once given in.

    :raises PlaceClosed: if it is used no more
    :raises NoBlock, HouseholdElsewhere: if it is a household's block and would be no block, or another organisation's
    :raises AlreadyDone: if nothing would change
    """
    actor.must("members.change")
    found = _open(place_id)
    fields = place_fields(draft) | {"household_id": found.household_id}
    if (fields["lat"], fields["lon"]) == (found.lat, found.lon):
        fields["source_crs"] = found.source_crs
    _check_others(fields, found.pk)
    if found.household_id is not None:
        _check_household(found, draft)
    changes = changed_fields(found, fields)
    if not changes:
        raise AlreadyDone()
    Place.objects.filter(pk=found.pk).update(**fields)
    audit.record(actor=actor, event="members.place_changed", subject=found, at=now, data=changes)


def _locked(place_id: int) -> Place:
    found = Place.objects.select_for_update().filter(pk=place_id).first()
    if found is None:
        raise NotFound()
    return found


def _open(place_id: int) -> Place:
    found = _locked(place_id)
    if found.closed_on is not None:
        raise PlaceClosed(place=found.name)
    return found


def _check_others(fields: dict[str, Any], pk: int | None) -> None:
    if Place.objects.exclude(pk=pk or 0).filter(code=fields["code"]).exists():
        raise CodeTaken(taken=fields["code"])
    if fields["organisation_id"] is not None:
        check_organisation(fields["organisation_id"])


def _check_household(found: Place, draft: PlaceDraft) -> None:
    if draft.kind is not PlaceKind.BLOCK:
        raise NoBlock()
    if draft.organisation_id != found.organisation_id:
        raise HouseholdElsewhere()


@transaction.atomic
def remove_place(*, actor: Actor, place_id: int, now: datetime) -> None:
    """Take away a place that was registered by mistake.

    :raises PlaceInUse: if something stands there or names it
    """
    actor.must("members.change")
    found = _locked(place_id)
    audit.record(actor=actor, event="members.place_removed", subject=found, at=now, data={"code": found.code})
    try:
        found.delete()
    except ProtectedError:
        raise PlaceInUse(place=found.name) from None


@transaction.atomic
def close_place(*, actor: Actor, place_id: int, reason: str, now: datetime) -> None:
    """Use a place no more from today on. What stands or waits there is looked at by `flows.places`, which calls this.

    :raises PlaceClosed: if it is closed
    """
    actor.must("members.change")
    found = _open(place_id)
    why = must_be_given(reason, 200)
    Place.objects.filter(pk=found.pk).update(closed_on=timezone.localdate(now))
    audit.record(actor=actor, event="members.place_closed", subject=found, at=now, data={"reason": why})


@transaction.atomic
def reopen_place(*, actor: Actor, place_id: int, now: datetime) -> None:
    """:raises PlaceOpen: if it is not closed"""
    actor.must("members.change")
    found = _locked(place_id)
    if found.closed_on is None:
        raise PlaceOpen(place=found.name)
    Place.objects.filter(pk=found.pk).update(closed_on=None)
    audit.record(actor=actor, event="members.place_reopened", subject=found, at=now)


@transaction.atomic
def add_townships(*, actor: Actor, drafts: Sequence[TownshipDraft], now: datetime) -> None:
    """Register townships; one that was merged away names its successor, which is registered before or along with it.

    :raises CodeTaken: if one of the codes is there already
    """
    actor.must("members.change")
    taken = Township.objects.filter(code__in=[draft.code for draft in drafts]).first()
    if taken is not None:
        raise CodeTaken(taken=taken.code)
    for draft in sorted(drafts, key=lambda draft: bool(draft.merged_into)):
        Township.objects.create(
            code=draft.code,
            name=draft.name,
            aliases=list(draft.aliases),
            valid_until=draft.valid_until,
            merged_into_id=township_id(draft.merged_into),
        )
    codes = [draft.code for draft in drafts]
    audit.record(actor=actor, event="members.townships_added", subject="townships", at=now, data={"codes": codes})
