"""What a box's page draws: the village on the county's map, the air the fruit lay in."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from lilian.drawing import Place, Scene, draw_map, joined, tag
from lilian.drawing.svg import number
from lilian.passport.queries import villages_by_town
from lilian.passport.values import Air, Origin, Town
from lilian.web.shell.drawings import drawn

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640.0, 210.0, 64.0, 20.0, 38.0
LEAST_SPAN_MC = 4_000
Day = tuple[date, int, int]


Spot = tuple[str, float, float, int]  # a village: its name, its point, its share in per mille


def village_map(origins: Sequence[Origin]) -> SafeString | None:
    """Where in the county the fruit grew, as a circle a village; None where no village is known."""
    spots = tuple((o.village, o.lat, o.lon, o.permille) for o in origins if o.lat is not None and o.lon is not None)
    if not spots:
        return None
    return _map(spots, villages_by_town(), get_language() or "")


@lru_cache(maxsize=256)
def _map(spots: tuple[Spot, ...], towns: tuple[Town, ...], language: str) -> SafeString:
    """Once a batch: its boxes share it."""
    places = [
        Place(f"village-{n}", lat, lon, size=permille, label=name, title=name, tone="full")
        for n, (name, lat, lon, permille) in enumerate(spots)
    ]
    svg = draw_map(
        Scene(places=places, towns=dict(towns)),
        map_id="village-map",
        title=gettext("果子长在哪里"),
        description=gettext("圆点是村子，不是哪一家的果园。"),
        translate=gettext,
    )
    return drawn(svg)


def by_day(air: Air) -> list[Day]:
    """(day, coldest, warmest) of each day that was read."""
    found: dict[date, list[int]] = defaultdict(list)
    for at, value in air.read:
        found[timezone.localdate(at)].append(value)
    return [(day, min(values), max(values)) for day, values in sorted(found.items())]


def air_ribbon(air: Air, words: str) -> SafeString:
    """A ribbon from each day's coldest to its warmest, over a line at 0 °C; `words` is the text alternative."""
    days = by_day(air)
    low = min(0, *(coldest for _, coldest, _ in days))
    high = max(low + LEAST_SPAN_MC, *(warmest for _, _, warmest in days))
    span_days = max(1, (days[-1][0] - days[0][0]).days)

    def x(day: date) -> float:
        return LEFT + (day - days[0][0]).days / span_days * (WIDTH - LEFT - 12)

    def y(value: int) -> float:
        return TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM)

    over = [f"{number(x(day))} {number(y(warmest) - 1)}" for day, _, warmest in days]
    under = [f"{number(x(day))} {number(y(coldest) + 1)}" for day, coldest, _ in reversed(days)]
    middle = [f"{number(x(day))} {number(y((coldest + warmest) // 2))}" for day, coldest, warmest in days]
    levels = [_level(y(value), value) for value in range(-(-low // 2000) * 2000, high + 1, 2000)]
    ends = [
        tag("text", f"{day.month}-{day.day}", x=x(day), y=HEIGHT - 8, text_anchor=anchor)
        for day, anchor in ((days[0][0], "start"), (days[-1][0], "end"))
    ]
    body = joined(
        tag("title", words),
        *levels,
        tag("path", d=f"M{'L'.join([*over, *under])}Z", class_="air-band"),
        tag("path", d=f"M{'L'.join(middle)}", class_="air-line"),
        *ends,
    )
    return drawn(tag("svg", body, viewBox=f"0 0 {number(WIDTH)} {number(HEIGHT)}", role="img", class_="air"))


def _level(y: float, value_mc: int) -> str:
    kind = "air-zero" if value_mc == 0 else "air-level"
    line = tag("line", x1=LEFT, x2=WIDTH - 12, y1=y, y2=y, class_=kind)
    return joined(line, tag("text", f"{value_mc // 1000}℃", x=LEFT - 8, y=y + 4, text_anchor="end"))
