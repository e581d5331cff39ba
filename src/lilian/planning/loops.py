"""How loops that make no arrays are compiled: without counting references, small ones into their callers.

Both matter: with numba's defaults each look into a tuple of arrays counts up and down, and an annealing's round takes
ten times, a pivot of the network simplex seven times as long.
"""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from numba import njit

OPTIONS: dict[str, Any] = {"cache": True, "_nrt": False}


def compiled(loop: Callable[..., Any]) -> Callable[..., Any]:
    made: Callable[..., Any] = stamped(njit(**OPTIONS)(loop))
    return made


def in_place(loop: Callable[..., Any]) -> Callable[..., Any]:
    made: Callable[..., Any] = stamped(njit(**OPTIONS, forceinline=True)(loop))
    return made


def stamped(loop: Any) -> Any:
    """The loop, its machine code on disk valid only for these sources and options: numba looks at the loop's own file
    alone, not at those whose loops and figures went into it, nor at how it was compiled."""
    loop._cache._cache_file._source_stamp = digest(Path(loop.py_func.__code__.co_filename).parent)
    return loop


@cache
def digest(package: Path) -> bytes:
    """Of all sources of a package, their names with them, and of this one."""
    sources = [*sorted(package.glob("*.py")), Path(__file__)]
    return sha256(b"".join(s.name.encode() + sha256(s.read_bytes()).digest() for s in sources)).digest()
