"""What a fan is, and how to open one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from lilian.planning.fan.kept import Kept, WorkersLost

T = TypeVar("T")

__all__ = ["Fan", "Kept", "WorkersLost", "fan_over"]


class Fan(Protocol):
    """Runs pure functions on one or many workers. Which worker runs what, and how often a run is begun again because a
    worker died, never shows in the results."""

    name: str

    def keep(self, thing: Any) -> Kept:
        """Put a thing where every worker can get at it, once; pass what comes back among the arguments."""

    def map_over(self, work: Callable[..., T], tasks: Sequence[tuple[Any, ...]]) -> list[T]:
        """`work(*task)` of every task, in the order of the tasks; `work` must be a function of a module, and pure.

        What `work` raises is raised here.

        :raises WorkersLost: if workers died again and again over the same tasks
        """


@contextmanager
def fan_over(workers: int = 1, ray: str | None = None) -> Iterator[Fan]:
    """A fan that is closed at the end: `ray` the address of a cluster ("auto", "host:port", "local" for one of our own
    on this machine), else `workers` processes, else this process alone.

    :raises NoRay: if Ray is asked for and not installed
    :raises CannotReachCluster: if no cluster answers there
    """
    from lilian.planning.fan.serial import Serial

    if ray is not None:
        from lilian.planning.fan.cluster import Cluster

        cluster = Cluster(ray, workers)
        try:
            yield cluster
        finally:
            cluster.close()
    elif workers > 1:
        from lilian.planning.fan.processes import Processes

        with Processes(workers) as processes:
            yield processes
    else:
        yield Serial()
