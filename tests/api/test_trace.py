"""A supermarket's or bureau's own system traces, recalls, answers and drills."""

from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from lilian.api.operations.trace.files import XLSX
from lilian.base.models import Job
from lilian.base.policy import Role
from lilian.members.models import ApiToken, Person
from lilian.parcels.values import Receiver
from lilian.stock.models import Lot
from lilian.trace.models import Recall
from tests.api.conftest import Caller
from tests.api.work import work_off
from tests.parcels.despatch import Despatch, the_despatch

pytestmark = pytest.mark.django_db


@pytest.fixture
def despatch(db: None) -> Despatch:
    found = the_despatch()
    found.send(found.boxes[0], receiver=Receiver(found.boxing.goods.shop.pk))
    return found


@pytest.fixture
def office(despatch: Despatch, token_for: Any) -> Caller:
    return token_for(Role.OFFICE, despatch.boxing.goods.coop)


@pytest.fixture
def shop(despatch: Despatch, token_for: Any) -> Caller:
    return token_for(Role.SELLER, despatch.boxing.goods.shop)


def harvested() -> str:
    return Lot.objects.earliest("pk").code


def test_a_box_is_traced_both_ways(despatch: Despatch, office: Caller) -> None:
    found = office.get(f"/trace?kind=box&code={despatch.boxes[0].code}").json()
    assert [one["household"] for one in found["growers"]] == ["H-MEI"]
    assert [one["stage"] for one in found["lots"]] == ["received", "sorted", "packed"]
    codes = [one["code"] for one in found["lots"]]
    assert [(one["from_lot"], one["to_lot"]) for one in found["steps"]] == list(pairwise(codes))
    assert [(one["name"], one["boxes"]) for one in found["holders"]] == [(despatch.boxing.goods.shop.name, 1)]
    assert ({one["kind"] for one in found["gaps"]} <= {"road"}, found["cut_off"]) == (True, False)
    assert all(one["unexplained_g"] == 0 for one in found["balances"])


def test_boxes_reached_are_listed_with_their_parcels(despatch: Despatch, office: Caller) -> None:
    listed = office.get(f"/trace/boxes?kind=lot&code={harvested()}&page_size=2").json()
    assert (listed["total"], len(listed["items"])) == (3, 2)
    assert {one["code"] for one in listed["items"]} < {box.code for box in despatch.boxes}
    assert [bool(one["parcel"]) for one in listed["items"]] == [True, False]


def test_others_fruit_is_not_found(despatch: Despatch, token_for: Any) -> None:
    stranger = token_for(Role.COOP_MANAGER, despatch.boxing.goods.shop)
    assert stranger.get(f"/trace?kind=lot&code={harvested()}").status_code == 404
    assert stranger.get(f"/trace/boxes?kind=box&code={despatch.boxes[1].code}").status_code == 404


