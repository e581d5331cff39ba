"""What is paid on each of a household's statements."""

from collections.abc import Sequence


def netted(open_fen: Sequence[int], free_fen: int) -> list[int]:
    """Of what is open on each statement, the oldest first, what is paid now.

    All of them are netted, for a dispute may leave less than nothing open on one, and no more is paid than the books
    have free. What is not paid so is missing on the oldest.
    """
    left = max(0, min(sum(open_fen), free_fen))
    paid = []
    for fen in reversed(open_fen):
        paid.append(min(max(0, fen), left))
        left -= paid[-1]
    return paid[::-1]
