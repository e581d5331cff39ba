"""A plan as it was met: a scene for the map, a line per store."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from lilian.drawing import Dot, Flow, FlowKind, Part, Place, Scene
from lilian.storage.papers import Paper
from lilian.storage.papers.page.scene import lot_id, store_id
from lilian.storage.papers.words import day_words
from lilian.web.shell.tags import percent, tonnes
from lilian.web.storage.plans.arriving import StoreLoads
from lilian.web.storage.plans.words import came_change

Point = tuple[float, float]


@dataclass(frozen=True)
class MetStore:
    """What a store was to receive and what came. `late`: loads whose day is over and that have not come."""

    id: str
    code: str
    name: str
    planned_g: int
    came_g: int
    loads: int
    met: int
    late: int
    late_g: int
    difference: str

    @property
    def share(self) -> float:
        return self.came_g / self.planned_g if self.planned_g else 0.0


def met_stores(stores: Iterable[StoreLoads]) -> list[MetStore]:
    """The most fruit late first, then by what was planned."""
    return sorted((_met(store) for store in stores), key=lambda one: (-one.late_g, -one.planned_g, one.code))


def _met(store: StoreLoads) -> MetStore:
    came = [load for load in store.loads if load.has_come]
    late = [load for load in store.loads if load.is_late]
    came_g = sum(load.came_g for load in came)
    return MetStore(
        id=store_id(store.code),
        code=store.code,
        name=store.name,
        planned_g=store.planned_g,
        came_g=came_g,
        loads=len(store.loads),
        met=len(came),
        late=len(late),
        late_g=sum(load.line.weight_g for load in late),
        difference=came_change(came_g, sum(load.line.weight_g for load in came)) if came else "",
    )


def meeting_scene(paper: Paper, lines: list[Any], today: date) -> Scene:
    """Planned ways dashed, ways that were gone solid above them; a dot for each late lot."""
    return Scene(
        places=_places(paper, lines),
        dots=[_late_dot(paper, line) for line in lines if line.day < today and not line.came_g],
        flows=[*_flows(paper, lines, FlowKind.PLANNED), *_flows(paper, lines, FlowKind.ACTUAL)],
        towns=_towns(paper),
    )


def _places(paper: Paper, lines: list[Any]) -> list[Place]:
    planned: dict[str, int] = defaultdict(int)
    came: dict[str, int] = defaultdict(int)
    for line in lines:
        planned[line.store_code] += line.weight_g
        came[line.store_code] += line.came_g
    return [_place(paper, code, planned[code], came[code]) for code in sorted(planned) if code in paper.stores]


def _place(paper: Paper, code: str, planned_g: int, came_g: int) -> Place:
    store, name = paper.stores[code], paper.store_note(code).name
    share = came_g / planned_g if planned_g else 0.0
    words = gettext("{store}：计划 {planned} 吨，已到 {came} 吨")
    return Place(
        id=store_id(code),
        lat=store.lat,
        lon=store.lon,
        size=planned_g,
        label=name,
        title=words.format(store=name, planned=tonnes(planned_g), came=tonnes(came_g)),
        parts=(Part(min(1.0, share), "new"),),
        figure=percent(share),
    )


def _late_dot(paper: Paper, line: Any) -> Dot:
    lot = paper.lots[line.lot_code]
    words = gettext("晚：{lot} {village} {tonnes} 吨，应 {day}到")
    title = words.format(
        lot=line.lot_code, village=line.village, tonnes=tonnes(line.weight_g, 2), day=day_words(line.day, gettext)
    )
    return Dot(lot_id(line.lot_code), lot.lat, lot.lon, title, tone="late", links=[store_id(line.store_code)])


def _flows(paper: Paper, lines: list[Any], kind: FlowKind) -> list[Flow]:
    """One curve per village and store."""
    weights: dict[tuple[str, str], int] = defaultdict(int)
    points: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for line in lines:
        weight_g = line.weight_g if kind is FlowKind.PLANNED else line.came_g
        if weight_g and line.lot_code in paper.lots and line.store_code in paper.stores:
            lot = paper.lots[line.lot_code]
            weights[line.village, line.store_code] += weight_g
            points[line.village, line.store_code].append((lot.lat, lot.lon))
    return [_flow(paper, key, weights[key], points[key], kind) for key in sorted(weights)]


def _flow(paper: Paper, key: tuple[str, str], weight_g: int, points: list[Point], kind: FlowKind) -> Flow:
    village, code = key
    start = sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points)
    words = (
        gettext("计划：{village} 到 {store} {tonnes} 吨")
        if kind is FlowKind.PLANNED
        else gettext("已到：{village} 到 {store} {tonnes} 吨")
    )
    title = words.format(village=village, store=paper.store_note(code).name, tonnes=tonnes(weight_g))
    end = paper.stores[code].lat, paper.stores[code].lon
    return Flow(start=start, end=end, weight=weight_g, title=title, links=(store_id(code),), kind=kind)


def _towns(paper: Paper) -> dict[str, list[Point]]:
    towns: dict[str, list[Point]] = defaultdict(list)
    for store in paper.problem.stores:
        if town := paper.store_note(store.code).town:
            towns[town].append((store.lat, store.lon))
    return towns
