"""Round numbers for an axis."""

from math import ceil, floor, log10

STEPS = (1, 2, 2.5, 5, 10)


def ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """About `wanted` round numbers that cover low to high; one step around a single value."""
    span = high - low or abs(high) or 1.0
    power = 10.0 ** floor(log10(span / wanted))
    step = next(s * power for s in STEPS if s * power * wanted >= span * (1 - 1e-9))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [n * step for n in range(first, max(last, first + 1) + 1)]


def plain_number(value: float) -> str:
    """Without needless decimals: `0.5`, `1,200`."""
    return f"{value:,.4f}".rstrip("0").rstrip(".")
