"""The base of request and answer shapes, and pages of lists."""

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Field, Schema
from pydantic import ConfigDict

from lilian.api.bounds import PageNumber, PageSize, Reason
from lilian.kernel.marks import gettext_noop

T = TypeVar("T")


class Asked(Schema):
    """What a request brings: a name that is not known is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")


class Why(Asked):
    """The body of an act that needs nothing but a reason."""

    reason: Reason = Field(description=gettext_noop("为什么"), examples=["记错了"])


class Window(Schema):
    """Which page of a list."""

    page: PageNumber = Field(1, description=gettext_noop("第几页，从 1 起"))
    page_size: PageSize = Field(50, description=gettext_noop("每页几条，最多 200"))


class Page(Schema, Generic[T]):
    """One page of a list."""

    items: list[T]
    page: int = Field(description=gettext_noop("第几页，从 1 起"))
    page_size: int = Field(description=gettext_noop("每页几条"))
    total: int = Field(description=gettext_noop("一共几条"))


def page_of(rows: QuerySet[Any] | list[Any], window: Window, shape: Callable[[Any], T]) -> dict[str, Any]:
    """The asked page of `rows`, each put into `shape`; a page past the end is empty."""
    return page_made(rows, window, lambda part: shaped(part, shape))


def page_made(rows: QuerySet[Any] | list[Any], window: Window, made: Callable[[Any], list[T]]) -> dict[str, Any]:
    """As `page_of`, where a module makes all cards of a page at once."""
    start = (window.page - 1) * window.page_size
    return {
        "items": made(rows[start : start + window.page_size]),
        "page": window.page,
        "page_size": window.page_size,
        "total": len(rows) if isinstance(rows, list) else rows.count(),
    }


def shaped(rows: Iterable[Any], shape: Callable[[Any], T]) -> list[T]:
    return [shape(row) for row in rows]
