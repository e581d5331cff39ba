"""How many labels there are of which fate, and which numbers are free."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from django.db.models import F, Max, QuerySet, Sum
from django.utils import timezone

from lilian.brand import rules
from lilian.brand.models import Backing, Issue, LabelKind, Spent
from lilian.brand.values import Balance, Count, Fate, Range
from lilian.kernel.months import month_after

LENGTH = Sum(F("last") - F("first") + 1)


def counts_of(licence_ids: Collection[int]) -> dict[int, Count]:
    """Labels of each licence by what became of them; one without any is missing."""
    issues = Issue.objects.filter(licence__in=licence_ids)
    return _counts(issues, Spent.objects.filter(issue__licence__in=licence_ids), "licence_id", "issue__licence_id")


def counts_of_kinds(licence_id: int) -> dict[int, Count]:
    """The same of one licence by kind of label."""
    issues = Issue.objects.filter(licence=licence_id)
    return _counts(issues, Spent.objects.filter(issue__licence=licence_id), "kind_id", "issue__kind_id")


def _counts(issues: QuerySet[Issue], spent: QuerySet[Spent], by: str, of: str) -> dict[int, Count]:
    figures: dict[int, dict[str, int]] = defaultdict(dict)
    for key, count in issues.order_by().values_list(by).annotate(count=LENGTH):
        figures[key]["issued"] = count
    for key, fate, count in spent.order_by().values_list(of, "fate").annotate(count=LENGTH):
        figures[key][fate] = count
    return {key: Count(**found) for key, found in figures.items()}


def balances(licence_id: int) -> list[Balance]:
    """Labels of a licence against fruit, by kind of label."""
    counts = counts_of_kinds(licence_id)
    backed = _backed(licence_id)
    kinds = LabelKind.objects.filter(pk__in=counts).select_related("spec").order_by("spec__code", "pk")
    return [_balance(kind, counts[kind.pk], backed.get(kind.pk, 0)) for kind in kinds]


def _balance(kind: LabelKind, count: Count, backed_g: int) -> Balance:
    return Balance(kind.spec_id, kind.spec.name, kind.grams, kind.per_box, count, backed_g, count.used * kind.grams)


def _backed(licence_id: int) -> dict[int, int]:
    taken = Backing.objects.filter(issue__licence=licence_id).order_by().values_list("issue__kind_id")
    return dict(taken.annotate(sum=Sum("weight_g")))


def in_month(licence_id: int, month: date) -> Count:
    """What became of labels in a month, given by its first day; issued ones too."""
    since, until = midnight(month), midnight(month_after(month))
    found = counts_between(licence_id, since, until)
    return found.get(licence_id, Count())


def counts_between(licence_id: int, since: datetime | None, until: datetime) -> dict[int, Count]:
    issues, spent = Issue.objects.filter(licence=licence_id), Spent.objects.filter(issue__licence=licence_id)
    if since is not None:
        issues, spent = issues.filter(at__gte=since), spent.filter(at__gte=since)
    return _counts(issues.filter(at__lt=until), spent.filter(at__lt=until), "licence_id", "issue__licence_id")


def on_hand_at_end(licence_id: int, month: date) -> int:
    """How many labels there were at the end of a month."""
    found = counts_between(licence_id, None, midnight(month_after(month)))
    return found.get(licence_id, Count()).on_hand


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def whole(issue: Issue) -> Range:
    return Range(issue.pk, issue.first, issue.last)


def free_of(issue: Issue) -> list[Range]:
    """The numbers of an issue nothing became of yet: used ones are taken in their order, so none lies before them."""
    used = Spent.objects.filter(issue=issue.pk, fate=Fate.USED.value).aggregate(last=Max("last"))["last"]
    first = (used or issue.first - 1) + 1
    spent = Spent.objects.filter(issue=issue.pk, first__gte=first).values_list("issue_id", "first", "last")
    return list(rules.free_numbers(Range(issue.pk, first, issue.last), (Range(*row) for row in spent)))


def free_numbers(issues: Iterable[Issue]) -> Iterator[Range]:
    """Of several issues, in their order."""
    for issue in issues:
        yield from free_of(issue)
