"""That an event stands in the transparency log as it was stored: an extension, EPCIS has no such resource."""

from base64 import b64encode
from typing import Any

from django.http import HttpResponse

from lilian.api.epcis import reading
from lilian.api.epcis.door import Call
from lilian.api.epcis.problems import Problem
from lilian.exchange import queries
from lilian.exchange.queries import EventEvidence
from lilian.transparency import queries as log


def of_event(call: Call, event_id: str) -> HttpResponse:
    """One answer for the event and one for each declaration that takes it back, in their order."""
    proofs = queries.event_evidences(call.actor, event_id)
    if not proofs:
        raise Problem(404, "NoSuchNameException", "there is no event of this id")
    return HttpResponse(reading.encoded([_told(one) for one in proofs]), content_type="application/json")


def _told(one: EventEvidence) -> dict[str, Any]:
    """`entry` leads by `place`, `count` and `path` (RFC 6962) to `root`; the sheaf's record seals the root, and
    `lilian-verify record` checks that record by its proof. Bytes in base64; what is not in the log yet is null.
    """
    found: dict[str, Any] = {
        "entry": one.entry.decode(),
        "place": one.place,
        "count": one.count,
        "path": [b64encode(step).decode() for step in one.path],
        "root": one.root.hex(),
    }
    sheaf, opened = log.evidence(queries.SHEAF, one.sheaf), log.opened(queries.SHEAF, one.sheaf)
    if sheaf is None or opened is None:
        return found | {"record": None, "sealed": None, "salt": None, "proof": None}
    return found | {
        "record": sheaf.record.decode(),
        "sealed": opened.sealed.decode(),
        "salt": opened.salt.hex(),
        "proof": sheaf.proof or None,
    }
