"""A plan is adopted: looked at once more against the world as it is, then its moves stand as transfers to be made."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.idling import planner, queries, rules
from lilian.idling.models import IdlingPlan, TaskEnd, TransferTask
from lilian.idling.rules import Load, Lying
from lilian.idling.values import TaskState
from lilian.kernel.marks import gettext_noop
from lilian.kernel.months import months_from
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import AlreadyDone, NotFound, Refusal
from lilian.storage import actions as rooms_on_books
from lilian.storage import queries as storage
from lilian.storage.values import PlanStatus

REGISTER = "idling.plan_in_force"


class AlreadyAdopted(AlreadyDone):
    code = "idling.already_adopted"
    sentence = gettext_noop("这个方案已经采纳过了。")


class Withdrawn(Refusal):
    code = "idling.plan_withdrawn"
    sentence = gettext_noop("这个方案已经撤回。")
    remedy = gettext_noop("请重新做一个方案。")


class NotAdopted(Refusal):
    code = "idling.plan_not_adopted"
    sentence = gettext_noop("这个方案还没有采纳，不用撤回。")


class FruitChanged(Refusal):
    code = "idling.fruit_changed"
    sentence = gettext_noop("算好以后情况变了：{room} 现在存 {now}，方案按 {then} 算的（一共 {count} 间不同）。")
    remedy = gettext_noop("请按现在的存量重新计算。")


class RoomsChanged(Refusal):
    code = "idling.rooms_changed"
    sentence = gettext_noop("算好以后情况变了：{room} 停用了或关了。")
    remedy = gettext_noop("请重新计算。")


@transaction.atomic
def adopt_plan(*, actor: Actor, plan_id: int, now: datetime) -> int:
    """Make the plan hold; return how many transfers it brings. A plan in force before it holds no more, and what was
    still to be moved by it is not.

    :raises AlreadyAdopted, Withdrawn, StillComputing: if it is no plan to adopt
    :raises FruitChanged, RoomsChanged: if the world has changed since it was asked for
    """
    actor.must("idling.adopt_plan")
    hold_name(REGISTER, wait=True)
    plan = IdlingPlan.objects.select_for_update(of=("self",)).select_related("run").filter(pk=plan_id).first()
    if plan is None:
        raise NotFound()
    if plan.status == PlanStatus.ADOPTED:
        raise AlreadyAdopted()
    if plan.status == PlanStatus.WITHDRAWN:
        raise Withdrawn()
    papers = queries.documents(plan)
    lying = tuple(Lying(**each) for each in plan.notes["lying"])
    loads = rules.loads_of(papers.plan, lying)
    tasks = _tasks(actor, plan, loads, now)
    _check_fruit(actor, plan, lying, loads)
    for before in IdlingPlan.objects.filter(status=PlanStatus.ADOPTED):
        _end_open(before, actor, now)
        IdlingPlan.objects.filter(pk=before.pk).update(status=PlanStatus.WITHDRAWN)
    TransferTask.objects.bulk_create(tasks)
    IdlingPlan.objects.filter(pk=plan.pk).update(status=PlanStatus.ADOPTED, adopted_at=now, adopted_by=actor.name[:80])
    data = {"cost_fen": plan.cost_fen, "plan": plan.run.plan_digest, "tasks": len(tasks)}
    audit.record(actor=actor, event="idling.plan_adopted", subject=plan, at=now, data=data)
    return len(tasks)


def _tasks(actor: Actor, plan: IdlingPlan, loads: tuple[Load, ...], now: datetime) -> list[TransferTask]:
    """A room that takes fruit goes on the books, if it is not there yet.

    :raises RoomsChanged: if a room that takes part cannot any more
    """
    rooms = {planner.room_code(room): room for room in storage.rooms(actor)}
    places = planner.locations_by_code(actor)
    out = {planner.room_code(each.room) for each in storage.room_outages(actor, since=plan.first_month)}
    months = months_from(plan.first_month, plan.months)
    for load in loads:
        for code in (load.source, load.target):
            if code not in rooms or (code == load.target and code in out):
                raise RoomsChanged(room=code)
            if code not in places:
                room_id = rooms[code].pk
                places[code] = rooms_on_books.put_on_books(actor=actor, room_id=room_id, now=now, with_stock=True)
    return [
        TransferTask(
            plan=plan,
            month=months[load.month],
            lot_id=load.lot_id,
            source=rooms[load.source],
            target=rooms[load.target],
            source_location_id=places[load.source],
            target_location_id=places[load.target],
            weight_g=load.weight_g,
        )
        for load in loads
    ]


def _check_fruit(actor: Actor, plan: IdlingPlan, lying: tuple[Lying, ...], loads: tuple[Load, ...]) -> None:
    """Of the rooms that take part: what lies there is what the plan was made for, lot by lot.

    :raises FruitChanged: naming the first that differs
    """
    taking_part = {code for load in loads for code in (load.source, load.target)}
    then, now = Counter[tuple[str, int]](), Counter[tuple[str, int]]()
    for each in lying:
        then[each.room, each.lot_id] += each.weight_g
    for each in planner.lying_now(actor, storage.rooms(actor), plan.first_month):
        now[each.room, each.lot_id] += each.weight_g
    differ = sorted({room for room, lot in then.keys() | now.keys() if then[room, lot] != now[room, lot]} & taking_part)
    if differ:
        raise FruitChanged(
            room=differ[0],
            now=weight_text(sum(g for (room, _), g in now.items() if room == differ[0])),
            then=weight_text(sum(g for (room, _), g in then.items() if room == differ[0])),
            count=len(differ),
        )


@transaction.atomic
def withdraw_plan(*, actor: Actor, plan_id: int, reason: str, now: datetime) -> int:
    """The plan holds no more, and what was still to be moved is not; return how many transfers that were.

    :raises NotAdopted: if it is not in force
    """
    actor.must("idling.adopt_plan")
    hold_name(REGISTER, wait=True)
    plan = IdlingPlan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise NotFound()
    if plan.status != PlanStatus.ADOPTED:
        raise NotAdopted()
    ended = _end_open(plan, actor, now)
    IdlingPlan.objects.filter(pk=plan.pk).update(status=PlanStatus.WITHDRAWN)
    audit.record(actor=actor, event="idling.plan_withdrawn", subject=plan, at=now, data={"reason": reason[:200]})
    return ended


def _end_open(plan: IdlingPlan, actor: Actor, now: datetime) -> int:
    """Its tasks held still: what is being moved this moment was moved, or is not."""
    held = list(TransferTask.objects.filter(plan=plan).order_by("pk").select_for_update())
    ended = set(TaskEnd.objects.filter(task__plan=plan).values_list("task_id", flat=True))
    still_open = [task for task in held if task.pk not in ended]
    TaskEnd.objects.bulk_create(
        TaskEnd(task=task, state=TaskState.REPLACED, at=now, ended_by=actor.name[:80]) for task in still_open
    )
    return len(still_open)
