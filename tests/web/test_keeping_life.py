"""The page of how long fruit keeps: read by keepers, changed by the office, looked at before it is published."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lilian.keeping.models import LifeRule
from tests.web.keeping_site import Keeping

pytestmark = pytest.mark.django_db
NEW = "/keeping/life/new/"


@pytest.fixture
def kept() -> Keeping:
    return Keeping()


def form(kept: Keeping, **said: Any) -> dict[str, Any]:
    plain = {
        "variety": kept.site.variety.pk,
        "grade": "",
        "maturity": "right",
        "days": "150",
        "band": "1",
        "lost_min": "15",
        "field_days": "5",
        "effective_from": timezone.localdate().isoformat(),
        "source": "2026 年试验",
    }
    return plain | said


def test_a_keeper_reads_the_table_and_may_not_change_it(kept: Keeping) -> None:
    page = kept.client().get("/keeping/life/").content.decode()
    assert ("别的品种" in page, "公布新的一版" in page) == (True, False)
    assert kept.client().get(NEW).status_code == 403
    assert kept.client().post("/keeping/life/").status_code == 405


def test_the_office_sees_what_would_change_and_then_publishes(kept: Keeping) -> None:
    kept.put()
    lin = kept.client("lin")
    looked = lin.post(NEW, form(kept, look="1"))
    assert (looked.context["count"], LifeRule.objects.exists()) == (1, False)
    assert lin.post(NEW, form(kept)).status_code == 302
    assert lin.post(NEW, form(kept, days="160")).status_code == 409
    assert "150" in lin.get("/keeping/life/").content.decode()


@pytest.mark.parametrize(
    "said",
    [
        {"days": "abc"},
        {"days": "-3"},
        {"days": ""},
        {"band": "热"},
        {"source": ""},
        {"effective_from": (timezone.localdate() - timedelta(days=1)).isoformat()},
    ],
)
def test_what_cannot_be_is_told_in_place(kept: Keeping, said: dict[str, str]) -> None:
    assert kept.client("lin").post(NEW, form(kept, **said)).status_code == 422
    assert not LifeRule.objects.exists()
