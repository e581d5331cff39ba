"""The low season: meters read, plans of rooms by months, transfers carried out."""

from ninja import Router

from lilian.api.operations.idling import meters, plans, tasks

router = Router()
for part in (meters, plans, tasks):
    router.add_router("", part.router)
