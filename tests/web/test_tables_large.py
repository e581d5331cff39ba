"""A large file is looked through and taken in by the worker; the page shows how far it is."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lilian.base import imports, jobs
from lilian.base.actors import system
from lilian.base.jobs import telling
from lilian.base.jobs.lease import claim
from lilian.base.jobs.task import do
from lilian.members.sheets import ORGANISATIONS
from lilian.sheets.export import export_csv
from lilian.web.shell.tables import work
from tests.members.cast import the_cast

SEND = "/tables/organisations/"
PROGRAM = system("worker")
ROWS = [{"code": f"N{n}", "name": f"新社{n}", "kind": "合作社", "joined_on": date(2026, 1, 5)} for n in range(30)]


@pytest.fixture
def lin(transactional_db: None, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(work, "MANY_ROWS", 10)
    client = Client()
    client.force_login(the_cast().users["lin"])
    return client


def send(client: Client, rows: list[dict[str, Any]]) -> str:
    file = SimpleUploadedFile("名册.csv", export_csv(ORGANISATIONS, rows))
    return str(client.post(SEND, {"file": file}).headers["Location"])


@pytest.fixture
def worker(lin: Client) -> Callable[[], None]:
    """Does what waits."""

    def work_through() -> None:
        for job in jobs.jobs(PROGRAM).filter(status="queued"):
            do(job.pk)

    return work_through


def test_a_large_file_waits_for_the_worker(lin: Client) -> None:
    response = lin.get(send(lin, ROWS))
    assert response.context["progress"].state == "waiting"


def test_once_looked_through_its_numbers_are_there(lin: Client, worker: Callable[[], None]) -> None:
    preview = send(lin, ROWS)
    worker()
    assert lin.get(preview).context["new"] == 30


def test_it_is_taken_in_by_the_worker_too(lin: Client, worker: Callable[[], None]) -> None:
    preview = send(lin, ROWS)
    worker()
    lin.post(f"{preview}apply/", {"how": "all"})
    worker()
    receipt = lin.get(preview).headers["Location"]
    assert lin.get(receipt).context["batch"].created == 30


def test_asked_for_twice_the_worker_takes_it_in_once(lin: Client, worker: Callable[[], None]) -> None:
    preview = send(lin, ROWS)
    worker()
    lin.post(f"{preview}apply/", {"how": "all"})
    lin.post(f"{preview}apply/", {"how": "all"})
    worker()
    assert imports.batches(PROGRAM, whole=["members.organisations"]).count() == 1


def test_the_bar_is_asked_for_alone(lin: Client) -> None:
    assert "<html" not in lin.get(send(lin, ROWS) + "progress/").text


def test_when_the_work_is_over_the_page_is_shown_anew(lin: Client, worker: Callable[[], None]) -> None:
    preview = send(lin, ROWS)
    worker()
    assert lin.get(f"{preview}progress/").headers["HX-Refresh"] == "true"


def test_a_large_file_that_cannot_be_read_says_why(lin: Client, worker: Callable[[], None]) -> None:
    file = SimpleUploadedFile("名册.csv", b"a,b\xff\xff\n" * 5_000)
    preview = str(lin.post(SEND, {"file": file}).headers["Location"])
    worker()
    response = lin.get(preview)
    assert (response.status_code, bool(response.context["told"].remedy)) == (422, True)


def test_while_the_worker_is_at_it_the_seconds_pass(lin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work may be silent for as long as it likes: the job's row is written by a thread of its own."""
    monkeypatch.setattr(telling, "EVERY_S", 0.05)
    send(lin, ROWS)
    job = jobs.jobs(PROGRAM).get()
    held = claim(job.pk, worker="w", now=timezone.now())
    assert held is not None
    run = jobs.Run(held)
    with jobs.Telling(run, work.OPENING):
        end = time.monotonic() + 20
        while jobs.jobs(PROGRAM).get(pk=job.pk).message_fields.get("seconds", 0) < 2:
            assert time.monotonic() < end
            time.sleep(0.02)


def test_who_no_longer_holds_the_job_is_told_so(lin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "EVERY_S", 0.05)
    send(lin, ROWS)
    job = jobs.jobs(PROGRAM).get()
    held = claim(job.pk, worker="w", now=timezone.now())
    assert held is not None
    run = jobs.Run(held)
    with jobs.Telling(run, work.OPENING) as tell:
        jobs.jobs(PROGRAM).filter(pk=job.pk).update(token=99)
        with pytest.raises(jobs.LeaseLost):
            tell_for_long(tell)


def tell_for_long(tell: jobs.Telling) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        tell(1, 2, work.READING)
        time.sleep(0.02)
