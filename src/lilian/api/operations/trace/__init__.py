"""Where fruit came from and where it went; recalls, what holders are told, drills."""

from ninja import Router

from lilian.api.operations.trace import calls, drills, files, notices, recalls, traces

router = Router()
for part in (traces, files, recalls, notices, calls, drills):
    router.add_router("", part.router)
