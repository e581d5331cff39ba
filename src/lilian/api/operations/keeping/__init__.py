"""A cold store's year: what goes into rooms, is counted, moved and let out; alarms, room asked for, fees."""

from ninja import Router

from lilian.api.operations.keeping import alarms, fees, leaving, rooms, sheets, space

router = Router()
for part in (rooms, sheets, leaving, alarms, space, fees):
    router.add_router("", part.router)
