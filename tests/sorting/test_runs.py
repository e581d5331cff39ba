"""A run from opening to its entry in the goods journal; the grams add up, the past is not graded again."""

import io
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from django.db import DatabaseError, transaction

from lilian.base.actors import Actor, Duty, system
from lilian.base.idempotency import KeyReused
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.catalog import actions as catalog
from lilian.catalog.models import Variety
from lilian.catalog.values import Band
from lilian.kernel.refusal import AlreadyDone, NotAllowed, NotFound
from lilian.sorting import actions, queries
from lilian.sorting.actions import refusals
from lilian.sorting.models import Closing, FruitData, LineFile, Override, Run, RunOutput, Tally
from lilian.sorting.queries import soundness
from lilian.sorting.rules.packout import WeighedMore
from lilian.sorting.values import InputDraft, RunDraft, RunState
from lilian.stock import actions as goods
from lilian.stock import queries as stock
from lilian.stock.actions.refusals import ToldElsewhere
from lilian.stock.queries.soundness import journal_faults
from tests.sorting.runs import Floor, asked, closed, line_file, opened, report, taken
from tests.stock.goods import KG, NOW, TODAY, lies, received

AT_THE_LINE = {"line": 60 * KG, "*harvest": -60 * KG}


def test_a_run_says_what_goes_in_and_moves_nothing(floor: Floor) -> None:
    card = queries.card(floor.actor(), opened(floor))
    assert (card.state, card.taken_g, lies(floor.mei)) == (
        RunState.OPEN,
        100 * KG,
        AT_THE_LINE,
    )


def test_the_same_key_opens_one_run(floor: Floor) -> None:
    assert opened(floor) == opened(floor)


def test_one_tank_has_one_run_between_two_cleanings(floor: Floor) -> None:
    opened(floor)
    with pytest.raises(refusals.StillOpen):
        opened(floor, key="again")


