"""The call list of a recall: who holds boxes, how often they were called, who is next."""

from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.trace.models import CallAttempt, Notice
from lilian.trace.queries.recalls import recall
from lilian.trace.values import CallCounts, Standing

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Called(TypedDict):
    """How often a holder was called in vain, when last, and the number to call next; '' where none is known."""

    tries: int
    called_at: datetime | None
    dial: str


STANDS = {
    Standing.UNTRIED: Q(answer__isnull=True, tries=0),
    Standing.TRIED: Q(answer__isnull=True, tries__gt=0),
    Standing.REACHED: Q(answer__isnull=False),
}


def calls(
    actor: Actor, recall_id: int, standing: Standing | None = None
) -> "QuerySet[WithAnnotations[Notice, Called]]":
    """Notices with their calls and the number to `dial`, who is to be called next first: nobody who answered, those
    without a page of ours before members, those never called before those called longest ago, the most boxes first.

    :raises NotFound: if there is no such recall
    """
    recall(actor, recall_id)
    found = _with_calls().filter(recall_id=recall_id)
    return found if standing is None else found.filter(STANDS[standing])


def to_call(actor: Actor, notice_id: int) -> "WithAnnotations[Notice, Called]":
    """One holder of the list, for who calls.

    :raises NotFound: if there is none
    """
    actor.must("trace.call")
    found = _with_calls().filter(pk=notice_id).first()
    if found is None:
        raise NotFound()
    return found


def call_counts(actor: Actor, recall_id: int) -> CallCounts:
    """Of all holders of a recall, counted by the database."""
    found = calls(actor, recall_id).order_by()
    return CallCounts(**found.aggregate(**{one.value: Count("pk", filter=stands) for one, stands in STANDS.items()}))


def _with_calls() -> "QuerySet[WithAnnotations[Notice, Called]]":
    of_notice = CallAttempt.objects.filter(notice=OuterRef("pk")).order_by().values("notice")
    is_so = {"output_field": BooleanField()}
    renumbered = CallAttempt.objects.filter(notice=OuterRef("pk")).exclude(new_phone="").order_by("-pk")
    return (
        Notice.objects.select_related("recall", "organisation", "answer")
        .prefetch_related("calls")
        .annotate(
            tries=Coalesce(Subquery(of_notice.annotate(number=Count("pk")).values("number")), 0),
            called_at=Subquery(of_notice.annotate(newest=Max("at")).values("newest")),
            dial=Coalesce(Subquery(renumbered.values("new_phone")[:1]), F("phone")),
            has_answer=ExpressionWrapper(Q(answer__isnull=False), **is_so),
            is_member=ExpressionWrapper(Q(organisation__isnull=False), **is_so),
        )
        .order_by("has_answer", "is_member", F("called_at").asc(nulls_first=True), "-boxes", "pk")
    )
