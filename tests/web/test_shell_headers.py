"""What the browser is told it may do, and that no template asks for more."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.conftest import ROOT

TEMPLATES = sorted((ROOT / "src" / "lilian" / "web" / "templates").rglob("*.html"))


def policy_of(client: Client) -> str:
    return client.get("/accounts/login/").headers["Content-Security-Policy"]


def test_nothing_unsafe_is_allowed(db: None) -> None:
    assert "unsafe" not in policy_of(Client())


def test_no_foreign_host_is_allowed(db: None) -> None:
    assert "http" not in policy_of(Client())


def test_a_nonce_is_good_for_one_page(db: None) -> None:
    assert policy_of(Client()) != policy_of(Client())


def test_the_one_inline_script_carries_the_nonce_of_its_page(db: None) -> None:
    answer = Client().get("/accounts/login/")
    nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
    assert nonce
    assert f'<script nonce="{nonce[1]}">' in answer.text


@pytest.mark.parametrize(
    ("name", "value"),
    [("X-Frame-Options", "DENY"), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin")],
)
def test_a_page_carries_the_header(db: None, name: str, value: str) -> None:
    assert Client().get("/accounts/login/").headers[name] == value


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_inline_style_or_handler(path: Path) -> None:
    assert re.findall(r"""\s(?:style|on[a-z]+)\s*=\s*["']""", path.read_text(encoding="utf-8")) == []
