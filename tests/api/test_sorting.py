"""A sorting line over the API: a run opened, fed, read, ended."""

from typing import Any

import pytest
from django.utils import timezone

from lilian.base.policy import Role
from lilian.sorting.models import LineFile, Run
from tests.again import again
from tests.api.conftest import Caller
from tests.sorting.runs import HEAD, Floor, line_file, the_floor
from tests.stock.goods import KG, organisation

pytestmark = pytest.mark.django_db
PROFILE = "grader-csv-en"


@pytest.fixture
def floor(db: None) -> Floor:
    return again(the_floor)


@pytest.fixture
def line(floor: Floor, token_for: Any) -> Caller:
    """The computer of Guo's line."""
    return token_for(Role.LINE_OPERATOR, floor.goods.coop)


@pytest.fixture
def stranger(floor: Floor, token_for: Any) -> Caller:
    return token_for(Role.LINE_OPERATOR, organisation("QIAO"))


def run_body(floor: Floor, caller: Caller, **changes: Any) -> dict[str, Any]:
    lots = caller.get(f"/goods-lots?location_id={floor.goods.line}").json()["items"]
    codes = {lot["lies"][0]["weight_g"]: lot["code"] for lot in lots}
    inputs = [
        {"lot": codes[60 * KG], "location_id": floor.goods.line, "weight_g": 60 * KG, "mark": "A"},
        {"lot": codes[40 * KG], "location_id": floor.goods.line, "weight_g": 40 * KG, "mark": "B"},
    ]
    return {"line_id": floor.goods.line, "cleaned_at": "2026-09-18T08:00:00+08:00", "inputs": inputs} | changes


@pytest.fixture
def run(floor: Floor, line: Caller) -> str:
    """The address of an open run."""
    return f"/sorting/runs/{line.post('/sorting/runs', run_body(floor, line)).json()['id']}"


def fruit(**changes: Any) -> dict[str, Any]:
    """One of Mei's, first by the standard of the tests."""
    said = {
        "weight_dg": 3_500,
        "diameter_tenths_mm": 800,
        "brix_tenths": 120,
        "defects": ["OK"],
        "grade": "1",
        "lot": "A",
    }
    return said | changes


def batch(number: str, *records: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"batch": number, "profile": PROFILE, "fruit": list(records)} | changes


def by_grade(answer: Any) -> dict[str, int]:
    return {one["grade"]: one["fruit"] for one in answer.json()["grades"] if one["fruit"]}


def test_a_run_says_what_goes_in(floor: Floor, line: Caller) -> None:
    answer = line.post("/sorting/runs", run_body(floor, line))
    assert (answer.status_code, answer.json()["state"], answer.json()["taken_g"]) == (201, "open", 100 * KG)


def test_a_run_opened_twice_is_one(floor: Floor, line: Caller) -> None:
    body = run_body(floor, line)
    first, second = (line.post("/sorting/runs", body, key="once") for _ in range(2))
    assert (first.content, Run.objects.count()) == (second.content, 1)


def test_a_tank_in_use_is_refused(floor: Floor, line: Caller, run: str) -> None:
    answer = line.post("/sorting/runs", run_body(floor, line))
    assert (answer.status_code, answer.json()["code"]) == (409, "sorting.still_open")


def test_a_lot_that_is_not_there_is_not_found(floor: Floor, line: Caller) -> None:
    body = run_body(floor, line)
    body["inputs"][0]["lot"] = "NO-SUCH"
    assert line.post("/sorting/runs", body).status_code == 404


def test_fruit_told_one_by_one_is_graded(line: Caller, run: str) -> None:
    answer = line.post(f"{run}/fruit", batch("1", fruit(), fruit(brix_tenths=90), fruit(weight_dg=2_500, lot="B")))
    assert (answer.status_code, by_grade(answer)) == (201, {"first": 1, "second": 2})


@pytest.mark.slow
def test_batches_add_up_even_where_they_are_alike(line: Caller, run: str) -> None:
    line.post(f"{run}/fruit", batch("1", fruit()))
    assert by_grade(line.post(f"{run}/fruit", batch("2", fruit()))) == {"first": 2}


def test_a_batch_sent_twice_counts_once(line: Caller, run: str) -> None:
    first, second = (line.post(f"{run}/fruit", batch("1", fruit()), key="once") for _ in range(2))
    assert (first.content, LineFile.objects.count()) == (second.content, 1)


@pytest.mark.slow
def test_a_batch_under_another_key_is_refused(line: Caller, run: str) -> None:
    answers = [line.post(f"{run}/fruit", batch("1", fruit())) for _ in range(2)]
    assert (answers[1].status_code, answers[1].json()["code"]) == (409, "sorting.file_taken")


