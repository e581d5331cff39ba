"""Pages of marks: the office grants and issues, the holder asks and reports, anybody checks a number."""

from datetime import date

import pytest
from django.test import Client

from lilian.base.models import User
from lilian.base.policy import Role
from lilian.brand.models import Ask, Issue, Spent
from lilian.brand.values import Ruling
from lilian.members.models import Organisation, Person, Post
from lilian.usage.models import Report
from tests.brand.marking import Marking, number, the_marking

pytestmark = pytest.mark.django_db


@pytest.fixture
def marking() -> Marking:
    return the_marking(3_000)  # valid whenever this runs


def signed_in(role: Role, home: Organisation) -> Client:
    user = User.objects.create_user(f"{role.value}-{home.code}")
    person = Person.objects.create(code=f"P-{role.value}-{home.code}", name="某人", organisation=home, user=user)
    Post.objects.create(person=person, role=role.value, organisation=home, starts_on=date(2020, 1, 1))
    client = Client()
    client.force_login(user)
    return client


def page_of(marking: Marking) -> str:
    return f"/brand/{marking.licence}/"


def test_anybody_checks_a_licence_and_a_label(marking: Marking) -> None:
    made = marking.issued(5)
    shown = Client().get("/mark/XXL-2026-0001/")
    assert [words for words in ("GUO合作社", "91110000600037341L", "隰县玉露香梨") if words not in shown.text] == []
    assert (shown.status_code, len(shown.content) < 30_000) == (200, True)
    label = Client().get(f"/mark/{number(made, 2)}/")
    assert (label.status_code, "在持证单位手里" in label.text) == (200, True)
    assert Client().get("/mark/", {"q": " xxl-2026-0001"})["Location"] == "/mark/XXL-2026-0001/"
    assert "没有这个编号" in Client().get("/mark/XXL-2026-9999/").text
    assert Client().get("/mark/XXL-2026-9999/").status_code == 404
    assert Client().post("/mark/").status_code == 405


def test_a_suspended_one_says_so_and_why(marking: Marking) -> None:
    marking.ruled(Ruling.SUSPEND, "抽查不合格")
    shown = Client().get("/mark/XXL-2026-0001/").text
    assert [words for words in ("已暂停", "抽查不合格") if words not in shown] == []


def test_the_holder_asks_and_the_office_issues(marking: Marking) -> None:
    guo = signed_in(Role.COOP_MANAGER, marking.boxing.goods.coop)
    lin = signed_in(Role.OFFICE, marking.boxing.goods.coop)
    marking.asked(8)
    ask = Ask.objects.get()
    assert "GUO合作社" in lin.get("/brand/").text
    assert guo.get(f"/brand/asks/{ask.pk}/").status_code == 403
    refused = lin.post(f"/brand/asks/{ask.pk}/", {"reason": "先交报告"})
    assert (refused.status_code, Issue.objects.count()) == (302, 0)
    assert lin.post(f"/brand/asks/{ask.pk}/", {"reason": ""}).status_code == 409


def test_the_pages_of_a_licence(marking: Marking) -> None:
    coop = marking.boxing.goods.coop
    made = marking.issued(8)
    guo, page = signed_in(Role.COOP_MANAGER, coop), page_of(marking)
    assert number(made, 0)[2:8] in guo.get(page).text
    said = {"first": number(made, 0), "last": number(made, 1), "note": ""}
    assert guo.post(f"{page}spoil/", said).status_code == 302
    assert guo.post(f"{page}spoil/", said).status_code in (302, 422)
    assert Spent.objects.count() == 1
    lin = signed_in(Role.OFFICE, coop)
    back = {"first": number(made, 7), "last": number(made, 7), "note": ""}
    assert lin.post(f"{page}take-back/", back).status_code == 302
    assert lin.post(f"{page}rule/", {"ruling": "suspend", "reason": "抽查"}).status_code == 302
    assert lin.post(f"{page}rule/", {"ruling": "suspend", "reason": "抽查"}).status_code == 409
    assert guo.post(f"{page}ask/", {"spec": marking.boxing.spec, "count": "1"}).status_code == 409
    assert Report.objects.count() == 0


def test_strangers_and_other_organisations(marking: Marking) -> None:
    page = page_of(marking)
    assert Client().get(page).status_code == 302
    hai = signed_in(Role.COOP_MANAGER, marking.boxing.goods.shop)
    assert [hai.get(page).status_code, hai.get(f"{page}rule/").status_code] == [404, 403]
    assert signed_in(Role.DRIVER, marking.boxing.goods.shop).get("/brand/").status_code == 403
    assert hai.get("/brand/").status_code == 200
