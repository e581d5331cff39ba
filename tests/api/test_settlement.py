"""A settlement over the API: drafted, approved by two, paid, disputed; a co-operative sees nothing of another's."""

from typing import Any

import pytest
from django.utils import timezone

from lilian.base.policy import Role
from lilian.members.models import Organisation
from lilian.receiving.values import Priced, PriceKind
from lilian.settlement.models import Statement
from tests.again import again
from tests.api.conftest import Caller
from tests.receiving.scale import TODAY
from tests.settlement.season import OPENED, Season, the_season

pytestmark = pytest.mark.django_db
OPEN = Priced(PriceKind.OPEN)


@pytest.fixture
def season(db: None) -> Season:
    return again(the_season)


@pytest.fixture
def as_role(season: Season, token_for: Any) -> Any:
    def made(role: Role, organisation_id: int = 0) -> Caller:
        return token_for(role, Organisation.objects.get(pk=organisation_id or season.coop))

    return made


def drafted(season: Season, caller: Caller, key: str = "one") -> dict[str, Any]:
    since = timezone.datetime(TODAY.year, 1, 1).date().isoformat()
    shared = [{"kind": "freight", "rule": "weight", "total_fen": 301}]
    said = {"organisation_id": season.coop, "since": since, "until": TODAY.isoformat(), "shared": shared}
    answer = caller.post("/settlement-runs", said, key)
    assert answer.status_code == 201
    return dict(answer.json())


def test_a_run_tells_what_its_pools_were_sold_for_beside_the_book(season: Season, as_role: Any) -> None:
    season.brings(season.mei, 100, "a")
    season.posted()
    season.sells(70_000)
    days = {"since": OPENED.isoformat(), "until": TODAY.isoformat()}
    said = {"organisation_id": season.coop, "kind": "share", **days, "sold": [{"grade": "", "fen": 60_000}]}
    run = as_role(Role.CASHIER).post("/settlement-runs", said, "sold").json()
    (one,) = run["shared"]
    assert (one["sold_fen"], one["paid_fen"], one["total_fen"]) == (60_000, 50_000, 10_000)
    assert run["revenue"] == {"since": days["since"], "until": run["day"], "fen": 70_000}


def test_a_run_is_drafted_approved_by_two_paid_and_answered(season: Season, as_role: Any) -> None:
    season.brings(season.mei, 100, "a")
    season.brings(season.mei, 20, "b", price=OPEN)
    cashier, manager, office = as_role(Role.CASHIER), as_role(Role.COOP_MANAGER), as_role(Role.OFFICE)
    run = drafted(season, cashier)
    assert drafted(season, cashier) == run
    assert (run["state"], run["gross_fen"], run["waiting"], run["revenue"]) == ("draft", 50_000, 1, None)
    assert [(one["sold_fen"], one["paid_fen"]) for one in run["shared"]] == [(None, None)]
    (waits,) = cashier.get(f"/settlement-waiting?organisation_id={season.coop}").json()["items"]
    assert (waits["net_g"], waits["why"]) == (20_000, "no_price")
    assert cashier.post(f"/settlement-runs/{run['id']}/approve").status_code == 403
    for caller, state in ((manager, "half"), (office, "posted")):
        assert caller.post(f"/settlement-runs/{run['id']}/approve").json()["state"] == state
    assert office.post(f"/settlement-runs/{run['id']}/approve").status_code == 409
    statement = cashier.get("/settlement-statements").json()["items"][0]["id"]
    told = cashier.get(f"/settlement-statements/{statement}").json()
    assert [(one["kind"], one["taken_fen"]) for one in told["steps"]] == [("freight", 301)]
    assert (told["net_fen"], told["capitals"]) == (49_699, "肆佰玖拾陆元玖角玖分")
    payee = {"holder": "林秀梅", "number": "6222000000000001"}
    assert cashier.post(f"/households/{season.mei}/payee", payee).status_code == 201
    payout = cashier.post("/payouts", {"organisation_id": season.coop}).json()
    reference = payout["payments"][0]["reference"]
    answers = {"answers": [{"reference": reference, "paid": True}]}
    assert cashier.post(f"/payouts/{payout['id']}/answers", answers).json()["payments"][0]["paid"] is True
    back = {"reference": reference, "reason": "销户"}
    for status in (200, 409):
        assert cashier.post(f"/payouts/{payout['id']}/returns", back).status_code == status
    assert cashier.get(f"/payouts/{payout['id']}").json()["payments"][0]["returned"] is True


def test_a_dispute_is_raised_and_answered_once(season: Season, as_role: Any) -> None:
    season.brings(season.mei, 100, "a")
    season.posted()
    manager, statement = as_role(Role.COOP_MANAGER), Statement.objects.get().pk
    raised = manager.post(f"/settlement-statements/{statement}/disputes", {"words": "少了一筐"}).json()
    answer = f"/settlement-disputes/{raised['id']}/answer"
    assert manager.post(answer, {"more_fen": 1_000, "words": "补"}).json()["posting_id"]
    assert manager.post(answer, {"more_fen": 0, "words": "再来"}).status_code == 409


def test_another_co_operative_sees_nothing(season: Season, as_role: Any) -> None:
    season.brings(season.mei, 100, "a")
    run, statement = season.posted(), Statement.objects.get().pk
    other = as_role(Role.COOP_MANAGER, season.scale.cast.other_coop)
    for lists in ("/settlement-runs", "/settlement-statements", "/settlement-disputes", "/payouts"):
        assert other.get(lists).json()["total"] == 0
    foreign = (
        f"/settlement-runs/{run}", f"/settlement-statements/{statement}",
        f"/settlement-waiting?organisation_id={season.coop}", f"/organisations/{season.coop}/settlement-scheme",
    )  # fmt: skip
    assert [other.get(one).status_code for one in foreign] == [404] * 4


def test_how_it_is_settled_is_said_with_a_reason(season: Season, as_role: Any) -> None:
    manager, address = as_role(Role.COOP_MANAGER), f"/organisations/{season.coop}/settlement-scheme"
    said = {"fee_permille": 20, "least_cash_permille": 300, "instalments": 3, "first_due_months": 6}
    assert manager.post(address, {**said, "reason": "社务会"}).json() == said == manager.get(address).json()
    assert manager.post(address, {**said, "fee_permille": 501, "reason": "多"}).status_code == 422
