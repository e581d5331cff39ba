"""The compiled loops are ready before a plan's clock starts: on a machine where nothing was ever compiled."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, Never

import numpy as np
import pytest

from lilian.planning import facility
from lilian.planning.limits import Limits
from lilian.planning.storage import Problem
from tests.planning.instances import county

front: Any = import_module("lilian.planning.storage.solve")  # the package has a function of that name

COMPILES_LATE = """
from numba.core import event
from lilian.planning import facility, storage
from lilian.planning.facility.warm import warm
from tests.planning.instances import county
from tests.planning.test_warm import sites, whole

with event.install_recorder("numba:compile") as before:
    storage.warm()
    warm()
problem = county(12, 4)
with event.install_recorder("numba:compile") as after:
    storage.solve(problem)
    storage.solve(whole(problem))
    for single in (False, True):
        facility.solve(sites(single))
print([len(before.buffer), [str(one.data["dispatcher"]) for _, one in after.buffer]])
"""


class Stopped(Exception):
    """Seen enough."""


def whole(problem: Problem) -> Problem:
    """The same with lots that may not be split."""
    return replace(problem, may_split=False)


def sites(single_source: bool) -> facility.Problem:
    dice = np.random.default_rng(1)
    fixed, capacity, demand = (
        dice.integers(*most, many) for most, many in (((50, 90), 6), ((60, 90), 6), ((5, 20), 20))
    )
    return facility.Problem(fixed, capacity, demand, dice.integers(1, 30, (20, 6)), single_source=single_source)


def cold(folder: Path, *command: str) -> bytes:
    """What this says in a process of its own, which finds its compiled loops in the folder, or nowhere."""
    found = os.environ | {"NUMBA_CACHE_DIR": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, *command], env=found, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.mark.slow
def test_nothing_is_compiled_once_the_clock_runs(tmp_path: Path) -> None:
    before, after = json.loads(cold(tmp_path, "-c", COMPILES_LATE).replace(b"'", b'"'))
    assert (before > 0, after) == (True, [])


def test_the_compilers_time_is_not_the_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, left = [0.0], list[float]()

    def search(_model: object, _split: object, limits: Limits, _rounds: object) -> Never:
        left.append(limits.time_s)
        raise Stopped

    monkeypatch.setattr(front, "warm", lambda _: clock.__setitem__(0, clock[0] + 1_000.0))
    monkeypatch.setattr(front, "monotonic", lambda: clock[0])
    monkeypatch.setattr(front, "solve_whole", search)
    with pytest.raises(Stopped):
        front.solve(whole(county(12, 4)), limits=Limits(time_s=10.0))
    assert left == [10.0]
