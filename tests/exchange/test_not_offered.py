"""What the door does not offer is said in `docs/epcis.md`, all of it and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lilian.api.epcis.problems import NOT_OFFERED
from lilian.api.epcis.urls import urlpatterns
from tests.exchange.conftest import Partner

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| `([A-Z]+ /[^`]*)`[^|]*\| ([^|]*) \|$", re.MULTILINE)
NAME = re.compile(r"[<{][^>}]*[>}]")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
WAYS: tuple[tuple[str, dict[str, str]], ...] = (("", {}), ("", {"Upgrade": "websocket"}))
STREAMS: tuple[tuple[str, dict[str, str]], ...] = (("?stream=true", {}), ("?minute=5&hour=1", {}))


def addresses() -> Iterator[str]:
    """Every address of the door, its names as `{}`."""
    for one in urlpatterns:
        route = getattr(one.pattern, "_route", None)
        if route is not None:
            yield "/" + NAME.sub("{}", route)


def refused(partner: Partner) -> Iterator[str]:
    """What is answered by 501, with whatever may be asked for there."""
    for address in addresses():
        for method in METHODS:
            ways = (*WAYS, *STREAMS) if method == "GET" else WAYS
            path = address.replace("{}", "x")
            if any(partner.call(method, path + asked, b"{}", **way).status_code == 501 for asked, way in ways):
                yield f"{method} {address}"


@pytest.mark.slow
@pytest.mark.django_db
def test_what_is_answered_by_501_is_what_is_said_to_be(shop: Partner) -> None:
    said = {NAME.sub("{}", operation) for operation in NOT_OFFERED}
    assert set(refused(shop)) == said


def test_partners_are_told_of_all_that_is_not_offered_and_why() -> None:
    assert dict(ROW.findall((ROOT / "docs" / "epcis.md").read_text())) == NOT_OFFERED
