"""Many contracts are made by the worker: all of them once, or none with the reason on the job's page."""

from typing import Any

import pytest
from django.test import Client

from lilian.base.models import Job
from lilian.contracts.actions.making import NothingToMake
from lilian.contracts.models import Contract
from lilian.web.contracts import making
from lilian.web.contracts.views import making as pages
from lilian.web.shell.tags import KEY_FIELD
from tests.again import again
from tests.contracts.orchard import Orchard, the_orchard
from tests.storage.stores import work_off
from tests.web.pages import signed_in
from tests.web.test_contracts_pages import ordering, shown


@pytest.fixture
def orchard(db: None, monkeypatch: pytest.MonkeyPatch) -> Orchard:
    monkeypatch.setattr(pages, "AT_ONCE", 1)
    return again(the_orchard)


def asked(page: Client, orchard: Orchard, key: str = "once-only") -> str:
    """The address the form leads to; no contract is made by it."""
    response = page.post("/contracts/many/", ordering(orchard, sure="1", **{KEY_FIELD: key}))
    assert response.status_code == 302
    return str(response["Location"])


def test_they_are_made_once_and_the_job_leads_to_the_list_of_them(orchard: Orchard) -> None:
    lin = signed_in(orchard.cast, "lin")
    assert "页面可以离开" in lin.post("/contracts/many/", ordering(orchard)).content.decode()
    address = asked(lin, orchard)
    job = Job.objects.get(kind=making.KIND)
    assert (address, asked(lin, orchard), Contract.objects.count()) == (f"/jobs/{job.pk}/", address, 0)
    work_off()
    assert asked(lin, orchard) == address  # sent again when all is done
    work_off()
    link = lin.get(address).context["result_url"]
    assert link in shown(lin, address)
    assert "林秀梅" in shown(lin, link)
    assert (Contract.objects.count(), Contract.objects.values("batch").distinct().count()) == (2, 1)
    assert signed_in(orchard.cast, "guo").get(address).status_code == 404


def test_what_came_in_between_is_told_and_none_is_made(orchard: Orchard) -> None:
    lin = signed_in(orchard.cast, "lin")
    address = asked(lin, orchard)
    (bound,) = orchard.made()
    work_off()
    page = shown(lin, address)
    assert "要订的时候是 2 份合同" in page
    assert "看结果" not in page
    assert [one.pk for one in Contract.objects.all()] == [bound]


def test_a_refusal_while_they_are_written_leaves_none(orchard: Orchard, monkeypatch: pytest.MonkeyPatch) -> None:
    lin = signed_in(orchard.cast, "lin")
    address = asked(lin, orchard)
    make = making.actions.make_contracts

    def refused(**said: Any) -> None:
        assert len(make(**said)) == 2
        raise NothingToMake(most=5_000)

    monkeypatch.setattr(making.actions, "make_contracts", refused)
    work_off()
    assert "没有要订的合同" in shown(lin, address)
    assert not Contract.objects.exists()


def test_a_few_are_made_while_one_waits(orchard: Orchard) -> None:
    response = signed_in(orchard.cast, "guo").post("/contracts/many/", ordering(orchard, sure="1"))
    assert response["Location"].startswith("/contracts/?batch=")
    assert (Contract.objects.count(), Job.objects.filter(kind=making.KIND).exists()) == (1, False)
