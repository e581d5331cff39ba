"""A province over one process, several, and a Ray cluster of two nodes; and what a lost worker or node costs.

    python bench/fanout.py --counties 6 --lots 1000 --stores 80 --shared 6 --workers 1 2

The cluster is a real one (`ray start --head`, a second `ray start --address`), on this machine: it shows what the way
there costs, not what more machines gain. `same`: the plan's bytes are those of the first row. `work`: seconds inside
the counties' solves, summed; `wall` below it is what running side by side gains.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Timer
from time import perf_counter, sleep
from typing import Any

from lilian.planning import province
from lilian.planning.fan import Fan, fan_over
from lilian.planning.fan.processes import Processes
from provinces import made

RAY = Path(sys.executable).with_name("ray")
STORE_BYTES = "200000000"
PORT = 6479
MID_RUN = 20  # the round in which something dies


@dataclass(frozen=True)
class Row:
    how: str
    wall_s: float
    work_s: float
    rounds: int
    gap: float
    unplaced_t: float
    same: bool
    faults: int


class Doomed:
    """A fan in whose twentieth round something happens."""

    def __init__(self, fan: Fan, happens: Callable[[], None]) -> None:
        self.name, self.keep, self.fan, self.happens, self.rounds = fan.name, fan.keep, fan, happens, 0

    def map_over(self, work: Any, tasks: Any) -> list[Any]:
        self.rounds += 1
        if self.rounds == MID_RUN:
            Timer(0.02, self.happens).start()
        return self.fan.map_over(work, tasks)


class Bench:
    def __init__(self, problem: province.Problem) -> None:
        self.problem = problem
        self.first = ""
        province.warm(problem)  # loops are compiled before the clock runs

    def row(self, how: str, fan: Fan) -> Row:
        watch = province.Watch()
        fan.map_over(abs, [(1,)] * 4)  # workers are there before the clock runs
        start = perf_counter()
        plan = province.solve(self.problem, fan=fan, watch=watch)
        wall_s = perf_counter() - start
        digest = sha256(province.to_json(plan)).hexdigest()
        self.first = self.first or digest
        faults = len(province.faults(self.problem, plan, fan=fan))
        work_s = sum(watch.seconds.values())
        same = digest == self.first
        return Row(how, wall_s, work_s, plan.rounds, plan.gap, plan.unplaced_g / 1e6, same, faults)

    def processes(self, workers: int, *, killed: bool = False) -> Row:
        if not killed:
            with fan_over(workers) as fan:
                return self.row(fan.name, fan)
        with Processes(workers) as processes:
            doomed = Doomed(processes, lambda: os.kill(processes.pids[0], signal.SIGKILL))
            return self.row(f"{processes.name}, one killed", doomed)

    def ray(self, nodes: int, *, killed: bool = False) -> Row:
        with cluster(nodes) as started, fan_over(ray=f"127.0.0.1:{PORT}") as fan:
            fan.name = f"Ray, {nodes} node{'s' if nodes > 1 else ''} of 1 core"
            if not killed:
                return self.row(fan.name, fan)
            return self.row(f"{fan.name}, one killed", Doomed(fan, started[-1].kill))


class Node:
    """A Ray node of its own, in the foreground of a process group that dies as one."""

    def __init__(self, *options: str) -> None:
        command = [
            str(RAY),
            "start",
            "--block",
            "--num-cpus=1",
            "--node-ip-address=127.0.0.1",
            f"--object-store-memory={STORE_BYTES}",
            *options,
        ]
        environment = os.environ | {"RAY_USAGE_STATS_ENABLED": "0"}
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True, env=environment)

    def kill(self) -> None:
        """All at once, as when the power goes."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def cluster(nodes: int) -> Iterator[list[Node]]:
    started = [Node("--head", f"--port={PORT}", "--include-dashboard=false")]
    try:
        sleep(8)
        started += [Node(f"--address=127.0.0.1:{PORT}") for _ in range(nodes - 1)]
        sleep(6 if nodes > 1 else 0)
        yield started
    finally:
        for node in started:
            try:
                node.kill()
            except ProcessLookupError:
                continue


HEAD = f"{'how':<34}{'wall s':>8}{'work s':>8}{'rounds':>8}{'gap':>9}{'unplaced t':>12}{'same':>6}{'faults':>8}"


def line(r: Row) -> str:
    same = "yes" if r.same else "NO"
    figures = f"{r.wall_s:>8.1f}{r.work_s:>8.1f}{r.rounds:>8}{r.gap:>9.1g}{r.unplaced_t:>12.1f}{same:>6}{r.faults:>8}"
    return f"{r.how:<34}{figures}"


def measured(bench: Bench, workers: list[int], *, with_ray: bool) -> Iterator[Row]:
    for count in workers:
        yield bench.processes(count)
    if max(workers) > 1:
        yield bench.processes(max(workers), killed=True)
    if with_ray:
        yield bench.ray(1)
        yield bench.ray(2)
        yield bench.ray(2, killed=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in {"counties": 6, "lots": 1000, "stores": 80, "shared": 6, "seed": 0}.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--workers", nargs="*", type=int, default=[1, 2])
    parser.add_argument("--no-ray", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    os.environ["RAY_AUTH_MODE"] = "disabled"  # a cluster of our own on 127.0.0.1, gone in a minute
    bench = Bench(made(given.counties, given.lots, given.stores, given.shared, given.seed))
    rows = []
    for row in measured(bench, given.workers, with_ray=not given.no_ray):
        rows.append(row)
        if not given.json:
            print(line(row) if len(rows) > 1 else f"{HEAD}\n{line(row)}", flush=True)
    if given.json:
        print(json.dumps([vars(row) for row in rows], indent=2))


if __name__ == "__main__":
    main()
