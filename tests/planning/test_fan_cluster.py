"""The fan over Ray: a real cluster of two nodes on this machine, and what happens when one of them dies."""

from collections.abc import Iterator
from threading import Timer
from typing import Any

import pytest

from bench.provinces import made
from lilian.kernel.refusal import Invalid
from lilian.planning import province
from lilian.planning.fan import fan_over
from tests.planning.test_fan import die_once, many, refuse, times

pytestmark = [pytest.mark.slow, pytest.mark.kill]
ray = pytest.importorskip("ray", reason="Ray is the extra `cluster`")
MEMORY = 120_000_000


@pytest.fixture
def cluster(monkeypatch) -> Iterator[Any]:
    from ray.cluster_utils import Cluster

    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    nodes = {"num_cpus": 1, "object_store_memory": MEMORY, "include_dashboard": False}
    made = Cluster(initialize_head=True, head_node_args=nodes)
    try:
        made.second = made.add_node(num_cpus=1, object_store_memory=MEMORY)
        yield made
    finally:
        ray.shutdown()
        made.shutdown()


def test_results_come_in_the_order_of_the_tasks(cluster, tmp_path):
    with fan_over(ray=cluster.address) as fan:
        kept = fan.keep(7)
        assert fan.map_over(times, [(number, kept) for number in range(9)]) == [7 * number for number in range(9)]
        with pytest.raises(Invalid):
            fan.map_over(refuse, [(1,)])
        assert fan.map_over(die_once, [(tmp_path / "mark", number) for number in range(6)]) == list(range(6))


def test_an_array_that_came_back_is_the_asker_s_own(cluster):
    with fan_over(ray=cluster.address) as fan:
        (found,) = fan.map_over(many, [(7,)])
        assert found.flags.writeable  # in the cluster's shared memory it is not
        assert found.sum() == 280_000


class Doomed:
    """A fan that loses a node in the middle of its tenth round."""

    def __init__(self, fan: Any, lose: Any) -> None:
        self.name, self.keep, self.fan, self.lose, self.rounds = fan.name, fan.keep, fan, lose, 0

    def map_over(self, work: Any, tasks: Any) -> list[Any]:
        self.rounds += 1
        if self.rounds == 10:
            Timer(0.05, self.lose).start()
        return self.fan.map_over(work, tasks)


def test_a_province_outlives_a_node_that_dies_and_is_the_same_to_the_byte(cluster):
    problem = made(counties=4, lots=60, stores=10, shared=4, seed=3)
    with fan_over(ray=cluster.address) as fan:
        doomed = Doomed(fan, lambda: cluster.remove_node(cluster.second, allow_graceful=False))
        planned = province.to_json(province.solve(problem, fan=doomed))
    assert doomed.rounds > 20
    assert not cluster.second.any_processes_alive()
    assert planned == province.to_json(province.solve(problem))
