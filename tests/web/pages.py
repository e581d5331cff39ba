"""What tests of pages share: a browser signed in as one of the cast, and forms filled."""

from typing import Any

from django.test import Client

from tests.members.cast import Cast


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


def sentence(response: Any) -> str:
    """The refusal the page tells, or nothing."""
    told = (response.context or {}).get("told")
    return told.sentence if told else ""
