"""Graded fruit goes into boxes: specifications, packings, boxes, pallets, what was given away."""

from ninja import Router

from lilian.api.operations.packing import boxes, packings, pallets, specs

router = Router()
for part in (specs, packings, boxes, pallets):
    router.add_router("", part.router)
