"""VRPLIB files as PyVRP problems, each family rounded as its best known values are (notes of BKS.csv)."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyvrp
import vrplib

ROUND = {
    "cvrp_x": "round",
    "vrpb": "round",
    "hfvrp": "exact",
    "mdvrptw": "exact",
    "mtvrptwr": "dimacs",
    "vrptw": "dimacs",
}
UNITS = {"hfvrp": 100_000, "vrptw": 10}  # solver cost / unit = the unit of best known values; else 1


@dataclass(frozen=True)
class Instance:
    """`best_known` in the solver's integers; None if the set records none."""

    name: str
    family: str
    data: pyvrp.ProblemData
    best_known: float | None


def read(path: Path) -> Instance:
    family = path.parent.name
    if path.suffix == ".vrpspd":
        data, unit = simultaneous(path)
    else:
        data, unit = pyvrp.read(path, round_func=ROUND[family]), UNITS.get(family, 1)
    known = best_known(path)
    return Instance(path.stem, family, data, None if known is None else known * unit)


def best_known(path: Path) -> float | None:
    table = path.parent / "BKS.csv"
    with table.open(encoding="utf-8") as rows:
        values = {row["instance"]: float(row["best_known"]) for row in csv.DictReader(rows)}
    return values.get(path.stem)


def simultaneous(path: Path) -> tuple[pyvrp.ProblemData, int]:
    """The pickup and delivery section of these files holds two demands a node, which PyVRP's reader takes for pairs.

    Costs in 1/1000 where the file has coordinates, in the file's 1/10000 where it has a matrix. Windows are not used.
    """
    file = vrplib.read_instance(path, compute_edge_weights=False)
    if "edge_weight" in file:
        matrix, unit = np.asarray(file["edge_weight"], np.int64), 10_000
    else:
        points = np.asarray(file["node_coord"], np.float64)
        matrix = np.rint(1000 * np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))).astype(np.int64)
        unit = 1_000
    rows = np.asarray(file["pickup_and_delivery"])
    clients = [
        pyvrp.Client(location=i, pickup=[int(rows[i][-2])], delivery=[int(rows[i][-1])]) for i in range(1, len(rows))
    ]
    vans = pyvrp.VehicleType(num_available=int(file["vehicles"]), capacity=[int(file["capacity"])])
    tables: list[Any] = [matrix]
    places = [pyvrp.Location(0, 0) for _ in range(len(rows))]
    return pyvrp.ProblemData(places, clients, [pyvrp.Depot(0)], [vans], tables, tables), unit
