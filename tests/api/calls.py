"""One well-formed call of every operation: values for the address, and the body if it has one."""

from typing import Any

ABSENT = 999_999_999
READING = {"room_id": ABSENT, "at": "2026-09-18T08:00:00+08:00", "temperature_mc": 0}
LOT = {
    "organisation_id": ABSENT,
    "variety": "NO-SUCH",
    "grade": "一级",
    "weight_g": 1_000_000,
    "harvest_date": "2026-09-17",
    "lat": 36.7,
    "lon": 110.9,
}
CALLS: dict[str, tuple[dict[str, Any], Any]] = {
    "list_organisations": ({}, None),
    "get_organisation": ({"organisation_id": ABSENT}, None),
    "list_households": ({}, None),
    "get_household": ({"household_id": ABSENT}, None),
    "list_places": ({}, None),
    "get_place": ({"place_id": ABSENT}, None),
    "list_varieties": ({}, None),
    "get_standard": ({}, None),
    "list_stores": ({}, None),
    "list_stores_near": ({"?": "lat=36.7&lon=110.9"}, None),
    "get_store": ({"store_id": ABSENT}, None),
    "list_rooms": ({"store_id": ABSENT}, None),
    "list_room_outages": ({}, None),
    "put_room_out_of_use": ({"room_id": ABSENT}, {"reason": "在修", "starts_on": "2026-09-18"}),
    "put_room_back_in_use": ({"room_id": ABSENT}, None),
    "list_fill_reports": ({}, None),
    "add_fill_report": ({}, {"rooms": [{"room_id": ABSENT, "stock_g": 0}]}),
    "list_readings": ({"store_id": ABSENT}, None),
    "add_reading": ({}, READING),
    "add_readings": ({}, {"readings": [READING]}),
    "list_lots": ({}, None),
    "get_lot": ({"code": "NO-SUCH-LOT"}, None),
    "put_lot": ({"code": "NO-SUCH-LOT"}, LOT),
    "cancel_lot": ({"code": "NO-SUCH-LOT"}, {"reason": "试"}),
    "start_plan": ({}, {"first_day": "2026-09-18"}),
    "list_plans": ({}, None),
    "get_plan": ({"plan_id": ABSENT}, None),
    "get_plan_result": ({"plan_id": ABSENT}, None),
    "adopt_plan": ({"plan_id": ABSENT}, None),
    "list_arrivals": ({}, None),
    "get_arrival": ({"arrival_id": ABSENT}, None),
    "list_unplanned_arrivals": ({}, None),
    "record_unplanned_arrival": ({}, {"store_id": ABSENT, "weight_g": 1}),
    "take_back_unplanned_arrival": ({"arrival_id": ABSENT}, None),
    "record_arrival": ({"arrival_id": ABSENT}, {"weight_g": 1}),
}
