"""Licences as they stand on a day."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from lilian.base.actors import Actor
from lilian.brand import rules
from lilian.brand.models import Ask, Decision, Issue, Licence
from lilian.brand.queries.counts import counts_of
from lilian.brand.queries.uncertified import uncertified
from lilian.brand.values import Count, LicenceCard, Ruling, State
from lilian.kernel.refusal import NotFound

REMIND_DAYS = 60


def licences(actor: Actor, *, permission: str = "brand.see", text: str = "") -> QuerySet[Licence]:
    """Those of organisations reached, newest first; `text` is a part of the number, the holder or the credit code."""
    actor.must(permission)
    reach = actor.reach(permission)
    found = Licence.objects.select_related("mark", "organisation")
    if not reach.everywhere:
        found = found.filter(organisation_id__in=reach.organisation_ids)
    if wanted := text.strip():
        found = found.filter(
            Q(number__icontains=wanted) | Q(holder__icontains=wanted) | Q(credit_code__icontains=wanted)
        )
    return found


def licence(actor: Actor, licence_id: int, *, permission: str = "brand.see") -> Licence:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    found = licences(actor, permission=permission).filter(pk=licence_id).first()
    if found is None:
        raise NotFound()
    return found


def cards(found: Iterable[Licence], day: date) -> list[LicenceCard]:
    """What is shown of each, in their order; ten queries however many."""
    rows = list(found)
    keys = [row.pk for row in rows]
    last, count, bare = last_decisions(keys), counts_of(keys), uncertified(keys)
    return [
        _card(row, last.get(row.pk), count.get(row.pk, Count()), day, uncertified=bare.get(row.pk, 0)) for row in rows
    ]


def _card(row: Licence, last: Decision | None, count: Count, day: date, *, uncertified: int) -> LicenceCard:
    state = rules.state(row.valid_from, row.valid_until, Ruling(last.ruling) if last else None, day)
    return LicenceCard(
        licence_id=row.pk,
        number=row.number,
        mark_id=row.mark_id,
        mark=row.mark.name,
        organisation_id=row.organisation_id,
        holder=row.holder,
        credit_code=row.credit_code,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        state=state,
        reason=last.reason if last and state in (State.REVOKED, State.SUSPENDED) else "",
        count=count,
        days_left=(row.valid_until - day).days,
        uncertified=uncertified,
    )


def last_decisions(licence_ids: Collection[int]) -> dict[int, Decision]:
    """What was decided last about each; one nobody decided about is missing."""
    rows = Decision.objects.filter(licence__in=licence_ids, ask__isnull=True).order_by("pk")
    return {row.licence_id: row for row in rows}


def decisions(licence_id: int) -> list[Decision]:
    """All that was decided about it, newest first."""
    return list(Decision.objects.filter(licence=licence_id, ask__isnull=True).order_by("-pk"))


def state_of(row: Licence, day: date) -> State:
    last = last_decisions([row.pk]).get(row.pk)
    return rules.state(row.valid_from, row.valid_until, Ruling(last.ruling) if last else None, day)


def usable(actor: Actor, organisation_id: int, day: date) -> list[Licence]:
    """Licences under which this organisation may pack that day."""
    if not actor.may("brand.see"):
        return []
    found = licences(actor).filter(organisation=organisation_id, valid_from__lte=day, valid_until__gte=day)
    return [row for row in found if state_of(row, day) is State.VALID]


def ending(actor: Actor, day: date) -> list[LicenceCard]:
    """Those that stand and end within sixty days, with none after them, the next one first."""
    after = Licence.objects.filter(
        mark=OuterRef("mark"), organisation=OuterRef("organisation"), valid_from__gt=OuterRef("valid_until")
    )
    found = licences(actor).filter(~Exists(after), valid_until__range=(day, day + timedelta(days=REMIND_DAYS)))
    return [card for card in cards(found.order_by("valid_until"), day) if card.state is State.VALID]


def asks(actor: Actor, *, permission: str = "brand.see", waiting: bool | None = None) -> QuerySet[Ask]:
    """Asks for labels, newest first."""
    found = Ask.objects.filter(licence__in=licences(actor, permission=permission).values("pk"))
    found = found.select_related("licence__mark", "licence__organisation", "kind__spec", "issue", "refused")
    if waiting is not None:
        answered = Q(issue__isnull=False) | Q(refused__isnull=False)
        found = found.exclude(answered) if waiting else found.filter(answered)
    return found


def issues(actor: Actor, *, permission: str = "brand.see", licence_id: int | None = None) -> QuerySet[Issue]:
    """Labels that were issued, newest first."""
    found = Issue.objects.filter(licence__in=licences(actor, permission=permission).values("pk"))
    found = found.select_related("licence__mark", "kind__spec").order_by("-pk")
    return found if licence_id is None else found.filter(licence=licence_id)


def first_issued(licence_ids: Collection[int]) -> dict[int, datetime]:
    """When each got its first labels; one that never got any is missing."""
    rows = Issue.objects.filter(licence__in=licence_ids).order_by().values_list("licence_id")
    return dict(rows.annotate(first=Min("at")))


def issue(actor: Actor, issue_id: int, *, permission: str = "brand.see") -> Issue:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    found = issues(actor, permission=permission).filter(pk=issue_id).first()
    if found is None:
        raise NotFound()
    return found


def ask(actor: Actor, ask_id: int, *, permission: str = "brand.see") -> Ask:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    found = asks(actor, permission=permission).filter(pk=ask_id).first()
    if found is None:
        raise NotFound()
    return found
