"""Runs worked out again: what was posted is what the counts, the scales and the decisions make of it."""

from collections.abc import Callable, Iterator

from django.db.models import Sum

from lilian.sorting import rules
from lilian.sorting.models import Closing, LineFile, RunOutput
from lilian.sorting.queries.figures import moves_of, tallies_of


def runs_to_look_at() -> int:
    return Closing.objects.count()


def faults(progress: Callable[[int], None]) -> Iterator[str]:
    """Files whose counts do not add up, closed runs whose outputs do not follow."""
    for file in LineFile.objects.annotate(counted=Sum("tallies__fruit"), weighed=Sum("tallies__weight_dg")):
        if (file.counted or 0, file.weighed or 0) != (file.fruit, file.weight_dg):
            yield f"line file {file.pk}: its counts are not its fruit"
    for done, closing in enumerate(Closing.objects.filter(entry__isnull=False).order_by("pk"), 1):
        yield from _closing_faults(closing)
        progress(done)


def _closing_faults(closing: Closing) -> Iterator[str]:
    rows = list(RunOutput.objects.filter(run=closing.run_id))
    counted = rules.by_grade(tallies_of(closing.run_id))
    line_dg = {grade: weight for grade, (_, weight) in counted.items()}
    weighed = {row.grade: row.weighed_g for row in rows if row.weighed_g is not None}
    grams = rules.output_grams(line_dg, weighed, closing.taken_g)
    final = rules.moved(grams, moves_of(closing.run_id))
    if {row.grade: row.sorted_g for row in rows if row.sorted_g} != grams:
        yield f"run {closing.run_id}: what was sorted is not what the line and the scales say"
    if {row.grade: row.weight_g for row in rows if row.weight_g} != final:
        yield f"run {closing.run_id}: what was posted does not follow from what was decided"
    if closing.taken_g - sum(final.values()) != closing.lost_g:
        yield f"run {closing.run_id}: its loss is not what is missing"
