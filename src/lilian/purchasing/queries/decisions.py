"""What was proposed and taken, and what each buyer gets of it."""

from dataclasses import dataclass
from typing import Any, cast

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import NotFound, Refusal
from lilian.members import queries as members
from lilian.planning import purchasing as planning
from lilian.planning.wire import read
from lilian.purchasing.models import Allotment, Decision
from lilian.purchasing.values import DecisionStatus


class StillComputing(Refusal):
    code = "purchasing.still_computing"
    sentence = gettext_noop("方案还没有算好。")
    remedy = gettext_noop("请等几秒再看。")


@dataclass(frozen=True)
class Documents:
    """A decision's question, its answer, and the planner's words on it."""

    problem: planning.Problem
    plan: planning.Plan
    report: planning.Report
    names: dict[str, dict[str, Any]]


def decisions(actor: Actor, campaign_id: int) -> QuerySet[Decision]:
    """Newest first; for whoever runs campaigns."""
    actor.must("purchasing.run")
    return Decision.objects.filter(campaign_id=campaign_id).select_related("run", "run__job", "campaign")


def decision(actor: Actor, decision_id: int) -> Decision:
    """:raises NotFound: if there is none"""
    actor.must("purchasing.run")
    found = Decision.objects.filter(pk=decision_id).select_related("run", "run__job", "campaign").first()
    if found is None:
        raise NotFound()
    return found


def documents(found: Decision) -> Documents:
    """:raises StillComputing: if it has no answer yet"""
    if found.status == DecisionStatus.COMPUTING:
        raise StillComputing()
    return Documents(
        planning.problem_from_json(found.run.problem),
        planning.plan_from_json(found.run.plan),
        cast(planning.Report, read(found.report, planning.Report)),
        found.names,
    )


def taken(campaign_id: int) -> Decision | None:
    """The decision that holds; its prices are frozen."""
    return Decision.objects.filter(campaign_id=campaign_id, status=DecisionStatus.ADOPTED.value).first()


def allotments(actor: Actor, campaign_id: int) -> QuerySet[Allotment]:
    """What the buyers the actor may know of get, by the decision that holds."""
    actor.must("purchasing.see_bills")
    reach = actor.reach("purchasing.see_bills")
    found = Allotment.objects.filter(
        decision__campaign_id=campaign_id, decision__status=DecisionStatus.ADOPTED.value
    ).select_related("decision", "article__farm_input", "need__organisation", "need__household", "need__article")
    if reach.everywhere:
        return found
    own = found.filter(need__organisation_id__in=reach.organisation_ids)
    if not reach.person_ids:
        return own
    return own | found.filter(need__household_id__in=members.households_of_people(reach.person_ids))
