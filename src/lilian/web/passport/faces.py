"""A box's page put together once, for a language: HTML with its style inside, and the policy that lets just that in."""

import base64
import hashlib
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from lilian.brand.values import MARK_KIND_NAMES, STATE_NAMES, BoxMark, spoken
from lilian.brand.values import State as MarkState
from lilian.catalog.queries import latin_name
from lilian.catalog.values import CATEGORY_NAMES, InputCategory
from lilian.drawing import stylesheet
from lilian.kernel import codes
from lilian.passport.values import Air, Event, Input, Looked, Promise, State, Step, Story
from lilian.web.passport import drawings, orchards
from lilian.web.passport.languages import CHINESE, NAMES
from lilian.web.passport.links import box_path
from lilian.web.passport.words import SAYS, STEPS

MOST_LABELS = 4
SHEET = Path(__file__).with_name("face.css")
POLICY = (
    "default-src 'none'; style-src 'sha256-{style}'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


@cache
def style() -> str:
    """All the style a public page has: that of the drawings, and its own."""
    lines = (line.strip() for line in (stylesheet() + SHEET.read_text(encoding="utf-8")).splitlines())
    return "".join(line for line in lines if line and not line.startswith("/*"))


@cache
def policy() -> str:
    """No script at all, and no style but this one."""
    return POLICY.format(style=base64.b64encode(hashlib.sha256(style().encode()).digest()).decode())


def page(template: str, language: str, context: dict[str, Any]) -> str:
    """A public page, which knows nothing of sessions, cookies or who is asking."""
    with translation.override(language):
        other = "en" if language == CHINESE else "zh"
        around = {"style": style(), "lang": NAMES[language], "other": other, "origin_place": settings.ORIGIN_PLACE}
        return render_to_string(template, around | context)


def box_page(story: Story, language: str) -> str:
    with translation.override(language):
        known = story.known
        context = {
            "story": story,
            "says": SAYS[story.standing.state],
            "state": story.standing.state.value,
            "is_good": story.standing.state in (State.GENUINE, State.OFTEN),
            "spoken": codes.grouped(known.code),
            "variety": variety_name(known.variety, language),
            "path": box_path(known.gtin, known.batch, known.code),
            "map": drawings.village_map(story.origins),
            "orchard": orchards.view(story.orchard) if story.orchard else None,
            "growers": list(dict.fromkeys(name for origin in story.origins for name in origin.growers)),
            "steps": [step(event) for event in story.events],
            "airs": [air_panel(air) for air in story.air],
            "best": measured(story.looked[0]) if story.looked else None,
            "promises": [paper(one) for one in story.promises.firms],
            "inputs": [fetched(one) for one in story.inputs],
            "mark": borne(story.mark) if story.mark else None,
        }
        return page("passport/box.html", language, context)


def variety_name(name: str, language: str) -> str:
    return name if language == CHINESE else latin_name(name)


def step(event: Event) -> dict[str, Any]:
    return {
        "name": gettext(STEPS[event.step]),
        "kind": event.step.value,
        "first": event.first,
        "last": event.last if event.last != event.first else None,
        "place": event.place,
        "by": event.by if event.by != event.place else "",
        "days": event.days if event.step is Step.STORED else 0,
    }


def air_panel(air: Air) -> dict[str, Any]:
    figures = {"mean": degrees(air.mean_mc), "low": degrees(air.coldest_mc), "high": degrees(air.warmest_mc)}
    words = gettext("平均 %(mean)s ℃，最低 %(low)s ℃，最高 %(high)s ℃") % figures
    return {"room": air.room, "words": words, "svg": drawings.air_ribbon(air, f"{air.room}: {words}")}


def measured(one: Looked) -> dict[str, str]:
    """The means of a sample in the units people know; '' where nothing was measured."""
    solids, firmness = one.solids_permille, one.firmness_mn
    return {
        "solids": "" if solids is None else f"{solids / 10:.1f}",
        "firmness": "" if firmness is None else f"{firmness / 1000:.0f}",
        "weight": "" if one.weight_g is None else str(one.weight_g),
    }


def paper(one: Promise) -> dict[str, Any]:
    """A certificate with the address of its own page."""
    bases = gettext("、").join(gettext(basis) for basis in one.bases)
    return {**asdict(one), "bases": bases, "address": reverse("certificates:check", args=[one.number])}


def fetched(one: Input) -> dict[str, Any]:
    """A farm input, and how long before the picking it was fetched last."""
    ago = one.days_before
    return {
        "name": one.name,
        "category": CATEGORY_NAMES[InputCategory(one.category)],
        "days": "" if ago is None else gettext("最后一次领在采摘前 %(count)s 天") % {"count": ago},
        "interval": one.interval_days and gettext("规定至少隔 %(count)s 天") % {"count": one.interval_days},
    }


def borne(mark: BoxMark) -> dict[str, Any]:
    """The mark a box bears: one whose licence ended by itself since was used rightly, one that was stopped says so."""
    licence = mark.licence
    stopped = licence.state in (MarkState.SUSPENDED, MarkState.REVOKED)
    return {
        "licence": licence,
        "kind": gettext(MARK_KIND_NAMES[licence.kind]),
        "state": gettext(STATE_NAMES[licence.state]),
        "is_stopped": stopped,
        "is_uncertified": mark.is_uncertified,
        "address": reverse("brand:check", args=[licence.number]),
        "labels": [(spoken(number), reverse("brand:check", args=[number])) for number in mark.labels[:MOST_LABELS]],
    }


def degrees(value_mc: int) -> str:
    text = f"{value_mc / 1000:.1f}"
    return "0.0" if text == "-0.0" else text.replace("-", "−")
