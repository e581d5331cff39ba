"""Every statement worked out again from its frozen inputs."""

from collections.abc import Callable, Iterator

from lilian.settlement import rules
from lilian.settlement.models import Statement


def faults(progress: Callable[[int], None]) -> Iterator[str]:
    """A line for every statement whose inputs are not those that were frozen, or whose figures do not follow."""
    for done, row in enumerate(Statement.objects.order_by("pk").iterator(), 1):
        said = row.inputs.encode()
        inputs = rules.unpacked(said)
        if rules.digest(said) != row.digest or rules.packed(inputs) != said:
            yield f"statement {row.pk}: it is not what was frozen"
            continue
        told = rules.settle(inputs)
        if (told.gross_fen, told.net_fen, told.carried_fen) != (row.gross_fen, row.net_fen, row.carried_fen):
            yield f"statement {row.pk}: its figures do not follow from its inputs"
        progress(done)
