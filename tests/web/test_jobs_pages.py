"""Work in the background as people see it."""

from typing import Any

import pytest
from django.test import Client

from lilian.base import jobs
from lilian.base.jobs.handlers import HANDLERS
from lilian.base.models import Job
from lilian.web.jobs.kinds import NAMES
from tests.again import again
from tests.members.cast import NOW, Cast, the_cast
from tests.web.pages import signed_in

KIND = "tables.check"


@pytest.fixture
def cast(db: None) -> Cast:
    return again(the_cast)


def job(cast: Cast, name: str = "lin", **changes: Any) -> int:
    made = jobs.start(actor=cast.actor(name), kind=KIND, arguments={}, key=f"{name}{changes}", now=NOW)
    Job.objects.filter(pk=made.pk).update(**changes)
    return int(made.pk)


def stopped(cast: Cast) -> int:
    return job(cast, status=Job.NEEDS_PERSON, fault="base.import_already_undone", finished_at=NOW)


def test_the_office_sees_every_job(cast: Cast) -> None:
    job(cast, "guo")
    assert signed_in(cast, "lin").get("/jobs/").context["listing"].count == 1


def test_a_manager_sees_her_own_only(cast: Cast) -> None:
    job(cast, "lin")
    job(cast, "guo")
    assert signed_in(cast, "guo").get("/jobs/").context["listing"].count == 1


def test_a_stranger_is_led_to_sign_in(db: None) -> None:
    assert Client().get("/jobs/").status_code == 302


def test_the_list_is_only_read(cast: Cast) -> None:
    assert signed_in(cast, "lin").post("/jobs/").status_code == 405


def test_an_empty_list_says_what_will_be_here(cast: Cast) -> None:
    assert "后台现在没有事" in signed_in(cast, "lin").get("/jobs/").text


def test_the_list_asks_again_while_work_goes_on(cast: Cast) -> None:
    job(cast)
    assert 'hx-trigger="every 3s"' in signed_in(cast, "lin").get("/jobs/").text


def test_the_list_rests_when_nothing_goes_on(cast: Cast) -> None:
    stopped(cast)
    assert 'hx-trigger="every 3s"' not in signed_in(cast, "lin").get("/jobs/").text


def test_asked_again_the_list_alone_comes_back(cast: Cast) -> None:
    assert "<html" not in signed_in(cast, "lin").get("/jobs/", headers={"HX-Request": "true"}).text


def test_a_chip_keeps_one_state(cast: Cast) -> None:
    job(cast)
    stopped(cast)
    assert signed_in(cast, "lin").get("/jobs/", {"state": "needs_person"}).context["listing"].count == 1


def test_a_job_has_a_page(cast: Cast) -> None:
    assert "核对要导入的表" in signed_in(cast, "lin").get(f"/jobs/{job(cast)}/").text


def test_a_job_of_another_is_not_found(cast: Cast) -> None:
    assert signed_in(cast, "guo").get(f"/jobs/{job(cast)}/").status_code == 404


def test_a_job_that_stopped_says_why_in_words(cast: Cast) -> None:
    assert "这次导入已经撤销过了。" in signed_in(cast, "lin").get(f"/jobs/{stopped(cast)}/").text


def test_a_fault_of_the_program_is_not_shown_to_readers(cast: Cast) -> None:
    pk = job(cast, status=Job.NEEDS_PERSON, fault="KeyError: 'x'", finished_at=NOW)
    assert "KeyError" not in signed_in(cast, "lin").get(f"/jobs/{pk}/").text


def test_the_office_tries_it_again(cast: Cast) -> None:
    pk = stopped(cast)
    signed_in(cast, "lin").post(f"/jobs/{pk}/retry/")
    assert Job.objects.get(pk=pk).status == Job.QUEUED


def test_what_did_not_stop_is_not_tried_again(cast: Cast) -> None:
    assert signed_in(cast, "lin").post(f"/jobs/{job(cast)}/retry/").status_code == 409


def test_a_manager_tries_nothing_again(cast: Cast) -> None:
    pk = job(cast, "guo", status=Job.NEEDS_PERSON, finished_at=NOW)
    assert signed_in(cast, "guo").post(f"/jobs/{pk}/retry/").status_code == 403


def test_trying_again_is_posted(cast: Cast) -> None:
    assert signed_in(cast, "lin").get(f"/jobs/{stopped(cast)}/retry/").status_code == 405


def test_what_stopped_is_a_thing_to_do_for_the_office(cast: Cast) -> None:
    stopped(cast)
    assert "1 件后台工作停下来了" in signed_in(cast, "lin").get("/").text


def test_every_kind_of_work_has_its_words() -> None:
    ours = {kind for kind, handler in HANDLERS.items() if handler.__module__.startswith("lilian.")}
    assert ours <= NAMES.keys()
