"""Crates: kinds of them, who has how many, what moves; numbered bins and the lots in them."""

from ninja import Router

from lilian.api.operations.crates import bins, kinds, moves

router = Router()
for part in (kinds, moves, bins):
    router.add_router("", part.router)
