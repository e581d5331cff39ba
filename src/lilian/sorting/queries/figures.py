"""One run in figures: what the line counted, what was posted, how the machine's grades compare."""

from dataclasses import dataclass

from lilian.catalog import queries as catalog
from lilian.catalog.values import StandardInForce
from lilian.sorting import rules
from lilian.sorting.models import LineFile, Override, Run, RunOutput, Tally


@dataclass(frozen=True)
class GradeFigure:
    """`weight_g` is posted grams, None before the run is closed, and `lot` the code of their lot; `fruit` and `line_dg`
    are the line's.
    """

    grade: str
    name: str
    fruit: int
    line_dg: int
    weighed_g: int | None
    weight_g: int | None
    lot: str = ""


@dataclass(frozen=True)
class RunFigures:
    """`machine` is fruit by machine grade and ours, `bins` fruit by weight and grade; grades from heavy to light."""

    standard: StandardInForce
    grades: tuple[GradeFigure, ...]
    machine: dict[str, dict[str, int]]
    verdicts: tuple[rules.Verdict, ...]
    bins: dict[int, dict[str, int]]
    fruit: int
    fallen: int
    short: dict[str, int]
    unseen: tuple[str, ...]
    left_out: int


def tallies_of(run_id: int) -> list[rules.Tally]:
    columns = ("mark", "grade", "machine", "bin_g", "fruit", "weight_dg")
    return [rules.Tally(*row) for row in Tally.objects.filter(file__run=run_id).values_list(*columns)]


def moves_of(run_id: int) -> list[rules.Move]:
    """What two people decided, in the order it was asked for."""
    agreed = Override.objects.filter(run=run_id, answer__agreed=True).order_by("pk")
    return [rules.Move(one.from_grade, one.to_grade, one.weight_g) for one in agreed]


def figures(run_id: int) -> RunFigures:
    """The run is one the actor may see."""
    run = Run.objects.get(pk=run_id)
    standard, tallies = catalog.version(run.standard_id), tallies_of(run_id)
    counted = rules.by_grade(tallies)
    posted = {row.grade: row for row in RunOutput.objects.filter(run=run).select_related("lot")}
    files = list(LineFile.objects.filter(run=run))
    return RunFigures(
        standard=standard,
        grades=tuple(
            _figure(band.grade, band.name, counted.get(band.grade, (0, 0)), posted.get(band.grade))
            for band in reversed(standard.bands)
        ),
        machine=rules.against_machine(tallies),
        verdicts=tuple(rules.verdicts(tallies, standard.bands)),
        bins=rules.by_bin(tallies),
        fruit=sum(one.fruit for one in files),
        fallen=sum(one.fallen for one in files),
        short={what: sum(one.short.get(what, 0) for one in files) for one in files for what in one.short},
        unseen=tuple(dict.fromkeys(what for one in files for what in one.unseen)),
        left_out=sum(one.left_out for one in files),
    )


def _figure(grade: str, name: str, counted: tuple[int, int], posted: RunOutput | None) -> GradeFigure:
    fruit, line_dg = counted
    if posted is None:
        return GradeFigure(grade, name, fruit, line_dg, None, None)
    lot = posted.lot.code if posted.lot else ""
    return GradeFigure(grade, name, fruit, line_dg, posted.weighed_g, posted.weight_g, lot)
