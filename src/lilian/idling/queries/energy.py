"""Energy models: the newest fit of each room, the class's where no meter was read yet."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from lilian.base.actors import Actor
from lilian.idling import rules
from lilian.idling.models import EnergyFit
from lilian.idling.values import EnergyCard
from lilian.kernel.months import days_in
from lilian.planning.consolidation import EnergyModel, Fit, Period, fit
from lilian.storage import queries as storage


def latest_fits(rooms: Iterable[Any]) -> dict[int, Fit]:
    """By room id; one query however many. A room without a reading has what is known of its class."""
    rooms = list(rooms)
    newest = EnergyFit.objects.filter(room=OuterRef("room")).order_by("-pk").values("pk")[:1]
    rows = EnergyFit.objects.filter(room__in=[room.pk for room in rooms], pk=Subquery(newest))
    known = {row.room_id: as_fit(row) for row in rows}
    return {room.pk: known.get(room.pk) or by_class(room.capacity_g) for room in rooms}


def by_class(capacity_g: int) -> Fit:
    return fit([], rules.class_of(capacity_g, rules.SHIPPED).prior)


def outside_of(month: int) -> float:
    """The county's usual average outside in a month of the year, in degrees Celsius."""
    return rules.SHIPPED.outside_c[month - 1]


def wall_of(volume_l: int) -> float:
    """m2, as energy models count them."""
    return rules.wall_m2(volume_l)


def as_fit(row: EnergyFit) -> Fit:
    return Fit(
        EnergyModel(row.wall_mwh, row.base_wh, row.kept_wh, row.loaded_wh),
        EnergyModel(*row.errors),
        tuple(tuple(line) for line in row.covariance),
        row.scatter_per_mille,
        row.periods,
    )


def energy_cards(actor: Actor, *, month: date) -> list[EnergyCard]:
    """Every room's model, and what it would draw empty in that month with the error of it."""
    actor.must("idling.see_meters")
    rooms = list(storage.rooms(actor, reach=actor.reach("idling.see_meters")))
    fits = latest_fits(rooms)
    newest = EnergyFit.objects.filter(room=OuterRef("room")).order_by("-pk").values("pk")[:1]
    rows = EnergyFit.objects.filter(room__in=[room.pk for room in rooms], pk=Subquery(newest))
    times = dict(rows.values_list("room_id", "fitted_at"))
    return [_card(room, fits[room.pk], times.get(room.pk), month) for room in rooms]


def _card(room: Any, found: Fit, fitted_at: Any, month: date) -> EnergyCard:
    empty = Period(
        wh=0,
        days=days_in(month),
        wall_m2=rules.wall_m2(room.volume_l),
        outside_c=rules.SHIPPED.outside_c[month.month - 1],
        inside_c=room.store.temperature_mc / 1_000,
        tonnes=0.0,
        loaded_t=0.0,
    )
    month_wh, month_error_wh = found.forecast(empty)
    return EnergyCard(
        room_id=room.pk,
        room=room.code,
        store=room.store.name,
        room_class=rules.class_of(room.capacity_g, rules.SHIPPED).name,
        wall_mwh=found.model.wall_mwh,
        base_wh=found.model.base_wh,
        kept_wh=found.model.kept_wh,
        loaded_wh=found.model.loaded_wh,
        month_wh=month_wh,
        month_error_wh=month_error_wh,
        periods=found.periods,
        fitted_at=fitted_at,
    )
