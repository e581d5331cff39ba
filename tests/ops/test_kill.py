"""kill -9 at random points: nothing acknowledged is lost, the chain is whole, every job's effect happens once."""

import os
import random
import signal
import time
from collections.abc import Callable

import pytest

from tests.ops.harness import Pool, wrongs

POINTS = int(os.environ.get("LILIAN_KILL_POINTS", "20"))
MakePool = Callable[..., Pool]
pytestmark = pytest.mark.kill


def acknowledged(pool: Pool) -> list[str]:
    return pool.acked.read_text().split()


def kill_both(pool: Pool, points: int) -> None:
    """The site and a worker, turn by turn; every other worker with a job in hand, the rest wherever they are."""
    pool.open_site()
    pool.worker()
    pool.worker()
    while pool.killed < 2 * points:
        pool.kill_site()
        time.sleep(random.uniform(0, 0.05))
        pool.kill_worker(at_work=pool.killed % 4 == 1)
    pool.stop_asking()


def test_nothing_acknowledged_is_lost_and_every_job_is_done_once(pool: MakePool) -> None:
    killed = pool()
    kill_both(killed, POINTS)
    seen = killed.drained(within_s=60)
    assert wrongs(seen, acknowledged(killed)) == []
    assert len(acknowledged(killed)) >= POINTS
    assert seen["repeated"] >= POINTS // 10  # the blows fell on work, not beside it


def test_the_harness_sees_an_effect_written_outside_the_transaction_of_its_job(pool: MakePool) -> None:
    killed = pool("effect_outside")
    killed.tell("ask k1 test.effect")
    killed.worker()
    killed.worker()
    assert "effect 2 times: k1" in wrongs(killed.drained(within_s=60), ["k1"])


def test_the_harness_sees_a_chain_written_outside_the_transaction(pool: MakePool) -> None:
    killed = pool("audit_outside")
    killed.open_site()
    killed.worker()
    wait_for(lambda: "client0-2" in acknowledged(killed), within_s=60)
    killed.stop_asking()
    assert "lost: client0-2" in wrongs(killed.drained(within_s=20), acknowledged(killed))


def has(pool: Pool, word: str, pid: int) -> bool:
    """Whether the worker left this mark: `begun` its job, or `through` with it."""
    return (pool.folder / f"{word}-{pid}").exists()


def wait_for(fact: Callable[[], bool], within_s: float = 60) -> None:
    end = time.monotonic() + within_s
    while not fact():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def killed_in_mid_job(pool: Pool, within_s: float) -> dict[str, object]:
    """One job, its worker killed while it works, another worker given the time to do it."""
    pool.tell("ask k1 test.slow")
    first = pool.worker()
    wait_for(lambda: has(pool, "begun", first))
    pool.kill_worker()
    return pool.drained(within_s)


def test_a_job_whose_worker_is_killed_in_mid_job_is_done_once_by_another(pool: MakePool) -> None:
    seen = killed_in_mid_job(pool(), within_s=60)
    assert (wrongs(seen, ["k1"]), seen["repeated"]) == ([], 1)


def test_the_harness_sees_a_worker_without_a_reaper(pool: MakePool) -> None:
    assert "running: k1" in wrongs(killed_in_mid_job(pool("no_reaper"), within_s=6), ["k1"])


def paused_past_its_lease(pool: Pool) -> dict[str, object]:
    """One job, its worker asleep until another has done it, then awake again."""
    pool.tell("ask k1 test.slow")
    first = pool.worker()
    wait_for(lambda: has(pool, "begun", first))
    pool.pause(first)
    pool.worker()
    assert pool.drained(within_s=60)["repeated"] == 1
    (pool.folder / "go-on").touch()
    os.kill(first, signal.SIGCONT)
    wait_for(lambda: has(pool, "through", first))
    time.sleep(0.2)  # its transaction ends after its mark
    return pool.check()


def test_a_worker_that_wakes_after_its_lease_writes_nothing(pool: MakePool) -> None:
    assert wrongs(paused_past_its_lease(pool()), ["k1"]) == []


def test_the_harness_sees_a_handler_without_fencing(pool: MakePool) -> None:
    assert "effect 2 times: k1" in wrongs(paused_past_its_lease(pool("no_fencing")), ["k1"])
