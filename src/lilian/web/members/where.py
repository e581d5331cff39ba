"""A place on the map of what lies around it, for moving it by a tap."""

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lilian.drawing import Dot, Place, Scene, draw_map
from lilian.members.values import PlaceKind
from lilian.web.shell.drawings import drawn

LANDMARKS = (PlaceKind.VILLAGE, PlaceKind.COLLECTION_POINT, PlaceKind.STORE)
MOST = 400  # dots beyond this say nothing more


def place_map(place: Any, places: QuerySet[Any]) -> SafeString:
    """The place as a circle; villages, collection points and stores as dots that say what they are."""
    around = list(places.filter(kind__in=LANDMARKS).exclude(pk=place.pk)[:MOST])
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for one in around:
        if one.township:
            towns[str(one.township)].append((one.lat, one.lon))
    here = Place(id="here", lat=place.lat, lon=place.lon, size=1, label=place.name, title=place.name, tone="full")
    dots = [Dot(f"place:{one.pk}", one.lat, one.lon, one.name) for one in around]
    svg = draw_map(
        Scene(places=[here], dots=dots, towns=towns),
        map_id="place-map",
        title=gettext("%(name)s在哪里") % {"name": place.name},
        description=gettext("圆圈是这个地点，小点是附近的村、收购点和冷库；经纬度写在表单里。"),
        translate=gettext,
        picks=True,
    )
    return drawn(svg)
