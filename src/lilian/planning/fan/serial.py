"""One after the other, in this process."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from lilian.planning.fan.kept import Kept, call

T = TypeVar("T")


@dataclass(frozen=True)
class Held:
    thing: Any

    def found(self) -> Any:
        return self.thing


class Serial:
    name = "serial"

    def keep(self, thing: Any) -> Kept:
        return Held(thing)

    def map_over(self, work: Callable[..., T], tasks: Sequence[tuple[Any, ...]]) -> list[T]:
        return [call(work, task) for task in tasks]
