"""Varieties and standards over the API."""

from datetime import UTC, date, datetime

import pytest

from lilian.catalog.models import GradeBand, GradeLimits, Standard, StandardVersion, Variety
from tests.api.conftest import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def standard(db: None) -> Standard:
    """The general standard, in force from 2026, with one band."""
    made = Standard.objects.create(code="TY", name="通用")
    version = StandardVersion.objects.create(
        standard=made,
        number=1,
        effective_from=date(2026, 1, 1),
        source="县里",
        published_at=datetime(2025, 12, 1, tzinfo=UTC),
    )
    band = GradeBand.objects.create(version=version, grade="first", name="一级", low_g=300, high_g=450)
    GradeLimits.objects.create(band=band, least_solids=115, barred=["disease"], tolerance=50)
    return made


def test_varieties_are_listed(guo: Caller) -> None:
    Variety.objects.get_or_create(code="API-1", defaults={"name": "接口梨"})
    assert "接口梨" in [item["name"] for item in guo.get("/varieties").json()["items"]]


def test_the_standard_of_a_day_comes_with_its_bands(guo: Caller, standard: Standard) -> None:
    found = guo.get("/standard?on=2026-09-18").json()
    limits = {
        "least_diameter": None,
        "least_solids": 115,
        "barred": ["disease"],
        "most_defects": None,
        "tolerance": 50,
    }
    band = {"grade": "first", "name": "一级", "low_g": 300, "high_g": 450, "limits": limits}
    assert (found["number"], found["bands"]) == (1, [band])


def test_before_the_first_version_there_is_no_standard(guo: Caller, standard: Standard) -> None:
    answer = guo.get("/standard?on=2025-12-31")
    assert (answer.status_code, answer.json()["code"]) == (404, "catalog.no_standard")


def test_an_unknown_variety_is_not_found(guo: Caller, standard: Standard) -> None:
    assert guo.get("/standard?variety=banana").status_code == 404
