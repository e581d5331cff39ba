"""Both engines walk by covering indexes alone: no table is read on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lilian.trace.queries import boxes, lots, sql

WALKS = {
    "down": (lots.FORWARD, lambda: (sql.suspects([(1, None)]), 9), "stock_descent_down"),
    "up": (lots.BACK, lambda: (sql.keys([1]), 9), "stock_descent_up"),
    "parcels": (boxes.LOADED, lambda: (sql.runs([1]),), "parcels_box_covering"),
    "pallets": (boxes.STOWED, lambda: (sql.runs([1]),), "packing_stowed_covering"),
}
# PostgreSQL chooses by what the tables hold: rows that refer to nothing, in pages that vacuum has seen.
FILLS = {
    "stock_descent": "(entry_id, parent_id, child_id, weight_g) SELECT n, n, n + 1, 1",
    "parcels_loading": "(parcel_id, box_id, since) SELECT n % 400, n, now()",
    "packing_stowing": "(pallet_id, box_id, since, stowed_by, taken_by) SELECT n % 400, n, now(), '', ''",
}
FILL = """
SET LOCAL session_replication_role = replica;
INSERT INTO {table} {rows} FROM generate_series(1, 50000) AS n;
ANALYZE {table};
UPDATE pg_class SET relallvisible = relpages WHERE relname = '{table}';
"""


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
        with _filled():
            plan = _text(sql.rows(f"EXPLAIN {statement}", *values))
        assert f"Index Only Scan using {index}" in plan


@pytest.mark.django_db
@given(st.sets(st.integers(1, 60)))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_runs_are_the_keys_and_nothing_between(keys: set[int]) -> None:
    found = sql.rows("SELECT run.low, run.past FROM ({runs}) AS run", sql.runs(keys))
    assert {key for low, past in found for key in range(low, past)} == keys
    assert len(found) == len([key for key in keys if key - 1 not in keys])


@contextmanager
def _filled() -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in FILLS.items():
            cursor.execute(FILL.format(table=table, rows=rows))
        yield
        transaction.set_rollback(True)


def _text(found: list[tuple[Any, ...]]) -> str:
    return "\n".join(str(row[-1]) for row in found)
