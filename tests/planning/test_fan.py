"""One fan, three kinds: the same results in the same order, whoever dies."""

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer
from time import sleep

import numpy as np
import pytest
from numpy.typing import NDArray

from bench.provinces import made
from lilian.kernel.refusal import Invalid
from lilian.planning import province, storage
from lilian.planning.fan import CannotReachCluster, NoRay, WorkersLost, fan_over
from tests.planning.instances import tiny


def times(number: int, factor: int) -> int:
    return number * factor


def many(number: int) -> NDArray[np.int64]:
    return np.full(40_000, number)


def whose(_: int) -> int:
    sleep(0.2)
    return os.getpid()


def refuse(_: int) -> None:
    raise Invalid()


def die_once(mark: Path, number: int) -> int:
    """Kills the worker the first time anybody comes here."""
    if number == 1 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_tasks(workers):
    with fan_over(workers) as fan:
        kept = fan.keep(7)
        assert fan.map_over(times, [(number, kept) for number in range(9)]) == [7 * number for number in range(9)]


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_work_raises_is_raised_here(workers):
    with fan_over(workers) as fan, pytest.raises(Invalid):
        fan.map_over(refuse, [(1,)])


@pytest.mark.slow
def test_a_worker_is_given_what_it_has_read_before():
    with fan_over(2) as fan:
        things = [fan.keep(number) for number in range(2)]
        first = fan.map_over(whose, [(thing,) for thing in things])
        assert len(set(first)) == 2
        assert fan.map_over(whose, [(thing,) for thing in reversed(things)]) == first[::-1]


@pytest.mark.kill
def test_the_work_of_a_killed_worker_is_done_again(tmp_path):
    with fan_over(2) as fan:
        assert fan.map_over(die_once, [(tmp_path / "mark", number) for number in range(6)]) == list(range(6))


def long_word(number: int) -> bytes:
    """An answer too long for a pipe at once, so that a blow can fall in its middle."""
    return bytes([number]) * 20_000_000


def killed(process: int) -> None:
    with suppress(ProcessLookupError):  # dead of the blow before, and not yet replaced
        os.kill(process, signal.SIGKILL)


@pytest.mark.kill
def test_workers_killed_in_the_middle_of_their_answers_keep_nobody_waiting():
    with fan_over(2) as fan:
        fan.map_over(times, [(1, 1)])
        blows = [Timer(0.02 * blow, lambda: killed(fan.pids[0])) for blow in range(1, 4)]
        for blow in blows:
            blow.start()
        answers = fan.map_over(long_word, [(number,) for number in range(12)])
    assert [(answer[0], len(answer)) for answer in answers] == [(number, 20_000_000) for number in range(12)]


@pytest.mark.kill
def test_work_that_kills_every_worker_is_given_up():
    with fan_over(2) as fan, pytest.raises(WorkersLost):
        fan.map_over(die, [(1,)])


@pytest.mark.kill
def test_a_province_planned_by_dying_workers_is_the_same_to_the_byte():
    problem = made(counties=4, lots=60, stores=10, shared=4, seed=3)
    with fan_over(2) as fan:
        fan.map_over(times, [(1, 1)])  # so that there is somebody to kill
        Timer(1.5, lambda: [os.kill(pid, signal.SIGKILL) for pid in fan.pids]).start()
        planned = province.to_json(province.solve(problem, fan=fan))
    assert planned == province.to_json(province.solve(problem))


def test_ray_that_is_not_installed_is_said_in_words(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(NoRay), fan_over(ray="auto"):
        pass


@pytest.mark.parametrize("address", ["127.0.0.1:1", "nowhere", "nowhere:port"])
def test_a_cluster_that_does_not_answer_is_said_in_words(address):
    with pytest.raises(CannotReachCluster), fan_over(ray=address):
        pass


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_what_ifs_are_answered_each_alone_and_in_order(workers):
    problem = tiny()
    plan = storage.solve(problem)
    changes = [storage.CloseStore("K1"), storage.AddRoom("K1", 1_000_000)]
    with fan_over(workers) as fan:
        answers = storage.what_ifs(problem, plan, changes, fan=fan)
    assert answers == [storage.what_if(problem, plan, change) for change in changes]
    assert [answer.extra_cost_fen for answer in answers] == [5200, -100]
