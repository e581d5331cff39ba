"""The real workbook's clean values, from the shared folder; tests skip where it is absent."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from lilian.planning.storage import Lot, Problem, Store, Terms


def truth() -> dict:
    root = Path(os.environ.get("LILIAN_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
    path = root / "data" / "peak-days.truth.json"
    if not path.exists():
        pytest.skip(f"{path} is absent; set LILIAN_SHARED to the folder with data/")
    return json.loads(path.read_text(encoding="utf-8"))


def peak_problem() -> Problem:
    book = truth()
    lots = tuple(
        Lot(
            each["code"],
            each["lat"],
            each["lon"],
            each["variety"],
            each["kg"] * 1000,
            date.fromisoformat(each["harvested"]),
        )
        for each in book["lots"]
    )
    stores = tuple(
        Store(
            each["code"],
            each["lat"],
            each["lon"],
            (each["tonnes"] - each["filled"]) * 1_000_000,
            each["dock_t_day"] * 1_000_000,
            frozenset(each["accepts"].split("、")),
            each["temp"],
            each["fee"] * 100,
        )
        for each in book["stores"]
    )
    return Problem(lots, stores, peak_terms(book["params"]))


def peak_terms(params: dict) -> Terms:
    return Terms(
        first_day=date.fromisoformat(params["first_day"]),
        days=params["days"],
        freight_fen_per_tonne_km=params["freight_yuan_per_tonne_km"] * 100,
        handling_fen_per_tonne=params["handling_yuan_per_tonne"] * 100,
        road_factor=params["road_factor"],
        speed_km_per_h=params["speed_km_per_h"],
        delay_fen_per_tonne_hour=params["delay_yuan_per_tonne_hour"] * 100,
        stored_months=params["stored_months"],
        max_temperature_c=params["max_temp"],
    )
