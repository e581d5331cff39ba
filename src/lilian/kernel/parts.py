"""A whole is shared in integers, and nothing is lost."""

from collections.abc import Sequence


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Share fen or grams in proportion to `weights`; the parts sum to the total exactly.

    Largest remainder first; equal remainders go to the earlier part. A negative total is the mirror of a positive one.

    :raises ValueError: if a weight is negative or all are zero
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must be non-negative and not all zero")
    if total < 0:
        return [-part for part in split(-total, weights)]
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts


def apportion(rows: Sequence[int], columns: Sequence[int]) -> list[list[int]]:
    """A table of non-negative integers with these sums, each row as near to the columns' proportions as integers allow.

    Row after row is shared by what the columns still lack: a share never exceeds that, and the last row fits exactly.

    :raises ValueError: if a sum is negative or the two sides do not agree
    """
    if sum(rows) != sum(columns) or min((*rows, *columns), default=0) < 0:
        raise ValueError("rows and columns must be non-negative and sum to the same")
    lacking = list(columns)
    table = []
    for row in rows:
        shares = split(row, lacking) if row else [0] * len(lacking)
        lacking = [lack - share for lack, share in zip(lacking, shares, strict=True)]
        table.append(shares)
    return table