def test_a_recall_from_its_start_to_its_end(despatch: Despatch, office: Caller, shop: Caller) -> None:
    said = {"kind": "lot", "code": harvested(), "reason": "农残超标"}
    one, two = (office.post("/recalls", said, key="once") for _ in range(2))
    assert (one.status_code, one.content, Recall.objects.count()) == (201, two.content, 1)
    made = one.json()
    assert (made["figures"]["boxes"], made["now"]["on_the_road"], made["told"]) == (3, 1, 1)
    path = f"/recalls/{made['id']}"
    early = office.post(f"{path}/end", {"report": "全部收回。"})
    assert (early.status_code, early.json()["code"]) == (409, "trace.still_untold")
    (notice,) = shop.get("/recall-notices").json()["items"]
    assert (notice["reason"], notice["boxes"], notice["found"]) == ("农残超标", 1, None)
    answers = [shop.post(f"/recall-notices/{notice['id']}/answer", {"found": 1}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert office.post(f"{path}/end", {"report": "全部收回。"}).json()["report"] == "全部收回。"
    assert office.get("/recalls").json()["items"][0]["answered"] == 1
    assert shop.get(path).status_code == 403


def test_anothers_notice_is_not_found(despatch: Despatch, office: Caller, token_for: Any) -> None:
    office.post("/recalls", {"kind": "lot", "code": harvested(), "reason": "农残超标"})
    (notice,) = office.get("/recall-notices").json()["items"]
    stranger = token_for(Role.COOP_MANAGER, despatch.boxing.goods.coop)
    assert stranger.get(f"/recall-notices/{notice['id']}").status_code == 404
    assert stranger.post(f"/recall-notices/{notice['id']}/answer", {"found": 0}).status_code == 404


def test_a_drill_is_run_and_kept(despatch: Despatch, office: Caller) -> None:
    made = office.post("/recall-drills", {"kind": "box", "code": despatch.boxes[1].code})
    assert (made.status_code, made.json()["passed"], made.json()["figures"]["origins"]) == (201, True, 1)
    assert office.get(f"/recall-drills/{made.json()['id']}").json()["steps_ms"] == made.json()["steps_ms"]
    assert office.get("/recall-drills").json()["total"] == 1


def test_what_names_nothing_is_said(despatch: Despatch, office: Caller) -> None:
    answer = office.post("/recalls", {"kind": "bin", "code": "D-1", "reason": "试"})
    assert (answer.status_code, answer.json()["code"]) == (409, "trace.nothing_there")


def test_a_bad_value_is_named(office: Caller) -> None:
    (error,) = office.get("/trace?kind=tree&code=1").json()["errors"]
    assert error["field"] == "kind"
    (error,) = office.post("/recalls", {"kind": "lot", "code": "L", "reason": ""}).json()["errors"]
    assert error["field"] == "reason"


def a_file(caller: Caller, path: str, said: dict[str, str]) -> tuple[str, Any]:
    """Asked for, written by the worker, taken away: its address and its bytes."""
    asked = caller.post(path, said)
    assert (asked.status_code, asked.json()["progress"]["status"]) == (202, "queued")
    address = f"/trace/files/{asked.json()['id']}"
    early = caller.get(f"{address}/content")
    assert (early.status_code, early.json()["code"]) == (409, "base.file_not_made_yet")
    work_off()
    state = caller.get(address).json()
    assert (state["progress"]["status"], state["kept_until"] > state["asked_at"]) == ("done", True)
    return address, caller.get(f"{address}/content")


def test_the_file_of_a_recall_is_asked_for_and_taken_away(despatch: Despatch, office: Caller, token_for: Any) -> None:
    bureau = token_for(Role.BUREAU_OFFICER, despatch.boxing.goods.shop)
    made = office.post("/recalls", {"kind": "lot", "code": harvested(), "reason": "农残超标"}).json()["id"]
    address, found = a_file(bureau, f"/recalls/{made}/file", {})
    assert found["Content-Type"] == XLSX
    book = load_workbook(BytesIO(found.content))
    assert [row[0].value for row in book["采收 Harvesting"].iter_rows(min_row=2)] == [harvested()]
    assert [sheet.max_row - 1 for sheet in book.worksheets] == [1, 3, 2, 1, 1]
    for other in (
        office,
        token_for(Role.BUREAU_OFFICER, despatch.boxing.goods.shop),
    ):  # who asked for it, and nobody else
        assert [other.get(address + end).status_code for end in ("", "/content")] == [404, 404]


def test_a_file_is_written_for_the_eyes_of_who_asks(despatch: Despatch, office: Caller, token_for: Any) -> None:
    """A bureau finds growers by their number; the office, who may reveal them, by name and telephone."""
    goods = despatch.boxing.goods
    mei = {"household": goods.mei, "is_head": True, "phone": "+8613800000001"}
    Person.objects.create(code="P-M", name="梅秀英", organisation=goods.coop, **mei)
    for caller, named in ((office, True), (token_for(Role.BUREAU_OFFICER, goods.shop), False)):
        _, found = a_file(caller, "/trace/files", {"kind": "lot", "code": harvested(), "form": "csv"})
        with ZipFile(BytesIO(found.content)) as folder:
            rows = folder.read("harvested.csv").decode("utf-8-sig")
        assert ("H-MEI" in rows, "梅秀英" in rows, "13800000001" in rows) == (True, named, named)


def test_a_file_is_asked_for_once_and_dies_with_its_token(despatch: Despatch, office: Caller) -> None:
    said = {"kind": "lot", "code": harvested()}
    one, two = (office.post("/trace/files", said, key="once") for _ in range(2))
    assert (one.content, Job.objects.count()) == (two.content, 1)
    ApiToken.objects.update(revoked_at=timezone.now())
    work_off()
    assert Job.objects.get().status == "needs_person"
    assert office.get(f"/trace/files/{one.json()['id']}").status_code == 401


def test_a_file_of_nothing_is_refused(office: Caller, shop: Caller) -> None:
    answer = office.post("/trace/files", {"kind": "lot", "code": "L999999X"})
    assert (answer.status_code, answer.json()["code"]) == (409, "trace.nothing_there")
    assert shop.post("/trace/files", {"kind": "lot", "code": harvested()}).status_code == 403
    (error,) = office.post("/trace/files", {"kind": "lot", "code": "L1", "form": "pdf"}).json()["errors"]
    assert error["field"] == "form"


def test_calls_to_holders_are_kept_and_listed(despatch: Despatch, office: Caller, shop: Caller) -> None:
    made = office.post("/recalls", {"kind": "lot", "code": harvested(), "reason": "农残超标"}).json()["id"]
    (one,) = office.get(f"/recalls/{made}/calls?standing=untried").json()["items"]
    path = f"/recall-notices/{one['id']}/calls"
    first, again = (office.post(path, {"outcome": "no_answer", "note": "下午再打"}, key="c") for _ in range(2))
    assert (first.status_code, first.content) == (201, again.content)
    assert [(call["outcome"], call["note"]) for call in first.json()["calls"]] == [("no_answer", "下午再打")]
    assert office.get(f"/recalls/{made}").json()["calls"] == {"untried": 0, "tried": 1, "reached": 0}
    assert (first.json()["dial"], first.json()["phone"]) == ("", "")  # a member's number is not ours to tell
    wrong = office.post(path, {"outcome": "wrong_number", "new_phone": "0357-1234567"}).json()
    assert (wrong["dial"], wrong["phone"], wrong["calls"][0]["new_phone"]) == ("0357-1234567", "", wrong["dial"])
    none = office.post(path, {"outcome": "wrong_number", "new_phone": "没有"})
    assert (none.status_code, none.json()["code"]) == (422, "trace.not_a_phone")
    early = office.post(path, {"outcome": "reached"})
    assert (early.status_code, early.json()["code"]) == (422, "trace.not_counted")
    assert office.post(path, {"outcome": "reached", "found": 1}).json()["found"] == 1
    assert office.post(path, {"outcome": "refuses"}).status_code == 409
    assert shop.post(path, {"outcome": "no_answer"}).status_code == 403
