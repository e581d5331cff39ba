"""A large import is taken back by the worker: as a whole, once, by whoever made it, if asked for in time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lilian.base import audit, imports, jobs
from lilian.base.actors import system
from lilian.base.jobs.lease import claim
from lilian.base.jobs.task import do
from lilian.base.models import AuditEvent, ImportBatch, Job
from lilian.base.policy import Role
from lilian.members import actions
from lilian.members.models import Person
from lilian.web.shell.tables import work
from tests.again import again
from tests.members.cast import NOW, SYSTEM, Cast, the_cast
from tests.web.pages import signed_in

PROGRAM = system("worker")
NEW = [{"code": f"N{n}", "name": f"新人{n}", "organisation": "C1"} for n in range(12)]


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(work, "MANY_ROWS", 10)
    return again(the_cast)


@pytest.fixture
def lin(cast: Cast) -> Client:
    return signed_in(cast, "lin")


@pytest.fixture
def receipt(cast: Cast) -> str:
    """Of twelve new people."""
    return taken_in(cast, NEW)


def taken_in(cast: Cast, rows: list[dict[str, str]]) -> str:
    """The address of the receipt."""
    batch = actions.import_rows(
        actor=cast.actor("lin"),
        table="people",
        rows=rows,
        file_name="人员.xlsx",
        file_digest="0" * 64,
        now=timezone.now(),
    )
    return f"/tables/imports/{batch}/"


@pytest.fixture
def worker(cast: Cast) -> Callable[[], None]:
    """Does what waits."""

    def work_through() -> None:
        for job in jobs.jobs(PROGRAM).filter(status="queued"):
            do(job.pk)

    return work_through


def left() -> int:
    """How many of the new people are there."""
    return Person.objects.filter(code__startswith="N").count()


def asked_for() -> int:
    return jobs.jobs(PROGRAM).filter(kind=work.TAKING_BACK).count()


def shift(**by: float) -> None:
    """Let the time pass for the import and whatever was asked for."""
    ago = timedelta(**by)
    for batch in ImportBatch.objects.all():
        ImportBatch.objects.filter(pk=batch.pk).update(applied_at=batch.applied_at - ago)
    for job in Job.objects.all():
        Job.objects.filter(pk=job.pk).update(created_at=job.created_at - ago)


def test_it_waits_for_the_worker(lin: Client, receipt: str) -> None:
    lin.post(f"{receipt}undo/")
    page = lin.get(receipt).context
    assert (left(), page["progress"].state, page["may_undo"]) == (12, "waiting", False)


def test_the_worker_takes_it_back(lin: Client, receipt: str, worker: Callable[[], None]) -> None:
    lin.post(f"{receipt}undo/")
    worker()
    page = lin.get(receipt).context
    assert (left(), bool(page["undone_at"]), page["progress"], page["told"]) == (0, True, None, None)


def test_pressed_twice_it_is_one_piece_of_work(lin: Client, receipt: str) -> None:
    lin.post(f"{receipt}undo/")
    assert lin.post(f"{receipt}undo/").headers["Location"] == receipt
    assert asked_for() == 1


def test_pressed_again_while_the_worker_is_at_it_it_is_the_same_work(lin: Client, receipt: str) -> None:
    lin.post(f"{receipt}undo/")
    claim(jobs.jobs(PROGRAM).get().pk, worker="w", now=timezone.now())
    lin.post(f"{receipt}undo/")
    assert asked_for() == 1


def test_once_taken_back_it_is_not_taken_back_again(lin: Client, receipt: str, worker: Callable[[], None]) -> None:
    lin.post(f"{receipt}undo/")
    worker()
    assert (lin.post(f"{receipt}undo/").status_code, asked_for()) == (409, 1)


def test_tried_by_two_workers_it_happens_once(lin: Client, receipt: str, worker: Callable[[], None]) -> None:
    lin.post(f"{receipt}undo/")
    worker()
    Job.objects.update(status=Job.QUEUED)
    worker()
    assert AuditEvent.objects.filter(event="base.import_undone").count() == 1
    assert list(audit.faults()) == []


def test_asked_for_in_time_it_may_wait(lin: Client, receipt: str, worker: Callable[[], None]) -> None:
    shift(minutes=29)
    lin.post(f"{receipt}undo/")
    shift(minutes=20)
    imports.forget_before(now=timezone.now())
    worker()
    assert left() == 0


def test_asked_for_late_it_is_refused_at_once(lin: Client, receipt: str) -> None:
    shift(minutes=31)
    assert (lin.post(f"{receipt}undo/").status_code, asked_for()) == (409, 0)


def test_what_waited_too_long_to_be_known_is_refused(lin: Client, receipt: str, worker: Callable[[], None]) -> None:
    lin.post(f"{receipt}undo/")
    imports.forget_before(now=timezone.now() + timedelta(minutes=imports.FORGOTTEN_AFTER_MINUTES + 1))
    worker()
    assert (left(), lin.get(receipt).context["told"].code[:1]) == (12, "B")


def test_a_colleague_may_look_but_not_take_it_back(cast: Cast, receipt: str) -> None:
    ImportBatch.objects.update(user=cast.users["guo"])
    assert signed_in(cast, "lin").get(receipt).status_code == 200
    assert (signed_in(cast, "lin").post(f"{receipt}undo/").status_code, asked_for()) == (403, 0)


def test_who_lost_the_right_meanwhile_takes_nothing_back(
    cast: Cast, lin: Client, receipt: str, worker: Callable[[], None]
) -> None:
    lin.post(f"{receipt}undo/")
    [post] = Person.objects.get(pk=cast.people["lin"]).posts.all()
    type(post).objects.filter(pk=post.pk).update(ends_on=NOW.date())
    worker()
    assert (left(), "refused" in jobs.jobs(PROGRAM).get().result) == (12, True)


def in_use(cast: Cast) -> int:
    """One of the new people gets a post."""
    person = Person.objects.get(code="N3")
    return actions.give_post(
        actor=SYSTEM,
        person_id=person.pk,
        role=Role.GROWER,
        organisation_id=cast.coop,
        starts_on=NOW.date(),
        now=NOW,
    )


def test_what_is_in_use_by_now_stays_and_the_receipt_says_so(
    cast: Cast, lin: Client, receipt: str, worker: Callable[[], None]
) -> None:
    lin.post(f"{receipt}undo/")
    in_use(cast)
    worker()
    page = lin.get(receipt)
    assert (left(), "已经被别处用到" in page.text, page.context["may_undo"]) == (12, True, True)


def test_after_a_refusal_it_can_be_tried_again(
    cast: Cast, lin: Client, receipt: str, worker: Callable[[], None]
) -> None:
    post = in_use(cast)
    lin.post(f"{receipt}undo/")
    worker()
    Person.objects.get(code="N3").posts.filter(pk=post).delete()
    lin.post(f"{receipt}undo/")
    worker()
    assert (left(), asked_for()) == (0, 2)


def test_a_worker_that_lost_the_work_writes_nothing(lin: Client, receipt: str) -> None:
    lin.post(f"{receipt}undo/")
    job = claim(jobs.jobs(PROGRAM).get().pk, worker="w", now=timezone.now())
    assert job is not None
    Job.objects.filter(pk=job.pk).update(token=99)
    with pytest.raises(jobs.LeaseLost):
        work.take_back(jobs.Run(job))
    assert left() == 12


def test_a_worker_that_loses_it_at_the_last_moment_writes_nothing(
    lin: Client, receipt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lin.post(f"{receipt}undo/")
    job = claim(jobs.jobs(PROGRAM).get().pk, worker="w", now=timezone.now())
    assert job is not None
    run = jobs.Run(job)
    told = run.progress

    def told_and_lost(*said: Any, **fields: Any) -> None:
        told(*said, **fields)
        if said[2] == work.PUTTING_BACK:
            Job.objects.filter(pk=job.pk).update(token=99)

    monkeypatch.setattr(run, "progress", told_and_lost)
    with pytest.raises(jobs.LeaseLost):
        work.take_back(run)
    assert left() == 12


def test_changed_rows_stand_as_before(cast: Cast, lin: Client, receipt: str, worker: Callable[[], None]) -> None:
    lin.post(taken_in(cast, [{**row, "name": "改名", "village": "新村"} for row in NEW]) + "undo/")
    worker()
    third = Person.objects.get(code="N3")
    assert (third.name, third.village, "改名" in third.sought) == ("新人3", "", False)


def test_what_was_changed_since_is_named(cast: Cast, lin: Client, receipt: str, worker: Callable[[], None]) -> None:
    changed = taken_in(cast, [{**row, "name": "改名"} for row in NEW])
    Person.objects.filter(code="N3").update(name="又改")
    lin.post(f"{changed}undo/")
    worker()
    assert "N3" in lin.get(changed).context["told"].sentence


# The bar


def test_the_bar_is_asked_for_alone(lin: Client, receipt: str) -> None:
    lin.post(f"{receipt}undo/")
    assert "<html" not in lin.get(f"{receipt}progress/").text


def test_when_it_is_over_the_receipt_is_shown_anew(lin: Client, receipt: str, worker: Callable[[], None]) -> None:
    lin.post(f"{receipt}undo/")
    worker()
    assert lin.get(f"{receipt}progress/").headers["HX-Refresh"] == "true"


def test_the_bar_is_only_read(lin: Client, receipt: str) -> None:
    assert lin.post(f"{receipt}progress/").status_code == 405


def test_a_stranger_is_led_to_sign_in(receipt: str) -> None:
    assert Client().get(f"{receipt}progress/").status_code == 302


def test_a_grower_does_not_find_the_bar(cast: Cast, receipt: str) -> None:
    assert signed_in(cast, "mei").get(f"{receipt}progress/").status_code == 404


def test_while_it_is_written_the_page_counts_the_seconds(lin: Client, receipt: str) -> None:
    lin.post(f"{receipt}undo/")
    job = claim(jobs.jobs(PROGRAM).get().pk, worker="w", now=timezone.now())
    assert job is not None
    jobs.Run(job).progress(0, 0, work.PUTTING_BACK, rows=100_000)
    Job.objects.update(progress_at=timezone.now() - timedelta(seconds=7))
    page = lin.get(f"{receipt}progress/").text
    assert ("正在恢复 100,000 行" in page, "已用 7 秒" in page, "value=" in page) == (True, True, False)
