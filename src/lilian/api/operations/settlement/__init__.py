"""Settlement: runs, statements, what waits, disputes, payments."""

from ninja import Router

from lilian.api.operations.settlement import disputes, payouts, runs, schemes, statements

router = Router()
for part in (runs, statements, disputes, payouts, schemes):
    router.add_router("", part.router)
