"""A plan as a scene for the map: stores with their fill, lots as dots, what goes where as flows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from lilian.drawing import Dot, Flow, Part, Place, Scene
from lilian.kernel.quantity import GRAMS_PER_TONNE
from lilian.planning.storage import Store, StoreState
from lilian.storage.papers.paper import Paper, StoreNote
from lilian.storage.papers.words import Translate, day_words, percent, tonnes

FULL_BELOW_G = GRAMS_PER_TONNE // 2  # less than half a tonne left is full in anyone's eyes

Point = tuple[float, float]


def store_id(code: str) -> str:
    return f"store:{code}"


def lot_id(code: str) -> str:
    return f"lot:{code}"


def plan_scene(paper: Paper, _: Translate) -> Scene:
    """The map of a plan; `id`s are `store:K001` and `lot:P1`, days ISO dates."""
    states = {state.store: state for state in paper.plan.store_states}
    places = [_place(store, states[store.code], paper, _) for store in paper.problem.stores]
    return Scene(places=places, dots=_dots(paper, _), flows=_flows(paper, _), towns=_towns(paper))


def fill_parts(state: StoreState, note: StoreNote) -> tuple[Part, Part]:
    """What lay in the store before and what the plan brings, as shares of its capacity."""
    capacity_g = _capacity_g(state, note)
    if not capacity_g:
        return Part(0, "old"), Part(0, "new")
    return Part(note.stored_g / capacity_g, "old"), Part(state.used_g / capacity_g, "new")


def _capacity_g(state: StoreState, note: StoreNote) -> int:
    return note.capacity_g or note.stored_g + state.used_g + state.free_g


def _place(store: Store, state: StoreState, paper: Paper, _: Translate) -> Place:
    note = paper.store_note(store.code)
    old, new = fill_parts(state, note)
    words = _("{code} {name}：库容 {capacity} 吨，原存 {stored} 吨，本次入库 {used} 吨，还空 {free} 吨")
    capacity_g = _capacity_g(state, note)
    return Place(
        id=store_id(store.code),
        lat=store.lat,
        lon=store.lon,
        size=capacity_g,
        label=note.name,
        title=words.format(
            code=store.code,
            name=note.name,
            capacity=tonnes(capacity_g),
            stored=tonnes(note.stored_g),
            used=tonnes(state.used_g),
            free=tonnes(state.free_g),
        ),
        parts=(old, new),
        figure=percent(min(1.0, old.share + new.share), 0),
        tone=_tone(store, state, paper),
    )


def _tone(store: Store, state: StoreState, paper: Paper) -> str:
    if not state.used_g and store.temperature_c > paper.problem.terms.max_temperature_c:
        return "closed"
    return "full" if state.free_g < FULL_BELOW_G else "some"


def _dots(paper: Paper, _: Translate) -> list[Dot]:
    stores, days = defaultdict(set), defaultdict(set)
    for each in paper.plan.assignments:
        stores[each.lot].add(store_id(each.store))
        days[each.lot].add(each.day.isoformat())
    late = {each.lot for each in paper.plan.unplaced}
    words = _("{code} {village} {weight} 吨")
    return [
        Dot(
            id=lot_id(lot.code),
            lat=lot.lat,
            lon=lot.lon,
            title=words.format(code=lot.code, village=paper.lot_note(lot.code).village, weight=tonnes(lot.weight_g, 2)),
            tone="late" if lot.code in late else "plain",
            links=sorted(stores[lot.code]),
            day=" ".join(sorted(days[lot.code])),
        )
        for lot in paper.problem.lots
    ]


def _flows(paper: Paper, _: Translate) -> list[Flow]:
    """One curve per village, store and day: hundreds of lots make dozens of lines one can read."""
    weights: dict[tuple[str, str, date], int] = defaultdict(int)
    carried: dict[tuple[str, str, date], list[str]] = defaultdict(list)
    for each in paper.plan.assignments:
        key = (paper.lot_note(each.lot).village, each.store, each.day)
        weights[key] += each.weight_g
        carried[key].append(lot_id(each.lot))
    centres, stores = _village_centres(paper), paper.stores
    words = _("{day} {village} 到 {store}:{weight} 吨")
    return [
        Flow(
            start=centres[village],
            end=(stores[store].lat, stores[store].lon),
            weight=weight,
            title=words.format(
                day=day_words(day, _), village=village, store=paper.store_note(store).name, weight=tonnes(weight)
            ),
            links=(store_id(store), *carried[village, store, day]),
            day=day.isoformat(),
        )
        for (village, store, day), weight in weights.items()
    ]


def _village_centres(paper: Paper) -> Mapping[str, Point]:
    points: dict[str, list[Point]] = defaultdict(list)
    for lot in paper.problem.lots:
        points[paper.lot_note(lot.code).village].append((lot.lat, lot.lon))
    return {village: _middle(there) for village, there in points.items()}


def _middle(points: Sequence[Point]) -> Point:
    return sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points)


def _towns(paper: Paper) -> Mapping[str, Sequence[Point]]:
    towns: dict[str, list[Point]] = defaultdict(list)
    for store in paper.problem.stores:
        town = paper.store_note(store.code).town
        if town:
            towns[town].append((store.lat, store.lon))
    return towns
