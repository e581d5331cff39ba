"""Certificates: issued and void, collected with fruit, and lots that lack one."""

from ninja import Router

from lilian.api.operations.certificates import collected, issued, lacking

router = Router()
router.add_router("", issued.router)
router.add_router("", lacking.router)
router.add_router("", collected.router)
