"""Both engines walk by covering indexes alone: no table is read on the way."""

from typing import Any

import pytest
from django.db import connection

from lilian.trace.queries import boxes, lots, sql

WALKS = {
    "down": (lots.FORWARD, lambda: (sql.suspects([(1, None)]), 9), "stock_descent_down"),
    "up": (lots.BACK, lambda: (sql.keys([1]), 9), "stock_descent_up"),
    "parcels": (boxes.LOADED, lambda: (sql.keys([1]),), "parcels_box_covering"),
    "pallets": (boxes.STOWED, lambda: (sql.keys([1]),), "packing_stowed_covering"),
}


STEP_BY_STEP = ("indexscan", "hashjoin", "mergejoin")


@pytest.mark.django_db
@pytest.mark.parametrize("walk", WALKS)
def test_a_walk_reads_no_table(walk: str) -> None:
    statement, given, index = WALKS[walk]
    values = given()
    if connection.vendor == "sqlite":
        plan = _text(sql.rows(f"EXPLAIN QUERY PLAN {statement}", *values))
        assert f"COVERING INDEX {index}" in plan
        assert "SCAN step" not in plan
    else:
        with connection.cursor() as cursor:
            for way in ("seqscan", "bitmapscan", *(STEP_BY_STEP if index.startswith("stock_descent") else ())):
                cursor.execute(f"SET LOCAL enable_{way} = off")  # nearly empty tables: what it chooses of full ones
        plan = _text(sql.rows(f"EXPLAIN {statement}", *values))
        assert f"Index Only Scan using {index}" in plan


def _text(found: list[tuple[Any, ...]]) -> str:
    return "\n".join(str(row[-1]) for row in found)
