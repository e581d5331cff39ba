"""What was last said of rooms."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model, OuterRef, Subquery

from lilian.storage.models import Room

Fact = TypeVar("Fact", bound=Model)


def latest(facts: type[Fact], rooms: Iterable[Room]) -> dict[int, Fact]:
    """The newest report or reading of each room, by room id; two queries however many rooms."""
    ids = [room.pk for room in rooms]
    newest = facts._default_manager.filter(room=OuterRef("pk")).order_by("-at", "-pk").values("pk")[:1]
    found: list[Any] = list(
        Room.objects.filter(pk__in=ids).annotate(fact=Subquery(newest)).values_list("fact", flat=True)
    )
    return {fact.room_id: fact for fact in facts._default_manager.filter(pk__in=[pk for pk in found if pk])}  # type: ignore[attr-defined]
