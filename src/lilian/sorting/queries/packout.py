"""How much of what came out was whose fruit."""

from collections.abc import Iterable
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
