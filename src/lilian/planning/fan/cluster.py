"""On the machines of a Ray cluster. Ray is the extra `cluster`, imported only here and only when asked for.

Every machine needs the same program at the same path. Results are copied out of the cluster's shared memory, where one
array kept for long would hold the whole answer it came with. They come back to the machine that asks, so that a lost
machine takes nothing with it but the runs it was at; Ray begins those again elsewhere.
"""

import os
import socket
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal
from lilian.planning.fan.kept import MOST_TRIES, Kept, WorkersLost, call

T = TypeVar("T")
STORE_BYTES = 200_000_000  # of a cluster of our own
ANSWER_S = 5
OWN = "local"
here: dict[str, Any] = {}  # what this worker has fetched


class NoRay(Refusal):
    code = "planning.no_ray"
    sentence = gettext_noop("没有安装 Ray，不能在多台机器上计算。")
    remedy = gettext_noop("请先运行 pip install 'lilian[cluster]'，或改用 --workers。")


class CannotReachCluster(Refusal):
    code = "planning.cannot_reach_cluster"
    sentence = gettext_noop("连不上 Ray 集群 {address}。")
    remedy = gettext_noop(
        "请检查地址；在第一台机器上启动集群的命令是 ray start --head；集群要令牌的，先设置 RAY_AUTH_MODE=token。"
    )


@dataclass(frozen=True)
class InCluster:
    key: str
    reference: Any

    def found(self) -> Any:
        import ray

        if self.key not in here:
            here[self.key] = ray.get(self.reference)
        return here[self.key]


class Cluster:
    """Joins the cluster at the address, or one that this process has joined already."""

    def __init__(self, address: str, workers: int) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Ray would tell its makers about us
        try:
            import ray
        except ImportError:
            raise NoRay() from None
        self.ray, self.name = ray, f"Ray at {address}"
        self.joined_here = not ray.is_initialized()
        if self.joined_here:
            join(ray, address, workers)
        self.call: Any = ray.remote(num_cpus=1, max_retries=MOST_TRIES - 1, scheduling_strategy="SPREAD")(call)

    def close(self) -> None:
        if self.joined_here:
            self.ray.shutdown()

    def keep(self, thing: Any) -> Kept:
        return InCluster(uuid4().hex, self.ray.put(thing))

    def map_over(self, work: Callable[..., T], tasks: Sequence[tuple[Any, ...]]) -> list[T]:
        faults = self.ray.exceptions
        try:
            runs = [self.call.remote(work, task) for task in tasks]
            return [deepcopy(answer) for answer in self.ray.get(runs)]
        except faults.RayTaskError as fault:
            raise fault.cause from None
        except (faults.WorkerCrashedError, faults.NodeDiedError, faults.ObjectLostError, faults.OutOfMemoryError):
            raise WorkersLost(times=MOST_TRIES) from None


def join(ray: Any, address: str, workers: int) -> None:
    """
    :raises CannotReachCluster: if no cluster answers there
    """
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
    if address == OWN:
        ray.init(address=OWN, num_cpus=workers, object_store_memory=STORE_BYTES, include_dashboard=False, **quiet)
        return
    try:
        listening(address)
        ray.init(address=address, **quiet)
    except (OSError, RuntimeError, ValueError):
        raise CannotReachCluster(address=address) from None


def listening(address: str) -> None:
    """Ray itself waits minutes for a machine that does not answer, and then takes the whole process down.

    :raises OSError: if nobody listens at host:port
    """
    host, _, port = address.rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host, int(port)), timeout=ANSWER_S).close()
