"""The command on the county's own workbooks, its figures worked out once more from the clean values."""

import json
import re
import shutil
from collections import defaultdict
from datetime import date
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from lilian.cli.main import app

Facts = dict[str, Any]


@pytest.fixture(scope="module")
def county(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """One run on the real workbook, and the truth beside it."""
    folder = tmp_path_factory.mktemp("county")
    out, data, page = folder / "plan.xlsx", folder / "plan.json", folder / "plan.html"
    arguments = [shared / "data" / "peak-days.xlsx", "--out", out, "--json", data, "--map", page]
    result = CliRunner().invoke(app, ["plan", "storage", *map(str, arguments)])
    truth = json.loads((shared / "data" / "peak-days.truth.json").read_text())
    plan = json.loads(data.read_text())
    return {"result": result, "truth": truth, "plan": plan, "out": out, "page": page.read_text()}


def road_km(a: Facts, b: Facts, factor: float) -> float:
    lat, other = radians(a["lat"]), radians(b["lat"])
    h = sin((other - lat) / 2) ** 2 + cos(lat) * cos(other) * sin(radians(b["lon"] - a["lon"]) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(h)) * factor


def fen_per_tonne(each: Facts, lot: Facts, store: Facts, params: Facts) -> float:
    """The cost formula, straight from its sentence."""
    km = road_km(lot, store, params["road_factor"])
    ready = max(date.fromisoformat(params["first_day"]), date.fromisoformat(lot["harvested"]))
    hours = km / params["speed_km_per_h"] + 24 * (date.fromisoformat(each["day"]) - ready).days
    yuan = params["freight_yuan_per_tonne_km"] * km + params["handling_yuan_per_tonne"]
    return 100 * (yuan + params["delay_yuan_per_tonne_hour"] * hours + store["fee"] * params["stored_months"])


@pytest.mark.slow
def test_it_succeeds(county: Facts) -> None:
    assert county["result"].exit_code == 0


@pytest.mark.slow
def test_each_assignment_costs_what_the_formula_says(county: Facts) -> None:
    truth = county["truth"]
    lots, stores = ({one["code"]: one for one in truth[kind]} for kind in ("lots", "stores"))
    for each in county["plan"]["assignments"]:
        lot, store = lots[each["lot"]], stores[each["store"]]
        expected = fen_per_tonne(each, lot, store, truth["params"]) * each["weight_g"] / 1e6
        assert each["cost_fen"] == pytest.approx(expected, abs=0.51)
        assert each["road_km"] == pytest.approx(road_km(lot, store, truth["params"]["road_factor"]), abs=1e-6)


def test_the_cost_is_the_sum_and_meets_its_bound(county: Facts) -> None:
    plan = county["plan"]
    assert plan["cost_fen"] == sum(each["cost_fen"] for each in plan["assignments"])
    assert plan["gap"] == 0
    assert 0 <= plan["cost_fen"] - plan["lower_bound_fen"] <= len(plan["assignments"])  # each rounds by half a fen


def test_every_gram_is_placed_or_named_as_left_over(county: Facts) -> None:
    plan, said = county["plan"], defaultdict(int)
    for each in (*plan["assignments"], *plan["unplaced"]):
        said[each["lot"]] += each["weight_g"]
    assert said == {lot["code"]: lot["kg"] * 1000 for lot in county["truth"]["lots"]}
    assert plan["placed_g"] + plan["unplaced_g"] == sum(said.values())


def test_no_store_takes_more_than_it_may(county: Facts) -> None:
    total: dict[str, int] = defaultdict(int)
    daily: dict[tuple[str, str], int] = defaultdict(int)
    for each in county["plan"]["assignments"]:
        total[each["store"]] += each["weight_g"]
        daily[each["store"], each["day"]] += each["weight_g"]
    stores = {store["code"]: store for store in county["truth"]["stores"]}
    assert not [code for code, g in total.items() if g > (stores[code]["tonnes"] - stores[code]["filled"]) * 1e6]
    assert not [key for key, g in daily.items() if g > stores[key[0]]["dock_t_day"] * 1e6]


def test_no_fruit_goes_where_it_may_not(county: Facts) -> None:
    truth = county["truth"]
    lots, stores = ({one["code"]: one for one in truth[kind]} for kind in ("lots", "stores"))
    for each in county["plan"]["assignments"]:
        lot, store = lots[each["lot"]], stores[each["store"]]
        assert lot["variety"] in store["accepts"].split("、")
        assert store["temp"] <= truth["params"]["max_temp"]
        assert each["day"] >= lot["harvested"]


def test_the_plan_beats_practice_tonne_for_tonne(county: Facts) -> None:
    plan = county["plan"]
    assert plan["placed_g"] >= plan["practice_placed_g"]
    assert plan["cost_fen"] / plan["placed_g"] <= plan["practice_cost_fen"] / plan["practice_placed_g"]


def test_the_arrival_lists_weigh_what_the_plan_places(county: Facts) -> None:
    sheet = load_workbook(county["out"])["各库到货单"]
    weights = [row[5] for row in sheet.iter_rows(values_only=True) if str(row[1]).startswith("P2409")]
    assert round(sum(weights) * 1000) == county["plan"]["placed_g"]


def test_the_map_page_is_light_and_stands_alone(county: Facts) -> None:
    page = county["page"]
    assert len(page.encode()) < 1_500_000
    assert not re.findall(r"(?:https?:)?//[\w-]+\.[\w.-]+", page.replace("http://www.w3.org/2000/svg", ""))


def test_the_faulty_workbook_is_refused_with_every_fault_named(shared: Path, tmp_path: Path) -> None:
    workbook = shutil.copy(shared / "data" / "peak-days-with-faults.xlsx", tmp_path)
    result = CliRunner().invoke(app, ["plan", "storage", workbook])
    truth = json.loads((shared / "data" / "peak-days-with-faults.truth.json").read_text())["faults"]
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert not [fault for fault in truth if not any(fault["code"] in line for line in lines)]
    assert len([line for line in lines if line.startswith("待储批次 ")]) == len(truth)
    assert "问题清单" in load_workbook(tmp_path / "peak-days-with-faults-问题.xlsx").sheetnames


@pytest.mark.slow
def test_the_good_rows_of_the_faulty_workbook_make_a_plan(shared: Path, tmp_path: Path) -> None:
    workbook = shutil.copy(shared / "data" / "peak-days-with-faults.xlsx", tmp_path)
    result = CliRunner().invoke(app, ["plan", "storage", workbook, "--take-good-rows"])
    assert result.exit_code == 0
    assert "40 行没有算" in result.stderr
