"""Group purchasing: farm inputs, campaigns, needs, sealed bids, the decision, orders, receipts, bills."""

from ninja import Router

from lilian.api.operations.purchasing import bids, bills, campaigns, decisions, inputs, needs, orders, receipts, stock

router = Router()
for part in (inputs, campaigns, needs, bids, decisions, orders, receipts, stock, bills):
    router.add_router("", part.router)