def test_another_tank_may_run_meanwhile(floor: Floor) -> None:
    opened(floor)
    opened(floor, key="again", tank=2)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"inputs": ()}, refusals.NothingPutIn),
        ({"cleaned_at": NOW + timedelta(hours=1)}, refusals.CleanedLater),
    ],
)
def test_a_run_that_makes_no_sense_is_not_opened(floor: Floor, said: dict, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        opened(floor, **said)
    assert not Run.objects.exists()


def test_more_than_lies_there_cannot_go_in(floor: Floor) -> None:
    with pytest.raises(refusals.NotThere):
        opened(floor, inputs=(InputDraft(floor.mei, floor.goods.line, 61 * KG),))


def test_a_lot_goes_in_once(floor: Floor) -> None:
    with pytest.raises(refusals.LotTwice):
        opened(floor, inputs=(InputDraft(floor.mei, floor.goods.line, KG),) * 2)


def test_a_grower_opens_nothing_and_a_foreign_operator_finds_no_line(floor: Floor) -> None:
    draft = RunDraft(floor.goods.line, floor.inputs(), NOW)
    with pytest.raises(NotAllowed):
        actions.open_run(actor=floor.actor(Role.GROWER), draft=draft, client_key="g", now=NOW)
    foreign = Actor(
        name="外", duties=(Duty(Role.LINE_OPERATOR, floor.goods.shop.pk, frozenset({floor.goods.shop.pk})),)
    )
    with pytest.raises(NotFound):
        actions.open_run(actor=foreign, draft=draft, client_key="f", now=NOW)


def test_a_file_is_graded_counted_and_kept_fruit_by_fruit(floor: Floor) -> None:
    run = opened(floor)
    file = LineFile.objects.get(pk=taken(floor, run))
    kept = np.load(io.BytesIO(bytes(FruitData.objects.get(file=file).columns)))
    assert (file.fruit, file.fallen, file.short) == (300, 50, {"solids": 50})
    assert (len(kept["weight"]), kept["grades"][kept["graded"][0]]) == (300, "first")


def test_the_grades_are_compared_with_the_machines_own(floor: Floor) -> None:
    run = opened(floor)
    taken(floor, run)
    found = queries.figures(run)
    assert found.machine == {"first": {"first": 150, "second": 50}, "second": {"second": 100}}
    assert [(one.grade, one.below, one.keeps) for one in found.verdicts] == [("first", 50, False), ("second", 0, True)]


def test_the_same_file_counts_once(floor: Floor) -> None:
    run = opened(floor)
    taken(floor, run)
    with pytest.raises(refusals.FileTaken):
        taken(floor, run)


def test_with_a_bad_row_nothing_is_kept_unless_the_good_ones_are_asked_for(floor: Floor) -> None:
    run, text = opened(floor), line_file() + "1,,80,12,OK,1,A\n"
    with pytest.raises(refusals.BadRows):
        taken(floor, run, text)
    assert not LineFile.objects.exists()
    file = LineFile.objects.get(pk=taken(floor, run, text, take_good_rows=True))
    assert (file.rows, file.left_out, file.fruit) == (301, 1, 300)


def test_a_file_of_other_lots_is_not_this_runs(floor: Floor) -> None:
    with pytest.raises(refusals.UnknownMark):
        taken(floor, opened(floor), line_file(marks=("A", "C")))


def test_a_closed_run_is_one_conversion_and_what_is_missing_is_lost(floor: Floor) -> None:
    run = opened(floor)
    taken(floor, run)
    closed(floor, run)
    made = {row.grade: row.weight_g for row in RunOutput.objects.filter(run=run)}
    assert made == {"first": 52_500, "second": 42_500}
    assert (lies(floor.mei), Closing.objects.get(run=run).lost_g) == (
        {"*harvest": -60 * KG, "*shrinkage": 3_000},
        5_000,
    )
    assert [*journal_faults(lambda done: None), *soundness.faults(lambda done: None)] == []


def test_the_lots_that_come_out_say_their_grade_and_whose_fruit_they_are(floor: Floor) -> None:
    run = opened(floor)
    taken(floor, run)
    closed(floor, run)
    lot = stock.lots(floor.actor()).get(grade="first")
    shares = {origin.household_id: weight for origin, weight in stock.shares(lot.pk).items()}
    assert (lot.owner_id, shares) == (floor.goods.coop.pk, {floor.goods.mei.pk: 31_500, floor.goods.qiao.pk: 21_000})


def test_the_scale_goes_before_the_line(floor: Floor) -> None:
    run = opened(floor)
    taken(floor, run)
    closed(floor, run, first=51_000)
    assert RunOutput.objects.get(run=run, grade="first").weight_g == 51_000


def test_without_line_data_the_scale_is_enough(floor: Floor) -> None:
    run = opened(floor)
    closed(floor, run, first=60_000, processing=30_000)
    assert queries.card(floor.actor(), run).lost_g == 10_000


def test_with_neither_a_run_is_not_closed(floor: Floor) -> None:
    with pytest.raises(refusals.NoFruitYet):
        closed(floor, opened(floor))


def test_more_cannot_come_out_than_went_in(floor: Floor) -> None:
    with pytest.raises(WeighedMore):
        closed(floor, opened(floor), first=100 * KG + 1)


def test_a_run_is_closed_once(floor: Floor) -> None:
    run = opened(floor)
    taken(floor, run)
    assert closed(floor, run) == closed(floor, run)
    with pytest.raises(refusals.RunEnded):
        closed(floor, run, key="again")


def test_a_closed_run_takes_no_file(floor: Floor) -> None:
    run = opened(floor)
    late = report(run)
    closed(floor, run, first=KG)
    with pytest.raises(refusals.RunEnded):
        actions.take_file(actor=floor.actor(), run_id=run, report=late, now=NOW)


def test_a_run_broken_off_leaves_the_fruit_where_it_lay(floor: Floor) -> None:
    run = opened(floor)
    actions.break_off(actor=floor.actor(), run_id=run, reason="开错了", client_key="b", now=NOW)
    assert (queries.card(floor.actor(), run).state, lies(floor.mei)) == (
        RunState.BROKEN_OFF,
        AT_THE_LINE,
    )


def test_a_key_opens_one_run_and_ends_it_once(floor: Floor) -> None:
    run = opened(floor)
    assert opened(floor) == run
    for said in ({"tank": 2}, {"inputs": floor.inputs()[:1]}):
        with pytest.raises(KeyReused):
            opened(floor, **said)
    taken(floor, run)
    end = closed(floor, run, first=KG)
    assert closed(floor, run, first=KG) == end
    for weighed in ({"first": 2 * KG}, {}):
        with pytest.raises(KeyReused):
            closed(floor, run, **weighed)
    with pytest.raises(KeyReused):
        actions.break_off(actor=floor.actor(), run_id=run, reason="开错了", client_key="close", now=NOW)


def test_a_run_is_not_broken_off_without_a_reason(floor: Floor) -> None:
    with pytest.raises(refusals.NoReason):
        actions.break_off(actor=floor.actor(), run_id=opened(floor), reason=" ", client_key="b", now=NOW)


def test_a_new_standard_does_not_grade_the_past_again(floor: Floor) -> None:
    run = opened(floor)
    taken(floor, run)
    before = queries.figures(run)
    later = (Band("processing", "等外", 0, 400), Band("first", "一级", 400))
    standard = before.standard.standard_id
    day = date(2026, 10, 1)
    catalog.publish_version(
        actor=system("test"), standard_id=standard, effective_from=day, bands=later, source="新", now=NOW
    )
    assert queries.figures(run) == before


def test_a_decision_counts_when_a_second_person_agrees(floor: Floor) -> None:
    run = opened(floor)
    taken(floor, run)
    override = asked(floor, run, weight_g=2_500)
    inspector = floor.actor(Role.INSPECTOR, "白")
    actions.answer_override(actor=inspector, override_id=override, agreed=True, now=NOW)
    closed(floor, run)
    made = {row.grade: row.weight_g for row in RunOutput.objects.filter(run=run)}
    assert (made, [*soundness.faults(lambda done: None)]) == ({"first": 50_000, "second": 45_000}, [])


def test_who_asks_cannot_agree(floor: Floor) -> None:
    override = asked(floor, opened(floor))
    with pytest.raises(refusals.SamePerson):
        actions.answer_override(actor=floor.actor(), override_id=override, agreed=True, now=NOW)


def test_a_decision_that_is_refused_changes_nothing(floor: Floor) -> None:
    run = opened(floor)
    taken(floor, run)
    override = asked(floor, run)
    actions.answer_override(actor=floor.actor(name="白"), override_id=override, agreed=False, now=NOW)
    closed(floor, run)
    assert RunOutput.objects.get(run=run, grade="first").weight_g == 52_500


def test_a_run_with_an_open_question_is_not_closed(floor: Floor) -> None:
    run = opened(floor)
    taken(floor, run)
    asked(floor, run)
    with pytest.raises(refusals.Unanswered):
        closed(floor, run)


def test_a_question_is_answered_once(floor: Floor) -> None:
    override = asked(floor, opened(floor))
    actions.answer_override(actor=floor.actor(name="白"), override_id=override, agreed=True, now=NOW)
    with pytest.raises(AlreadyDone):
        actions.answer_override(actor=floor.actor(name="白"), override_id=override, agreed=False, now=NOW)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"reason": " "}, refusals.NoReason),
        ({"to_grade": "first"}, refusals.SameGrade),
        ({"to_grade": "gold"}, refusals.UnknownGrade),
    ],
)
def test_a_decision_that_makes_no_sense_is_not_asked(floor: Floor, said: dict, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        asked(floor, opened(floor), **said)
    assert not Override.objects.exists()


def test_growers_fruit_is_told_apart_where_the_file_tells_the_lot(floor: Floor) -> None:
    run = opened(floor)
    taken(floor, run)
    closed(floor, run)
    lines, measured = queries.by_grower(run)
    assert measured
    assert {line.name: line.grams for line in lines} == {
        "H-MEI": {"first": 52_500, "second": 17_500},
        "H-QIAO": {"first": 0, "second": 25_000},
    }
    assert sum(line.lost_g for line in lines) == 5_000


def test_otherwise_each_has_their_part_of_what_went_in(floor: Floor) -> None:
    run = opened(floor)
    closed(floor, run, first=50_000)
    lines, measured = queries.by_grower(run)
    assert (measured, [(line.name, line.grams) for line in lines]) == (
        False,
        [("H-MEI", {"first": 30_000}), ("H-QIAO", {"first": 20_000})],
    )


def test_every_act_is_on_record(floor: Floor) -> None:
    run = opened(floor)
    taken(floor, run)
    actions.answer_override(actor=floor.actor(name="白"), override_id=asked(floor, run), agreed=False, now=NOW)
    closed(floor, run)
    told = set(AuditEvent.objects.filter(event__startswith="sorting.").values_list("event", flat=True))
    assert told == {
        "sorting.run_opened",
        "sorting.file_taken",
        "sorting.override_asked",
        "sorting.override_answered",
        "sorting.run_closed",
    }


@pytest.mark.parametrize("model", [Run, LineFile, Tally, RunOutput, Closing])
def test_what_happened_cannot_be_taken_away(floor: Floor, model: type) -> None:
    run = opened(floor)
    taken(floor, run)
    closed(floor, run)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_another_variety_waits_for_a_clean_tank(floor: Floor) -> None:
    other = catalog.add_variety(actor=system("test"), code="SL", name="酥梨", now=NOW)
    goods = replace(floor.goods, variety=Variety.objects.get(pk=other))
    lot = received(goods, KG, key="su")
    with pytest.raises(refusals.VarietiesDiffer):
        opened(floor, inputs=(*floor.inputs(), InputDraft(lot, goods.point, KG)))


def test_a_run_of_a_day_that_is_closed_by_now_ends_today(floor: Floor) -> None:
    run, tomorrow = opened(floor), NOW + timedelta(days=1)
    taken(floor, run)
    goods.close_days(actor=system("test"), organisation_id=floor.goods.coop.pk, through=TODAY, now=tomorrow)
    closing = actions.close_run(actor=floor.actor(), run_id=run, weighed_g={}, client_key="late", now=tomorrow)
    assert Closing.objects.get(pk=closing).entry.day == TODAY + timedelta(days=1)
    assert list(soundness.faults(lambda done: None)) == []


def test_what_a_run_made_is_not_taken_back_behind_its_back(floor: Floor) -> None:
    run = opened(floor)
    taken(floor, run)
    closed(floor, run)
    entry = Closing.objects.get().entry_id
    with pytest.raises(ToldElsewhere) as told:
        goods.reverse(actor=system("test"), entry_id=entry, reason="x", client_key="x", day=TODAY, now=NOW)
    assert "“分选”" in told.value.text()
