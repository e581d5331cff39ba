"""A row's content as a short hash, the same wherever and whenever it is computed."""

import hashlib
import json
from typing import Any


def fingerprint(values: dict[str, Any]) -> str:
    """32 hex digits over the values, whatever the order of the columns; empty cells do not count."""
    filled = {key: value for key, value in values.items() if value is not None}
    text = json.dumps(filled, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
