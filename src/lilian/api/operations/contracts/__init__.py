"""Order contracts: markets and prices, templates, contracts made and signed, the season, their money."""

from ninja import Router

from lilian.api.operations.contracts import changing, deposits, making, money, prices, season, templates

router = Router()
for part in (prices, templates, making, changing, season, money, deposits):
    router.add_router("", part.router)
