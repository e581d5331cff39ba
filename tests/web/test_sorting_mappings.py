"""How machines write: shown in words, and a new profile made by pointing at the columns of a sample."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lilian.base.policy import Role
from lilian.catalog.values import Defect
from lilian.sorting import queries
from lilian.sorting.models import MappingVersion
from lilian.sorting.values import Measure
from tests.again import again
from tests.sorting.runs import Floor, the_floor
from tests.web.test_sorting_pages import shown, signed_in

NEW = "/sorting/mappings/new/"
SAMPLE = "二号线 2026-09\n通道,克重,甜度,疵点,档次\n1,351.5,12.1,无,A\n2,248,11.4,伤,B\n3,301,10.9,伤|锈,B\n"


@pytest.fixture
def floor(db: None) -> Floor:
    return again(the_floor)


@pytest.fixture
def manager(floor: Floor) -> Client:
    return signed_in(Role.COOP_MANAGER, floor.goods.coop)


def sample(text: str = SAMPLE, name: str = "线.csv") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, text.encode())}


def sent(client: Client, tail: str = "") -> str:
    response = client.post(NEW + tail, sample())
    assert response.status_code == 302
    return str(response["Location"])


def said(**more: str) -> dict[str, str]:
    plain = {
        "name": "二号线的机器",
        "note": "",
        "column-weight": "1",
        "unit-weight": "g",
        "column-diameter": "",
        "column-solids": "2",
        "unit-solids": "°Brix",
        "column-colour": "",
        "column-defects": "3",
        "column-grade": "4",
        "column-lane": "0",
        "column-lot": "",
        "defect_mark": "|",
        "grade-0": "first",
        "grade-1": "second",
        "defect-0": "-",
        "defect-1": "bruise",
        "defect-2": "russet",
    }
    return plain | more


def test_a_profile_is_shown_in_words(floor: Floor) -> None:
    operator = signed_in(Role.LINE_OPERATOR, floor.goods.coop)
    assert "国产分选机" in shown(operator, "/sorting/mappings/")
    page = shown(operator, "/sorting/mappings/grader-zh/")
    assert all(words in page for words in ("单果重", "重量(0.1克)", "0.1 g", "剔除", "不算等级", "碰压伤"))
    assert operator.get("/sorting/mappings/nobody/").status_code == 404
    assert operator.post("/sorting/mappings/").status_code == 405
    assert operator.get(NEW).status_code == 403


@pytest.mark.slow
def test_columns_of_a_sample_are_looked_at_and_then_kept_as_a_profile(manager: Client) -> None:
    where = sent(manager)
    assert "克重（如 351.5）" in shown(manager, where)
    looked = manager.post(where, said(look="1"))
    assert (looked.status_code, looked.context["rows"], looked.context["bad"]) == (200, 3, 0)
    assert looked.context["fruit"][0]["weight"] == "351.5"
    assert not MappingVersion.objects.exists()
    kept = manager.post(where, said())
    made = MappingVersion.objects.get()
    assert kept["Location"] == f"/sorting/mappings/{made.code}/"
    mapping = queries.profile(made.code).mapping
    assert mapping.columns[Measure.WEIGHT] == ["克重"]
    assert mapping.grades == {"A": "first", "B": "second"}
    assert mapping.defects == {"无": None, "伤": Defect.BRUISE, "锈": Defect.RUSSET}
    assert manager.post(where, said()).status_code == 409


def test_a_new_version_keeps_the_headings_it_had(manager: Client) -> None:
    where = sent(manager, "?from=grader-zh")
    manager.post(where, said(name="国产分选机（中文标题）"))
    made = MappingVersion.objects.get()
    assert (made.code, made.number) == ("grader-zh", 1)
    mapping = queries.profile("grader-zh").mapping
    assert mapping.columns[Measure.WEIGHT] == ["克重", "重量(0.1克)", "重量（0.1克）", "单果重(0.1克)"]
    assert mapping.grades["特级"] == "special"
    assert "第 1 版" in shown(manager, "/sorting/mappings/grader-zh/")


@pytest.mark.parametrize(
    "more", [{"column-weight": ""}, {"grade-1": ""}, {"name": ""}, {"unit-weight": "斤"}, {"column-weight": "99"}]
)
def test_what_is_not_chosen_is_told_in_place(manager: Client, more: dict[str, str]) -> None:
    assert manager.post(sent(manager), said(**more)).status_code == 422
    assert not MappingVersion.objects.exists()


@pytest.mark.parametrize("text", ["", "只有一行标题,重量\n", "\x00\x01\x02"])
def test_a_file_that_tells_nothing_is_refused_with_a_sentence(manager: Client, text: str) -> None:
    response = manager.post(NEW, sample(text))
    assert response.status_code in (400, 422)
    page = response.content.decode()
    assert "请" in page or "空" in page


def test_another_s_sample_is_not_there(floor: Floor, manager: Client) -> None:
    other = signed_in(Role.COOP_MANAGER, floor.goods.shop, "乔")
    assert other.get(sent(manager)).status_code == 404
