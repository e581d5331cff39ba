"""JSON in and out, what bad data is told, and the command."""

import io
import json
import sys
from dataclasses import replace
from types import SimpleNamespace

import msgspec
import pytest

from lilian.planning import door
from lilian.planning.purchasing import (
    SENTENCES,
    BadPurchase,
    Exclusion,
    Item,
    Member,
    Need,
    Offer,
    Reason,
    Report,
    Scheme,
    Supplier,
    json_schema,
    plan_from_json,
    problem_from_json,
    report,
    solve,
    to_json,
)
from lilian.planning.purchasing.__main__ import TOPIC
from lilian.planning.wire import BadJson
from tests.planning.purchasing_cases import UREA, county, stuck, tiny


@pytest.mark.slow
@pytest.mark.parametrize("problem", [tiny(), stuck(), county(3, 4, 20, 3)])
def test_a_problem_and_its_plan_survive_json(problem):
    assert problem_from_json(to_json(problem)) == problem
    plan = solve(problem)
    assert plan_from_json(to_json(plan)) == plan


def test_the_schema_names_problem_plan_and_report():
    schema = json_schema()
    assert {"problem", "plan", "report"} < set(schema)
    assert {"Problem", "Plan", "Report", "Offer", "Division"} <= set(schema["$defs"])


@pytest.mark.parametrize("text", ["{", "{}", '{"items": 1}'])
def test_what_is_no_problem_is_refused(text):
    with pytest.raises(BadJson):
        problem_from_json(text)


@pytest.mark.parametrize(
    "changes",
    [
        {"periods": 0},
        {"max_suppliers": 0},
        {"items": (Item(UREA), Item(UREA))},
        {"items": (Item(UREA, hold_fen=-1),)},
        {"items": (Item(UREA, max_suppliers=0),)},
        {"members": (Member("Mei", "A"), Member("Mei", "B"))},
        {"needs": (Need("Lin", UREA, 1),)},
        {"needs": (Need("Mei", UREA, 0),)},
        {"needs": (Need("Mei", UREA, 1, 1),)},
        {"needs": (Need("Mei", UREA, 1), Need("Mei", UREA, 2))},
        {"suppliers": (Supplier("S1"),)},
        {"suppliers": (Supplier("S1", Scheme(starts=(0, 10), rebates=(0, 1))), Supplier("S2"))},
        {"suppliers": (Supplier("S1", Scheme(starts=(1, 10))), Supplier("S2"))},
        {"suppliers": (Supplier("S1", Scheme(starts=(0, 10, 10))), Supplier("S2"))},
        {"suppliers": (Supplier("S1", Scheme(starts=(0, 10)), capacity=(1, 2)), Supplier("S2"))},
        {"suppliers": (Supplier("S1", Scheme("incremental", "value", (0,), (10_001,))), Supplier("S2"))},
        {"suppliers": (Supplier("S1", Scheme("incremental", "quantity", (0, 5), (2, 1))), Supplier("S2"))},
        {"suppliers": (Supplier("S1", Scheme(starts=(0, 10)), freight_fen={"A": -1}), Supplier("S2"))},
        {"offers": (Offer("S1", UREA, ((10,),)),)},
        {"offers": (Offer("S2", UREA, ((10, 9),)),)},
        {"offers": (Offer("S2", UREA, ((-1,),)),)},
        {"offers": (Offer("S2", UREA, ((1,),), pack=0),)},
        {"offers": (Offer("S2", UREA, ((1,),), capacity=-1),)},
        {"offers": (Offer("S2", UREA, ((1,),), periods=(1,)),)},
        {"offers": (Offer("S2", UREA, ((1,),)), Offer("S2", UREA, ((2,),), periods=(0,)))},
        {"offers": (Offer("S9", UREA, ((1,),)),)},
        {"exclusions": (Exclusion("S9"),)},
        {"needs": (Need("Mei", UREA, 10**9),), "offers": (Offer("S2", UREA, ((10**9,),)),)},
    ],
)
def test_data_that_makes_no_sense_is_refused(changes):
    with pytest.raises(BadPurchase):
        tiny(**changes)


def run(monkeypatch, capfdbinary, text, *arguments):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text)))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer := io.BytesIO(), write_through=True))
    code = door.run(TOPIC, [*arguments])
    return code, buffer.getvalue()


def test_the_command_reads_a_problem_and_writes_a_plan(monkeypatch, capfdbinary):
    code, written = run(monkeypatch, capfdbinary, to_json(tiny()))
    assert code == 0
    assert plan_from_json(written) == solve(tiny())


def test_the_command_writes_a_report_on_demand(monkeypatch, capfdbinary):
    code, written = run(monkeypatch, capfdbinary, to_json(tiny()), "--report")
    assert code == 0
    assert msgspec.json.decode(written, type=Report) == report(tiny(), solve(tiny()))


def test_the_command_shows_practice_and_the_schema(monkeypatch, capfdbinary):
    assert plan_from_json(run(monkeypatch, capfdbinary, to_json(tiny()), "--practice")[1]).cost_fen == 81
    assert json.loads(run(monkeypatch, capfdbinary, b"", "--schema")[1]) == json.loads(json.dumps(json_schema()))


def test_the_command_refuses_bad_input(monkeypatch, capfdbinary):
    assert run(monkeypatch, capfdbinary, b"{")[0] == 2


def test_a_report_on_what_cannot_be_bought_divides_nothing():
    assert report(stuck(), solve(stuck())).division is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"offers": ()}, "no_offer"),
        ({"items": (Item(UREA, min_quality=1),)}, "quality"),
        ({"exclusions": (Exclusion("S1"), Exclusion("S2"))}, "excluded"),
        (
            {"suppliers": (Supplier("S2", freight_fen={"A": 0}),), "offers": (Offer("S2", UREA, ((9,),)),)},
            "not_delivered",
        ),
        ({"periods": 2, "offers": (Offer("S2", UREA, ((9,),), periods=(1,)),)}, "too_late"),
        ({"offers": (Offer("S2", UREA, ((9,),), capacity=8),)}, "short"),
    ],
)
def test_what_is_missing_says_why(changes, code):
    plan = solve(tiny(**changes))
    assert plan.missing_units == plan.least_missing > 0
    assert {left.why.code for left in plan.missing} == {code}
    assert all("{" not in left.why.text() for left in plan.missing)


def test_every_sentence_can_be_filled():
    fields = dict.fromkeys(("item", "period", "min_quality", "village", "quantity"), "1")
    assert all("{" not in Reason(code, fields).text() for code in SENTENCES)


def test_a_problem_without_needs_buys_nothing():
    plan = solve(replace(tiny(), needs=()))
    assert (plan.cost_fen, plan.purchases, plan.proved) == (0, (), True)
