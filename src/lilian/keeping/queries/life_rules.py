"""The rules of how long fruit keeps, as they are published, and what a new one would change."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.keeping.models import LifeRule
from lilian.keeping.queries.life import Aged, aged, lives_on
from lilian.keeping.rules import life
from lilian.keeping.rules.life import Life
from lilian.keeping.values import LifeDraft, Maturity


@dataclass(frozen=True)
class LifeCard:
    """One version of a rule; `variety` of '' is the one that came with the program, for every variety.

    `state` is "in_force", "coming" or "past".
    """

    rule_id: int
    variety_id: int
    variety: str
    grade: str
    life: Life
    effective_from: date | None
    source: str
    set_by: str
    state: str


def life_cards(actor: Actor, *, today: date) -> list[LifeCard]:
    """Published rules by variety, grade, maturity and day, then what holds where nothing was published."""
    actor.must("keeping.see")
    rows = list(LifeRule.objects.select_related("variety").order_by("variety__name", "grade", "maturity"))
    newest: dict[tuple[int, str, str], date] = {}
    for row in rows:
        key = (row.variety_id, row.grade, row.maturity)
        if row.effective_from <= today:
            newest[key] = max(newest.get(key, row.effective_from), row.effective_from)
    published = [_card(row, newest.get((row.variety_id, row.grade, row.maturity)), today) for row in rows]
    given = life.shipped()
    shipped = [LifeCard(0, 0, "", "", one, None, given.source, "", "in_force") for one in given.lives]
    return published + shipped


def _card(row: LifeRule, newest: date | None, today: date) -> LifeCard:
    in_force = "in_force" if row.effective_from == newest else "past"
    return LifeCard(
        rule_id=row.pk,
        variety_id=row.variety_id,
        variety=row.variety.name,
        grade=row.grade,
        life=Life(Maturity(row.maturity), row.days, row.band_mc, row.lost_min, row.field_days),
        effective_from=row.effective_from,
        source=row.source,
        set_by=row.set_by,
        state="coming" if row.effective_from > today else in_force,
    )


def life_in(draft: LifeDraft) -> Life:
    """The figures of a draft."""
    return Life(draft.maturity, draft.days, draft.band_mc, draft.lost_min, draft.field_days)


def life_of(draft: LifeDraft, day: date) -> Life | None:
    """What is published on a day for exactly this variety, grade and maturity; None where nothing is."""
    return lives_on(day).get(_key(draft))


def life_changes(actor: Actor, draft: LifeDraft, *, now: datetime) -> list[tuple[Aged, Aged]]:
    """Lots that would keep longer or shorter if the draft were in force now, before and after, the most first."""
    today = timezone.localdate(now)
    before = {(one.lot.lot_id, one.lot.room_id): one for one in aged(actor, now=now)}
    after = aged(actor, now=now, rules=lives_on(today) | {_key(draft): life_in(draft)})
    pairs = [(before[one.lot.lot_id, one.lot.room_id], one) for one in after]
    changed = [(old, new) for old, new in pairs if old.left.days != new.left.days]
    return sorted(changed, key=lambda pair: -abs(pair[1].left.days - pair[0].left.days))


def _key(draft: LifeDraft) -> tuple[str, str, Maturity]:
    name = next((one.name for one in catalog.varieties() if one.pk == draft.variety_id), "")
    return name, draft.grade, draft.maturity
