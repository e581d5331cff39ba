"""Pages of farm inputs in stock: what lies where, what is lost, where households fetch."""

import pytest
from django.test import Client

from lilian.base.models import User
from lilian.base.policy import Role
from lilian.members.models import Organisation, Person, Post
from lilian.supplies.models import Balance, PickUp
from tests.supplies.test_supplies import LATER, NOW, Store


@pytest.fixture
def store(db: None) -> Store:
    return Store()


def clerk(home: Organisation, role: Role = Role.CLERK) -> Client:
    user = User.objects.create_user(f"{role}-{home.code}")
    person = Person.objects.create(code=user.username, name=user.username, organisation=home, user=user)
    Post.objects.create(person=person, role=role, organisation=home, starts_on=NOW.date())
    client = Client()
    client.force_login(user)
    return client


def test_the_stock_is_listed_for_its_keeper_alone(store: Store) -> None:
    store.bring(5, "批次-B7", LATER)
    assert "批次-B7" in clerk(store.guo).get("/supplies/?q=尿素").content.decode()
    assert "批次-B7" not in clerk(store.qiao).get("/supplies/").content.decode()
    assert clerk(store.guo, Role.GROWER).get("/supplies/").status_code == 403


def test_a_loss_is_written_down_with_its_reason(store: Store) -> None:
    store.bring(5, "批次-B7", LATER)
    page, guo = f"/supplies/{Balance.objects.get().pk}/lose/", clerk(store.guo)
    assert guo.get(page).status_code == 200
    assert guo.post(page, {"count": 2}).status_code == 422
    assert guo.post(page, {"count": 9, "reason": "受潮"}).status_code == 409
    assert guo.post(page, {"count": 2, "reason": "受潮"}).status_code == 302
    assert "受潮" in guo.get("/supplies/moves/").content.decode()
    assert clerk(store.qiao).get(page).status_code == 404


def test_a_household_fetches_at_the_point_it_was_given(store: Store) -> None:
    page, guo = f"/supplies/points/{store.guo.pk}/", clerk(store.guo)
    assert "下李服务站" in guo.get(page).content.decode()
    assert guo.post(page, {f"point_{store.mei.pk}": store.point.pk}).status_code == 302
    assert PickUp.objects.get().point == store.point
    assert guo.post(page, {f"point_{store.mei.pk}": 999}).status_code == 422
    assert clerk(store.qiao).get(page).status_code == 404
