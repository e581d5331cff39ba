"""Records that a body names by their code, as people write it: their keys, or not found."""

from typing import Any

from django.db.models import QuerySet

from lilian.api.actors import Request
from lilian.catalog import queries as catalogue
from lilian.crates import queries as crates
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.stock import queries as stock


def only(found: QuerySet[Any]) -> Any:
    """:raises NotFound: if there is none"""
    one = found.first()
    if one is None:
        raise NotFound()
    return one


def variety_id(code: str) -> int:
    return int(only(catalogue.varieties().filter(code=code)).pk)


def person_id(request: Request, code: str | None) -> int | None:
    """Nobody named is nobody; somebody the caller may not know of is not found."""
    return None if code is None else int(only(members.people(request.auth).filter(code=code)).pk)


def goods_lot_id(request: Request, code: str) -> int:
    """A lot of the goods journal."""
    return int(only(stock.lots(request.auth).filter(code=code)).pk)


def crate_id(request: Request, code: str) -> int:
    """A kind of crate."""
    return int(only(crates.crates(request.auth).filter(code=code)).pk)
