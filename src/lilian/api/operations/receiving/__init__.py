"""Fruit taken over at collection points: where, at what price, one slip each time."""

from ninja import Router

from lilian.api.operations.receiving import boards, slips

router = Router()
router.add_router("", boards.router)
router.add_router("", slips.router)
