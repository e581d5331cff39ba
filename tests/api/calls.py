"""One well-formed call of every operation: values for the address, and the body if it has one."""

from typing import Any

ABSENT = 999_999_999
CALLS: dict[str, tuple[dict[str, Any], Any]] = {
    "list_organisations": ({}, None),
    "get_organisation": ({"organisation_id": ABSENT}, None),
    "list_places": ({}, None),
    "get_place": ({"place_id": ABSENT}, None),
    "list_varieties": ({}, None),
    "get_standard": ({}, None),
    "list_stores": ({}, None),
    "list_stores_near": ({"?": "lat=36.7&lon=110.9"}, None),
    "get_store": ({"store_id": ABSENT}, None),
    "list_rooms": ({"store_id": ABSENT}, None),
}
