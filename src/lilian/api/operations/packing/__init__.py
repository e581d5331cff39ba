"""Graded fruit goes into boxes: packings, boxes, pallets, what was given away."""

from ninja import Router

from lilian.api.operations.packing import boxes, packings, pallets

router = Router()
for part in (packings, boxes, pallets):
    router.add_router("", part.router)