def test_a_code_nobody_knows_is_named_by_its_fruit(line: Caller, run: str) -> None:
    answer = line.post(f"{run}/fruit", batch("1", fruit(), fruit(grade="Z9"), fruit(defects=["RUB", "???"])))
    told = {(one["field"], one["code"]) for one in answer.json()["errors"]}
    assert (answer.status_code, told) == (422, {("fruit.1", "unknown_grade"), ("fruit.2", "unknown_defect")})
    assert LineFile.objects.count() == 0


def test_the_good_ones_alone_are_taken_on_request(line: Caller, run: str) -> None:
    answer = line.post(f"{run}/fruit", batch("1", fruit(), fruit(grade="Z9"), good_only=True))
    assert (by_grade(answer), answer.json()["left_out"]) == ({"first": 1}, 1)


def test_what_is_not_measured_is_not_held_against_the_fruit(line: Caller, run: str) -> None:
    answer = line.post(f"{run}/fruit", batch("1", {"weight_dg": 3_500}))
    assert (by_grade(answer), "solids" in answer.json()["unseen"]) == ({"first": 1}, True)


def test_too_many_at_once_are_refused_with_the_limit(line: Caller, run: str) -> None:
    answer = line.post(f"{run}/fruit", batch("1", *[{"weight_dg": 3_500}] * 20_001))
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["field"], "20000" in error["detail"]) == (422, "fruit", True)


def test_a_body_over_the_limit_is_told_it(line: Caller, run: str) -> None:
    answer = line.post(f"{run}/file?profile={PROFILE}", (HEAD + "1,350,80,12,OK,1,A\n" * 250_000).encode())
    assert (answer.status_code, answer.json()["fields"]) == (413, {"megabytes": 4})


def test_the_lines_file_comes_as_it_is(line: Caller, run: str) -> None:
    answer = line.post(f"{run}/file?profile={PROFILE}&name=run.csv", line_file(150, 100, 50).encode())
    assert (answer.status_code, by_grade(answer)) == (201, {"first": 150, "second": 150})


def test_a_file_in_gbk_is_read(line: Caller, run: str) -> None:
    text = "重量(0.1克);等级\n3500;一级\n"
    answer = line.post(f"{run}/file?profile=grader-zh", text.encode("gbk"))
    assert (answer.status_code, by_grade(answer)) == (201, {"first": 1})


def test_a_wrong_row_of_a_file_is_named_by_its_line(line: Caller, run: str) -> None:
    text = HEAD + "1,350,80,12,OK,1,A\n1,heavy,80,12,OK,1,A\n"
    answer = line.post(f"{run}/file?profile={PROFILE}", text.encode())
    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, ["line.3"])


def test_a_file_that_is_none_is_refused(line: Caller, run: str) -> None:
    answer = line.post(f"{run}/file?profile={PROFILE}", b"nothing,here\n1,2\n")
    assert (answer.status_code, answer.json()["code"]) == (422, "sorting.no_headings")


def test_a_file_says_that_it_is_one(line: Caller, run: str) -> None:
    answer = line.post(f"{run}/file?profile={PROFILE}", {"weight": 1})
    assert (answer.status_code, answer.json()["code"]) == (415, "api.wrong_format")


def test_a_profile_nobody_wrote_is_not_found(line: Caller, run: str) -> None:
    answer = line.post(f"{run}/fruit", batch("1", fruit(), profile="NO-SUCH"))
    assert (answer.status_code, answer.json()["code"]) == (404, "sorting.no_profile")


def test_a_bad_value_is_named(line: Caller, run: str) -> None:
    answer = line.post(f"{run}/fruit", batch("1", fruit(), fruit(weight_dg=350.5)))
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [("fruit.1.weight_dg", "int_type")]


def test_a_closed_run_is_posted_to_the_gram(line: Caller, run: str) -> None:
    line.post(f"{run}/file?profile={PROFILE}", line_file(150, 100, 50).encode())
    answer = line.post(f"{run}/close", {"weighed_g": {"second": 40 * KG}})
    found = answer.json()
    posted = {one["grade"]: one["weight_g"] for one in found["grades"] if one["weight_g"]}
    assert (answer.status_code, found["state"], posted["second"]) == (200, "closed", 40 * KG)
    assert sum(posted.values()) + found["lost_g"] == 100 * KG


