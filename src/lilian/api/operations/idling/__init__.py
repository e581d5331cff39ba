"""The low season: meters read, what is to leave, plans of rooms by months, transfers carried out."""

from ninja import Router

from lilian.api.operations.idling import changing, decisions, meters, tasks, withdrawals

router = Router()
for part in (meters, withdrawals, changing, decisions, tasks):  # `changing` brings the reads of plans with it
    router.add_router("", part.router)
