"""Pages of sorting: each works, refuses a wrong method and a stranger, and says what is already done."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lilian.base.models import User
from lilian.base.policy import Role
from lilian.members.models import Organisation, Person, Post
from lilian.sorting import actions, queries
from lilian.sorting.models import Closing, LineFile, Override, OverrideAnswer, Run
from lilian.sorting.values import RunDraft
from lilian.web.sorting import work
from tests.again import again
from tests.sorting.runs import Floor, asked, line_file, taken, the_floor
from tests.stock.goods import KG
from tests.storage.stores import work_off
from tests.web.pages import sentence

BAD = "1,heavy,80,12,OK,1,A\n"


def signed_in(role: Role, at: Organisation, name: str = "") -> Client:
    user = User.objects.create_user(f"user-{role}-{at.code}{name}")
    person = Person.objects.create(code=f"{role}{name}"[:20], name=name or role, organisation=at, user=user)
    Post.objects.create(person=person, role=role, organisation=at, starts_on=date(2020, 1, 1))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def floor(db: None) -> Floor:
    return again(the_floor)


@pytest.fixture
def operator(floor: Floor) -> Client:
    return signed_in(Role.LINE_OPERATOR, floor.goods.coop)


@pytest.fixture
def stranger(floor: Floor) -> Client:
    return signed_in(Role.LINE_OPERATOR, floor.goods.shop, "x")


@pytest.fixture
def run(floor: Floor) -> int:
    draft = RunDraft(floor.goods.line, floor.inputs(), timezone.now())
    return actions.open_run(actor=floor.actor(), draft=draft, client_key="run", now=timezone.now())


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def opening(**said: Any) -> dict[str, Any]:
    whole = {"cleaned_at": "2026-09-01T08:00", "tank": "1", "take-0": "on", "weight-0": "60", "mark-0": "A"}
    return whole | {"weight-1": "40"} | said


def file(text: str = "", name: str = "线.csv") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, (text or line_file()).encode()), "profile": "grader-csv-en"}


def test_an_operator_opens_a_run_on_the_only_line(floor: Floor, operator: Client) -> None:
    assert "60 公斤" in shown(operator, "/sorting/open/")
    response = operator.post("/sorting/open/", opening())
    run = Run.objects.get()
    assert response["Location"] == f"/sorting/{run.pk}/"
    assert list(run.inputs.values_list("lot", "weight_g", "mark")) == [(floor.mei, 60 * KG, "A")]


def test_a_run_without_a_lot_is_refused_in_place(operator: Client) -> None:
    response = operator.post("/sorting/open/", {"cleaned_at": "2026-09-01T08:00", "tank": "1"})
    assert (response.status_code, Run.objects.exists()) == (422, False)
    assert "没有写投进去的批次" in sentence(response)


def test_the_same_tank_is_not_opened_twice(operator: Client, run: int) -> None:
    assert operator.post("/sorting/open/", opening()).status_code == 409


def test_the_list_shows_the_own_runs(operator: Client, stranger: Client, run: int) -> None:
    code = Run.objects.get(pk=run).code
    assert code in shown(operator, "/sorting/")
    assert code not in shown(stranger, "/sorting/")


def test_a_file_shows_its_grades_against_the_machines(operator: Client, run: int) -> None:
    assert operator.post(f"/sorting/{run}/file/", file())["Location"] == f"/sorting/{run}/"
    response = operator.get(f"/sorting/{run}/")
    assert [(one.name, one.fruit) for one in response.context["grades"]] == [("一级", 150), ("二级", 150)]
    outlet = response.context["outlets"][0]
    assert (outlet.name, outlet.fruit, outlet.below, outlet.keeps) == ("一级", 200, 50, False)
    assert "chart-shade-1" in response.content.decode()


def test_the_same_file_counts_once(operator: Client, run: int) -> None:
    operator.post(f"/sorting/{run}/file/", file())
    assert operator.post(f"/sorting/{run}/file/", file()).status_code == 409
    assert LineFile.objects.count() == 1


def test_bad_rows_are_told_and_left_out_on_request(operator: Client, run: int) -> None:
    response = operator.post(f"/sorting/{run}/file/", file(line_file() + BAD))
    assert (response.status_code, len(response.context["faults"]), LineFile.objects.count()) == (422, 1, 0)
    operator.post(f"/sorting/{run}/file/", file(line_file() + BAD) | {"good_only": "on"})
    assert LineFile.objects.get().left_out == 1


def test_no_file_is_said_at_the_field(operator: Client, run: int) -> None:
    assert operator.post(f"/sorting/{run}/file/", {"profile": "grader-csv-en"}).status_code == 422


def test_a_large_file_is_read_by_the_worker(operator: Client, run: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "LARGE_BYTES", 100)
    address = operator.post(f"/sorting/{run}/file/", file())["Location"]
    assert "progress" in shown(operator, address)
    assert LineFile.objects.count() == 0
    work_off()
    assert operator.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert (operator.get(address)["Location"], LineFile.objects.get().fruit) == (f"/sorting/{run}/", 300)


def test_what_is_wrong_with_a_large_file_is_told_after_it_was_read(
    operator: Client, run: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "LARGE_BYTES", 100)
    address = operator.post(f"/sorting/{run}/file/", file(line_file() + BAD))["Location"]
    work_off()
    response = operator.get(address)
    assert (response.status_code, len(response.context["faults"]), LineFile.objects.count()) == (422, 1, 0)


def test_a_run_is_closed_once_with_its_loss(floor: Floor, operator: Client, run: int) -> None:
    taken(floor, run)
    said = {"grade-first": "50", "note": ""}
    assert "机器称得" in shown(operator, f"/sorting/{run}/close/")
    assert operator.post(f"/sorting/{run}/close/", said).status_code == 302
    assert operator.post(f"/sorting/{run}/close/", said).status_code == 409
    assert operator.get(f"/sorting/{run}/close/").status_code == 409
    lost_g = Closing.objects.get().lost_g
    assert 0 < lost_g < 100 * KG
    assert "各户出成率" in shown(operator, f"/sorting/{run}/")


def test_a_closing_sent_twice_is_one(floor: Floor, operator: Client, run: int) -> None:
    taken(floor, run)
    said = {"note": "", "idempotency_key": "once"}
    codes = [operator.post(f"/sorting/{run}/close/", said).status_code for _ in range(2)]
    assert (codes, Closing.objects.count()) == ([302, 302], 1)


def test_nothing_known_is_not_closed(operator: Client, run: int) -> None:
    assert operator.post(f"/sorting/{run}/close/", {"note": ""}).status_code == 409


def test_a_run_opened_by_mistake_is_broken_off(operator: Client, run: int) -> None:
    assert operator.post(f"/sorting/{run}/break-off/", {"reason": "开错"})["Location"] == "/sorting/"
    assert operator.post(f"/sorting/{run}/break-off/", {"reason": "开错"}).status_code == 409
    assert "开错" in shown(operator, f"/sorting/{run}/")


def test_an_override_wants_a_second_person(floor: Floor, operator: Client, run: int) -> None:
    said = {"from_grade": "first", "to_grade": "second", "weight": "5", "reason": "果面有锈"}
    assert operator.post(f"/sorting/{run}/override/", said).status_code == 302
    address = f"/sorting/overrides/{Override.objects.get().pk}/answer/"
    assert operator.post(address, {"answer": "yes"}).status_code == 409
    second = signed_in(Role.INSPECTOR, floor.goods.coop)
    assert address in shown(second, f"/sorting/{run}/")
    assert second.post(address, {"answer": "yes"}).status_code == 302
    assert second.post(address, {"answer": "yes"}).status_code == 409
    assert OverrideAnswer.objects.get().agreed


def test_an_override_may_be_refused_with_a_reason(floor: Floor, run: int, operator: Client) -> None:
    address = f"/sorting/overrides/{asked(floor, run)}/answer/"
    assert "等您答复" in shown(operator, "/")
    operator.post(address, {"reason": "看过了，是一级"})
    answer = OverrideAnswer.objects.get()
    assert (answer.agreed, answer.note) == (False, "看过了，是一级")
    assert "看过了，是一级" in shown(operator, f"/sorting/{run}/")


def test_an_override_to_the_same_grade_is_refused_in_place(operator: Client, run: int) -> None:
    said = {"from_grade": "first", "to_grade": "first", "weight": "", "reason": "x"}
    assert operator.post(f"/sorting/{run}/override/", said).status_code == 422


def test_a_stranger_finds_nothing(floor: Floor, stranger: Client, run: int) -> None:
    for what in ("", "file/", "override/", "close/"):
        assert stranger.get(f"/sorting/{run}/{what}").status_code == 404
    for address in (f"/sorting/{run}/break-off/", f"/sorting/overrides/{asked(floor, run)}/answer/"):
        assert stranger.post(address, {"reason": "x"}).status_code == 404


def test_an_inspector_overrides_but_does_not_run(floor: Floor, run: int) -> None:
    inspector = signed_in(Role.INSPECTOR, floor.goods.coop)
    assert inspector.get(f"/sorting/{run}/override/").status_code == 200
    for what in (f"{run}/file", f"{run}/close", "open"):
        assert inspector.get(f"/sorting/{what}/").status_code == 403


@pytest.mark.parametrize("what", ["overrides/1/answer", "1/break-off"])
def test_what_only_does_something_is_not_looked_at(operator: Client, what: str) -> None:
    assert operator.get(f"/sorting/{what}/").status_code == 405


@pytest.mark.parametrize("what", ["", "packout/"])
def test_what_only_shows_takes_no_form(operator: Client, what: str) -> None:
    assert operator.post(f"/sorting/{what}").status_code == 405


def test_a_grower_sees_the_own_fruit_alone(floor: Floor, operator: Client, run: int) -> None:
    taken(floor, run)
    operator.post(f"/sorting/{run}/close/", {"note": ""})
    grower = signed_in(Role.GROWER, floor.goods.coop)
    Person.objects.filter(code=Role.GROWER).update(household=floor.goods.mei)
    assert {"H-MEI", "H-QIAO"} <= set(shown(operator, "/sorting/packout/").replace("<", " ").replace(">", " ").split())
    for address in ("/sorting/packout/", f"/sorting/{run}/"):
        page = shown(grower, address)
        assert ("H-MEI" in page, "H-QIAO" in page) == (True, False)
    lots = [one.lot for one in grower.get(f"/sorting/{run}/").context["inputs"]]
    assert lots == [one.lot for one in queries.inputs(floor.actor(), run)][:1]
