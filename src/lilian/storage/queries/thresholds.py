"""The thresholds in force: the shipped figures with what the office set since. Nothing else reads them."""

from datetime import date
from decimal import Decimal
from typing import Any

from lilian.base import figures
from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.members.values import masked_name
from lilian.storage.rules.thresholds import GROUPS, LIMITS, SHIPPED, SOURCE, Thresholds, changed
from lilian.storage.sheets import PeakBounds
from lilian.storage.sheets.limits import BOUND_GROUP, BOUND_LIMITS, BOUNDS_SHIPPED, bounds_changed
from lilian.storage.values import ThresholdCard, ThresholdLine

TOPIC = "storage"
ALL_LIMITS = LIMITS | BOUND_LIMITS
ALL_GROUPS = (*GROUPS, BOUND_GROUP)
ALL_SHIPPED: dict[str, Decimal] = vars(SHIPPED.figures) | BOUNDS_SHIPPED


def thresholds() -> Thresholds:
    """As they stand now; one query."""
    return changed(SHIPPED.figures, figures.changes(TOPIC).values_list("name", "value"))


def bounds() -> PeakBounds:
    """What is plausible in a table that comes in, as it stands now; one query."""
    return bounds_changed(figures.changes(TOPIC).values_list("name", "value"))


def widest_ever(name: str) -> Decimal:
    """The largest figure that ever held, for looking at what was written under an earlier one."""
    set_since = figures.changes(TOPIC).filter(name=name).values_list("value", flat=True)
    return max([getattr(SHIPPED.figures, name), *set_since])


def threshold_groups(actor: Actor) -> list[tuple[str, list[ThresholdCard]]]:
    """(heading, cards), in the order people read them."""
    actor.must("storage.see_plan")
    last = {change.name: change for change in figures.changes(TOPIC)}
    return [(heading, [_card(name, last.get(name)) for name in names]) for heading, names in ALL_GROUPS]


def threshold_card(actor: Actor, name: str) -> ThresholdCard:
    """:raises NotFound: if no figure goes by this name"""
    actor.must("storage.see_plan")
    if name not in ALL_LIMITS:
        raise NotFound()
    return _card(name, figures.changes(TOPIC).filter(name=name).last())


def threshold_history(actor: Actor, name: str) -> list[ThresholdLine]:
    """Newest first."""
    actor.must("storage.see_plan")
    return [
        ThresholdLine(
            _shown(name, one.value),
            ALL_LIMITS[name].text(_shown(name, one.value)),
            masked_name(one.set_by),
            one.set_at,
            one.reason,
        )
        for one in figures.changes(TOPIC).filter(name=name).reverse()
    ]


def threshold_source() -> tuple[str, date]:
    """Where the shipped figures come from, and since when they are shipped."""
    return SOURCE, SHIPPED.date


def _card(name: str, change: Any) -> ThresholdCard:
    shipped = _shown(name, ALL_SHIPPED[name])
    if change is None:
        return ThresholdCard(name, ALL_LIMITS[name], shipped, shipped)
    who, when = masked_name(change.set_by), change.set_at
    return ThresholdCard(name, ALL_LIMITS[name], _shown(name, change.value), shipped, who, when, change.reason)


def _shown(name: str, kept: Decimal) -> Decimal:
    """As people read it, without zeros at the end."""
    value = (kept * ALL_LIMITS[name].shown_per_kept).normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
