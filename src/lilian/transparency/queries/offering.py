"""What a browser needs to check a proof, and the one call a page makes that offers it beside a record."""

from typing import Any

from lilian.transparency.queries.evidence import evidence
from lilian.transparency.queries.standing import log_keys, witnesses


def trusted() -> dict[str, Any]:
    """Keys by which the script opens checkpoints; a reader compares them with what was printed elsewhere."""
    known = [{"name": one.name, "vkey": one.vkey} for one in witnesses()]
    return {"keys": [key.vkey for key in log_keys()], "witnesses": known}


def offered(kind: str, ref: int) -> dict[str, Any] | None:
    """For `{% include "transparency/_verify.html" with offered=… %}`: the record's text, its proof, the keys.

    None where there is nothing to check yet: not logged, not signed, or erased.
    """
    found = evidence(kind, ref)
    if found is None or not found.proof:
        return None
    said = {"record": found.record.decode(), "proof": found.proof}
    return {"said": said | trusted(), "signed_at": found.signed_at, "witnesses": found.witnesses, "index": found.index}
