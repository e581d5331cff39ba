"""How the loops here are compiled: without counting references, as they make no arrays; small ones into their callers.

Both matter: with numba's defaults a round takes ten times as long.
"""

from collections.abc import Callable
from typing import Any

from numba import njit

OPTIONS: dict[str, Any] = {"cache": True, "_nrt": False}


def compiled(loop: Callable[..., Any]) -> Callable[..., Any]:
    return njit(**OPTIONS)(loop)


def in_place(loop: Callable[..., Any]) -> Callable[..., Any]:
    return njit(**OPTIONS, forceinline=True)(loop)
