"""Readies the compiled loops: half a minute of processor time, once a machine."""

from typing import Any

import numpy as np
import pyvrp

from lilian.planning.routing.strings.board import board_of
from lilian.planning.routing.strings.chain import annealed
from lilian.planning.routing.strings.tours import state_of
from lilian.planning.routing.strings.walk import walk
from lilian.planning.routing.task import Heat, Task, Tuning


def warm() -> None:
    """Anneal a problem of two clients; what is compiled for it is compiled for all."""
    roads: list[Any] = [np.ones((3, 3), np.int64) - np.eye(3, dtype=np.int64)]
    places = [pyvrp.Location(0, 0) for _ in range(3)]
    clients = [pyvrp.Client(1, [1], [0]), pyvrp.Client(2, [1], [0])]
    kinds = [pyvrp.VehicleType(2, [2]), pyvrp.VehicleType(2, [3])]  # kin, so that trades are compiled too
    data = pyvrp.ProblemData(places, clients, [pyvrp.Depot(0)], kinds, roads, roads)
    walk(board_of(data), state_of(board_of(data), 0), 0, 1.0, 1.0)
    annealed(data, Task(None, (), Heat(1.0, 0.1), None, 0, 1, 0.0, Tuning()))
