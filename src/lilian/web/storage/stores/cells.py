"""Cells of store tables that are more than text, and words that go with a figure."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lilian.storage.values import LOT_STATUS_NAMES, Freshness, LotStatus, StoreCard
from lilian.web.shell.tags import tonnes
from lilian.web.storage.stores.filters import FULL, NEARLY_FULL, TOO_OLD


def fill_tone(rate: float) -> str:
    if rate > FULL:
        return "stop"
    return "warn" if rate >= NEARLY_FULL else ""


def fill_bar(rate: float) -> SafeString:
    return render_to_string("storage/stores/cells/fill.html", {"rate": rate, "tone": fill_tone(rate)})


def fill_cell(card: StoreCard) -> SafeString | str:
    if card.freshness is Freshness.NEVER and not card.stock_g:
        return gettext("还没有数")
    return fill_bar(card.fill_rate)


def how_fresh(at: datetime | None, freshness: Freshness) -> SafeString:
    """When it was said; marked where that is too long ago to plan on."""
    return render_to_string("storage/stores/cells/fresh.html", {"at": at, "stale": freshness in TOO_OLD})


def state_cell(card: StoreCard) -> SafeString:
    if card.closed_on is not None:
        return render_to_string("storage/stores/cells/closed.html", {"on": card.closed_on})
    told = how_fresh(card.reported_at, card.freshness)
    if not card.rooms_out:
        return told
    return render_to_string("storage/stores/cells/rooms_out.html", {"told": told, "rooms": card.rooms_out})


def degrees(temperature_mc: int | None) -> str:
    """Thousandths of a degree as people read them, with a true minus."""
    if temperature_mc is None:
        return ""
    tenths = round(temperature_mc / 100)
    return f"{'−' if tenths < 0 else ''}{abs(tenths) / 10:.1f} ℃"


def on_the_way(card: StoreCard) -> str:
    """What of the free space is somebody's already."""
    said = []
    if card.expected_g:
        said.append(gettext("另有 %(tonnes)s 吨在路上") % {"tonnes": tonnes(card.expected_g)})
    if card.booked_g:
        said.append(gettext("答应别人 %(tonnes)s 吨") % {"tonnes": tonnes(card.booked_g)})
    return " · ".join(said)


LOT_TONES = {LotStatus.WAITING: "warn", LotStatus.PLANNED: "gold", LotStatus.ARRIVED: "good"}


def status_badge(status: str) -> SafeString:
    found = LotStatus(status)
    words = {"words": gettext(LOT_STATUS_NAMES[found]), "tone": LOT_TONES.get(found, "")}
    return render_to_string("storage/stores/cells/status.html", words)
