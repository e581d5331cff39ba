"""What came past a plan, on its map: a diamond at the store, a dotted way where the point of the fruit is known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext

from lilian.drawing import Flow, FlowKind, Place, Scene
from lilian.storage.papers.page.scene import store_id
from lilian.web.shell.tags import tonnes

Point = tuple[float, float]


@dataclass
class PastPlan:
    """The unplanned loads of one store; `ways`: (where from, grams) of those that were a lot of the register."""

    name: str
    at: Point
    weight_g: int = 0
    ways: list[tuple[Point, int]] = field(default_factory=list)


def past_plan(entries: Iterable[Any]) -> dict[str, PastPlan]:
    """By store code, the most fruit first."""
    found: dict[str, PastPlan] = {}
    for entry in entries:
        place = entry.store.place
        one = found.setdefault(entry.store.code, PastPlan(entry.store.name, (place.lat, place.lon)))
        one.weight_g += entry.weight_g
        if entry.lot is not None:
            one.ways.append(((entry.lot.lat, entry.lot.lon), entry.weight_g))
    return dict(sorted(found.items(), key=lambda pair: (-pair[1].weight_g, pair[0])))


def with_past(scene: Scene, past: Mapping[str, PastPlan]) -> Scene:
    """The same scene; a store the plan did not know is drawn too."""
    marks = {store_id(code): one for code, one in past.items()}
    known = {place.id for place in scene.places}
    places = [_marked(place, marks[place.id]) if place.id in marks else place for place in scene.places]
    places += [_marked(_alone(mark, one), one) for mark, one in marks.items() if mark not in known]
    ways = [_way(mark, one, *way) for mark, one in marks.items() for way in one.ways]
    return replace(scene, places=places, flows=[*scene.flows, *ways])


def _marked(place: Place, one: PastPlan) -> Place:
    words = gettext("{place}；计划外到了 {tonnes} 吨").format(place=place.title, tonnes=tonnes(one.weight_g))
    return replace(place, title=words, has_unplanned=True)


def _alone(mark: str, one: PastPlan) -> Place:
    return Place(id=mark, lat=one.at[0], lon=one.at[1], size=0, label=one.name, title=one.name)


def _way(mark: str, one: PastPlan, start: Point, weight_g: int) -> Flow:
    title = gettext("计划外：到 {store} {tonnes} 吨").format(store=one.name, tonnes=tonnes(weight_g, 2))
    return Flow(start, one.at, weight_g, title, links=(mark,), kind=FlowKind.UNPLANNED)
