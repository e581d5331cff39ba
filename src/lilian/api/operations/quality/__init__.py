"""The quality room: scales checked against reference weights, samples measured at the bench."""

from ninja import Router

from lilian.api.operations.quality import samples, scales

router = Router()
router.add_router("", scales.router)
router.add_router("", samples.router)
