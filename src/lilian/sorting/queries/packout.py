"""How much of what came out was whose fruit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.members import queries as members
from lilian.sorting import rules
from lilian.sorting.models import Run, RunInput, RunOutput
from lilian.sorting.queries.figures import moves_of, tallies_of
from lilian.sorting.queries.runs import runs
from lilian.stock import queries as stock
from lilian.stock.values import Origin


@dataclass(frozen=True)
class GrowerLine:
    """One household's fruit (or an organisation's, where no household is known) in grams: brought, by grade, lost."""

    name: str
    household_id: int | None
    brought_g: int
    grams: dict[str, int]

    @property
    def lost_g(self) -> int:
        return self.brought_g - sum(self.grams.values())


def by_grower(run_id: int) -> tuple[list[GrowerLine], bool]:
    """The lines of a closed run and whether they were told apart by measurement; they add up to what was posted."""
    inputs = list(RunInput.objects.filter(run=run_id).order_by("pk"))
    shares = [rules.InputShare(one.mark, one.weight_g, _households(stock.shares(one.lot_id))) for one in inputs]
    grams = {row.grade: row.sorted_g for row in RunOutput.objects.filter(run=run_id).order_by("pk") if row.sorted_g}
    found = rules.by_lot_and_origin(shares, grams, moves_of(run_id), rules.by_mark(tallies_of(run_id)))
    names = _names(found.grams)
    lines = [
        GrowerLine(names[origin], origin.household_id, found.brought_g[origin], found.grams[origin])
        for origin in found.grams
    ]
    return sorted(lines, key=lambda line: -line.brought_g), found.measured


def _households(shares: dict[Origin, int]) -> dict[Origin, int]:
    """By household: which block it grew on is for tracing."""
    found: dict[Origin, int] = {}
    for origin, weight_g in shares.items():
        whose = Origin(origin.organisation_id, origin.household_id)
        found[whose] = found.get(whose, 0) + weight_g
    return found


def _names(origins: Iterable[Origin]) -> dict[Origin, str]:
    whole = list(origins)
    households = members.household_codes([one.household_id for one in whole if one.household_id])
    organisations = members.organisation_names([one.organisation_id for one in whole])
    return {one: households.get(one.household_id or 0) or organisations.get(one.organisation_id, "") for one in whole}


@dataclass(frozen=True)
class LotGrades:
    """What closed runs made of a lot: grams by grade, and whether all of it was told apart by measurement."""

    grams: dict[str, int]
    measured: bool


def graded_lots(households: Mapping[int, int]) -> dict[int, LotGrades]:
    """Lot -> its grades, by what its household's fruit came to in each run it went through; `households` names whose
    the lots are. A lot that went through no closed run is missing.

    Several lots of a household in one run have the same grades, by the grams of each.
    """
    put_in = RunInput.objects.filter(lot__in=list(households), run__closing__entry__isnull=False)
    grams: dict[int, dict[str, int]] = {}
    measured: dict[int, bool] = {}
    lines: dict[int, tuple[dict[int | None, GrowerLine], bool]] = {}
    for run_id, lot_id, weight_g in put_in.order_by("run_id", "pk").values_list("run_id", "lot_id", "weight_g"):
        if run_id not in lines:
            found, is_measured = by_grower(run_id)
            lines[run_id] = {line.household_id: line for line in found}, is_measured
        own, is_measured = lines[run_id]
        if line := own.get(households[lot_id]):
            of_lot = grams.setdefault(lot_id, {})
            for grade, whole_g in line.grams.items():
                of_lot[grade] = of_lot.get(grade, 0) + whole_g * weight_g // line.brought_g
            measured[lot_id] = measured.get(lot_id, True) and is_measured
    return {lot_id: LotGrades(of_lot, measured[lot_id]) for lot_id, of_lot in grams.items()}


def grower_packout(actor: Actor, *, most: int = 200) -> dict[tuple[str, int | None], dict[str, int]]:
    """Grams by grade of each grower over the newest closed runs the actor sees; a grower sees their own lines only."""
    found: dict[tuple[str, int | None], dict[str, int]] = {}
    for run in closed(actor)[:most]:
        for line in own_lines(actor, run.pk, by_grower(run.pk)[0]):
            row = found.setdefault((line.name, line.household_id), {})
            for grade, weight_g in line.grams.items():
                row[grade] = row.get(grade, 0) + weight_g
    return found


def closed(actor: Actor) -> QuerySet[Run]:
    return runs(actor).filter(closing__entry__isnull=False)


def own_lines(actor: Actor, run_id: int, lines: list[GrowerLine]) -> list[GrowerLine]:
    """All lines for who may see the line's organisation; otherwise those of the actor's own household."""
    run = Run.objects.select_related("location").get(pk=run_id)
    reach = actor.reach("sorting.see")
    if run.location.organisation_id in reach:
        return lines
    own = members.households_of_people(reach.person_ids or ())
    return [line for line in lines if line.household_id in own]
