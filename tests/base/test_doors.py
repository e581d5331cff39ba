"""Requests answered once, messages owed, files taken in, plans replayed, the engine looked at."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.sqlite3 import base as sqlite3

from lilian.base import engine, idempotency, imports, outbox, plan_runs, verification
from lilian.base.actors import Actor, system
from lilian.base.idempotency import Answer, Request
from lilian.base.models import IdempotencyKey, ImportBatch, Outbox, PlanRun
from lilian.conf import databases

NOW = datetime(2026, 9, 18, 12, tzinfo=UTC)
LIN, GUO = system("Lin"), Actor(name="Guo")
pytestmark = pytest.mark.django_db


def send(body: bytes = b"a", actor: Actor = LIN, done: list[int] | None = None) -> Answer:
    def perform() -> Answer:
        if done is not None:
            done.append(1)
        return Answer(201, '{"id": 1}')

    return idempotency.once(actor=actor, request=Request("k1", "POST /x", body), now=NOW, perform=perform)


def test_a_request_sent_twice_is_done_once_and_answered_the_same() -> None:
    done: list[int] = []
    first, second = send(done=done), send(done=done)
    assert (done, second.status, second.body, second.replayed) == ([1], first.status, first.body, True)


def test_a_key_that_comes_with_another_body_is_refused() -> None:
    send()
    with pytest.raises(idempotency.KeyReused):
        send(body=b"b")


def test_the_same_key_of_another_actor_is_another_request() -> None:
    send()
    assert not send(actor=GUO).replayed


def test_a_request_that_broke_may_be_sent_again() -> None:
    with pytest.raises(ZeroDivisionError):
        idempotency.once(actor=LIN, request=Request("k1", "POST /x", b"a"), now=NOW, perform=lambda: Answer(1 // 0, ""))
    assert not send().replayed


def test_keys_older_than_thirty_days_are_forgotten() -> None:
    send()
    assert idempotency.forget_old(now=NOW + timedelta(days=31)) == 1
    assert IdempotencyKey.objects.count() == 0


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[outbox.Message]:
    got: list[outbox.Message] = []
    monkeypatch.setitem(outbox.HANDLERS, "test.sms", got.append)
    return got


def test_a_message_owed_is_delivered_once(sent: list[outbox.Message]) -> None:
    outbox.owe(topic="test.sms", payload={"to": "Mei"}, now=NOW)
    assert [outbox.deliver(now=NOW), outbox.deliver(now=NOW)] == [1, 0]
    assert [message.payload for message in sent] == [{"to": "Mei"}]


def test_a_message_that_failed_is_tried_again_later_under_the_same_provider_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[str] = []

    def fails_once(message: outbox.Message) -> None:
        tried.append(message.provider_key)
        if len(tried) == 1:
            raise ConnectionError

    monkeypatch.setitem(outbox.HANDLERS, "test.sms", fails_once)
    outbox.owe(topic="test.sms", payload={}, now=NOW)
    later = NOW + timedelta(minutes=1)
    assert [outbox.deliver(now=NOW), outbox.deliver(now=NOW), outbox.deliver(now=later)] == [0, 0, 1]
    assert tried[0] == tried[1]


def test_a_message_nobody_delivers_is_refused_at_its_cause() -> None:
    with pytest.raises(outbox.UnknownTopic):
        outbox.owe(topic="test.nothing", payload={}, now=NOW)
    assert Outbox.objects.count() == 0


def taken(created: int = 2) -> imports.TakenIn:
    return imports.TakenIn("test", "库.xlsx", imports.digest(b"x"), imports.Counts(created, 0, 5), [{"code": "S1"}])


@pytest.fixture
def undone(monkeypatch: pytest.MonkeyPatch) -> list[list[dict[str, str]]]:
    got: list[list[dict[str, str]]] = []
    undo = lambda actor, batch: nullcontext(lambda now: got.append(batch.before))  # noqa: E731
    monkeypatch.setitem(imports.UNDO, "test", undo)
    return got


def test_an_import_can_be_undone_with_what_stood_there_before(undone: list[list[dict[str, str]]]) -> None:
    batch = imports.record(actor=LIN, taken=taken(), now=NOW)
    imports.undo(actor=LIN, batch_id=batch.pk, now=NOW)
    assert undone == [[{"code": "S1"}]]


def test_an_import_cannot_be_undone_twice(undone: list[list[dict[str, str]]]) -> None:
    batch = imports.record(actor=LIN, taken=taken(), now=NOW)
    imports.undo(actor=LIN, batch_id=batch.pk, now=NOW)
    with pytest.raises(imports.AlreadyUndone):
        imports.undo(actor=LIN, batch_id=batch.pk, now=NOW)


def test_an_import_cannot_be_undone_after_half_an_hour(undone: list[list[dict[str, str]]]) -> None:
    batch = imports.record(actor=LIN, taken=taken(), now=NOW)
    with pytest.raises(imports.TooLateToUndo):
        imports.undo(actor=LIN, batch_id=batch.pk, now=NOW + timedelta(minutes=31))


def test_an_import_that_changes_nothing_is_refused() -> None:
    with pytest.raises(imports.NothingToImport):
        imports.record(actor=LIN, taken=taken(created=0), now=NOW)
    assert ImportBatch.objects.count() == 0


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> PlanRun:
    solve = lambda problem, limits: plan_runs.Answered(f"{problem}+{limits.seed}", cost_fen=7)  # noqa: E731
    monkeypatch.setitem(plan_runs.TOPICS, "test", solve)
    stored = plan_runs.store_problem(actor=LIN, topic="test", problem='{"a": 1}', now=NOW)
    return plan_runs.finish(run_id=stored.pk, answered=plan_runs.work_out(stored), now=NOW)


def test_a_plan_replayed_is_the_same_plan(run: PlanRun) -> None:
    assert plan_runs.replay(run) == run.plan


def test_a_plan_run_names_the_solvers_it_used(run: PlanRun) -> None:
    assert run.versions.keys() == {"lilian", "numpy", "scipy", "numba", "highspy", "pyvrp"}


def test_a_plan_run_is_answered_once(run: PlanRun) -> None:
    with pytest.raises(plan_runs.AlreadySolved):
        plan_runs.finish(run_id=run.pk, answered=plan_runs.Answered("other"), now=NOW)


def test_a_changed_problem_is_named_and_not_replayed(run: PlanRun) -> None:
    PlanRun.objects.update(problem="{}")
    run.refresh_from_db()
    assert list(verification.faults()) == [f"plan run {run.pk}: the problem was changed after it was stored"]
    with pytest.raises(plan_runs.NotReplayable):
        plan_runs.replay(run)


MUTANTS = ["journal_mode = DELETE", "synchronous = NORMAL", "foreign_keys = OFF"]


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_connection_that_could_lose_work_is_refused(mutant: str, tmp_path: Path) -> None:
    ours = databases.sqlite(tmp_path / "mutant.sqlite3")
    start = f"{ours['OPTIONS']['init_command']} PRAGMA {mutant};"
    options = {**ours["OPTIONS"], "init_command": start}
    other = sqlite3.DatabaseWrapper({**connection.settings_dict, **ours, "OPTIONS": options}, "mutant")
    with pytest.raises(engine.UnsafeDatabase):
        other.ensure_connection()


def test_settings_that_do_not_queue_writers_are_refused() -> None:
    assert engine.option_faults({"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {"transaction_mode": "DEFERRED"}})