def test_whose_fruit_came_out_as_what_adds_up(line: Caller, run: str) -> None:
    line.post(f"{run}/file?profile={PROFILE}", line_file(150, 100, 50).encode())
    assert line.get(f"{run}/packout").json() == {"measured": False, "growers": []}
    line.post(f"{run}/close")
    found = line.get(f"{run}/packout").json()
    assert found["measured"]
    assert all(one["brought_g"] == sum(one["grams"].values()) + one["lost_g"] for one in found["growers"])


@pytest.mark.slow
def test_a_run_is_closed_once(line: Caller, run: str) -> None:
    line.post(f"{run}/fruit", batch("1", fruit()))
    assert [line.post(f"{run}/close").status_code for _ in range(2)] == [200, 409]
    assert line.post(f"{run}/fruit", batch("2", fruit())).status_code == 409


def test_a_grade_that_is_none_is_refused(line: Caller, run: str) -> None:
    answer = line.post(f"{run}/close", {"weighed_g": {"best": 1}})
    assert (answer.status_code, answer.json()["code"]) == (422, "sorting.unknown_grade")


def test_a_run_opened_by_mistake_is_broken_off(line: Caller, run: str) -> None:
    answer = line.post(f"{run}/break-off", {"reason": "开错了线"})
    assert (answer.status_code, answer.json()["state"], answer.json()["reason"]) == (200, "broken_off", "开错了线")
    assert line.get("/sorting/runs?open_only=true").json()["items"] == []


def test_runs_are_listed(floor: Floor, line: Caller, run: str) -> None:
    listed = line.get(f"/sorting/runs?line_id={floor.goods.line}").json()["items"]
    assert [f"/sorting/runs/{one['id']}" for one in listed] == [run]


def test_a_foreign_run_is_not_found(stranger: Caller, run: str) -> None:
    answers = [stranger.get(run), stranger.get(f"{run}/packout"), stranger.post(f"{run}/close")]
    answers += [stranger.post(f"{run}/break-off", {"reason": "x"}), stranger.post(f"{run}/fruit", batch("1", fruit()))]
    answers += [stranger.post(f"{run}/file?profile={PROFILE}", line_file().encode())]
    assert [answer.status_code for answer in answers] == [404] * 6


def test_profiles_say_what_the_machines_codes_mean(line: Caller) -> None:
    found = {one["code"]: one for one in line.get("/sorting/profiles").json()}
    assert (found[PROFILE]["grades"]["EX"], found[PROFILE]["defects"]["OK"]) == ("special", None)


def test_a_packer_opens_no_run(floor: Floor, line: Caller, token_for: Any) -> None:
    body = run_body(floor, line)
    assert token_for(Role.PACKER, floor.goods.coop).post("/sorting/runs", body).status_code == 403


def test_the_clock_of_the_line_may_not_run_ahead(floor: Floor, line: Caller) -> None:
    ahead = timezone.now().replace(year=2090).isoformat()
    answer = line.post("/sorting/runs", run_body(floor, line, cleaned_at=ahead))
    assert (answer.status_code, answer.json()["code"]) == (422, "sorting.cleaned_later")


def asked_for(line: Caller, run: str, **changes: Any) -> Any:
    line.post(f"{run}/file?profile={PROFILE}", line_file(150, 100, 50).encode())
    body = {"from_grade": "first", "to_grade": "second", "reason": "果面磨伤"} | changes
    return line.post(f"{run}/overrides", body, key="asked")


@pytest.mark.slow
def test_a_second_one_agrees_before_a_grade_goes_as_another(
    floor: Floor, line: Caller, run: str, token_for: Any
) -> None:
    (asked,) = asked_for(line, run).json()["overrides"]
    assert len(asked_for(line, run).json()["overrides"]) == 1  # sent twice, asked once
    assert line.post(f"{run}/close").json()["code"] == "sorting.unanswered"
    address = f"/sorting/overrides/{asked['id']}/answer"
    assert line.post(address, {"agreed": True}).json()["code"] == "sorting.same_person"
    inspector = token_for(Role.INSPECTOR, floor.goods.coop)
    answers = [inspector.post(address, {"agreed": True, "note": "看过了"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    (found,) = answers[0].json()["overrides"]
    assert (found["agreed"], found["note"]) == (True, "看过了")
    posted = {one["grade"]: one["weight_g"] for one in line.post(f"{run}/close").json()["grades"]}
    assert (posted["first"], posted["second"] > 0) == (0, True)


def test_a_foreign_override_is_not_found(line: Caller, run: str, stranger: Caller) -> None:
    (asked,) = asked_for(line, run).json()["overrides"]
    assert stranger.post(f"/sorting/overrides/{asked['id']}/answer", {"agreed": True}).status_code == 404
    assert line.post(f"{run}/overrides", {"from_grade": "best", "to_grade": "second", "reason": "x"}).status_code == 422
