"""What every fan has in common: things kept for the workers, the call itself, and the refusal when all fails."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, runtime_checkable

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal

T = TypeVar("T")
MOST_TRIES = 4  # times a task is begun before its workers' deaths are no accident any more


class WorkersLost(Refusal):
    code = "planning.workers_lost"
    sentence = gettext_noop("计算进程接连 {times} 次意外结束，没有算完。")
    remedy = gettext_noop("多半是内存不够：请少用几个进程，或换内存更大的机器。")


@runtime_checkable
class Kept(Protocol):
    """Stands for a thing among the arguments of a task; small to send."""

    def found(self) -> Any:
        """The thing itself, where the work is done; fetched once per worker."""


def call(work: Callable[..., T], task: tuple[Any, ...]) -> T:
    """The work of one task, with what was kept in its place."""
    return work(*(given.found() if isinstance(given, Kept) else given for given in task))
