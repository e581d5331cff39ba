"""What was put away and counted in a room, newest first."""

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.keeping.models import CountSheet, PutAway
from lilian.storage import queries as storage


def put_aways(actor: Actor, room_id: int) -> QuerySet[PutAway]:
    """:raises NotFound: if the actor may not look into the room"""
    storage.kept_room(actor, room_id, permission="keeping.see")
    return PutAway.objects.filter(room=room_id).select_related("lot", "entry__reversed_by")


def counts(actor: Actor, room_id: int) -> QuerySet[CountSheet]:
    """:raises NotFound: if the actor may not look into the room"""
    storage.kept_room(actor, room_id, permission="keeping.see")
    return CountSheet.objects.filter(room=room_id).prefetch_related("lines__lot")
