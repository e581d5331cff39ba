"""A supermarket's or bureau's own system traces, recalls, answers and drills."""

from itertools import pairwise
from typing import Any

import pytest

from lilian.base.policy import Role
from lilian.parcels.values import Receiver
from lilian.stock.models import Lot
from lilian.trace.models import Recall
from tests.api.conftest import Caller
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
