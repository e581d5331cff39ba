"""A list as a page shows it: columns, sorting by link, filter chips, totals, pages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.html import strip_tags

PER_PAGE = 30
SHORT = 16  # as wide as eight Chinese characters
LAST_NARROW = 0x2E7F
NARROW_BRACKETS = {0xFF08: "(", 0xFF09: ")"}  # from the full-width ones of a Chinese heading


@dataclass(frozen=True)
class Column:
    """One column.

    `cell` makes what is shown (text, or safe markup); `sort` is a field path for a QuerySet or a key function for
    rows in memory; `card` says what a phone does with it: "lead" (the title), "right", "fact" or "hide".
    """

    key: str
    label: str | Promise
    cell: Callable[[Any], Any]
    sort: str | Callable[[Any], Any] | None = None
    number: bool = False
    card: str = "fact"
    link: Callable[[Any], str] | None = None
    sub: Callable[[Any], Any] | None = None

    @property
    def unit(self) -> str:
        """What the heading says in brackets at its end: on a card the figure stands without its heading."""
        label = str(self.label).translate(NARROW_BRACKETS)
        return label.rpartition("(")[2][:-1] if self.number and label.endswith(")") else ""


@dataclass(frozen=True)
class Heading:
    column: Column
    url: str
    direction: str


@dataclass(frozen=True)
class Chip:
    label: str
    url: str
    active: bool
    count: int | None = None


@dataclass(frozen=True)
class Cell:
    column: Column
    value: Any
    url: str
    sub: Any

    @property
    def unit(self) -> str:
        """For a figure at the right of a card; nothing beside a dash."""
        is_figure = any(letter.isdigit() for letter in strip_tags(str(self.value)))
        return self.column.unit if self.column.card == "right" and is_figure else ""

    @property
    def is_short(self) -> bool:
        """A date, a count, a word of state: it stays on one line, so that the long ones get the room."""
        text = strip_tags(str(self.value)).strip()
        return sum(2 if ord(letter) > LAST_NARROW else 1 for letter in text) <= SHORT


@dataclass(frozen=True)
class Row:
    item: Any
    key: str
    cells: tuple[Cell, ...]


def with_query(query: QueryDict, **changes: str | None) -> str:
    """The same query with some parameters set, or removed where None; the page starts again at one."""
    changed = query.copy()
    changed.pop("page", None)
    for name, value in changes.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = value
    return f"?{changed.urlencode()}"


def chips(
    request: HttpRequest, name: str, options: Iterable[tuple[str, str]], counts: Mapping[str, int] | None = None
) -> list[Chip]:
    """One chip per option of parameter `name`; the empty option means all."""
    now = request.GET.get(name, "")
    return [
        Chip(label, with_query(request.GET, **{name: value or None}), value == now, (counts or {}).get(value))
        for value, label in options
    ]


@dataclass
class Listing:
    """Rows of one page with everything around them. Build it in a view, show it with `<c-table :listing="…" />`."""

    request: HttpRequest
    columns: Sequence[Column]
    rows: Any
    default_sort: str = ""
    totals: Mapping[str, Any] = field(default_factory=dict)
    per_page: int = PER_PAGE
    row_key: Callable[[Any], str] = lambda row: str(getattr(row, "pk", ""))

    def __post_init__(self) -> None:
        self.sorting = self.request.GET.get("sort", self.default_sort)
        self.page: Page = Paginator(self._sorted(), self.per_page).get_page(self.request.GET.get("page"))

    def _column(self) -> Column | None:
        name = self.sorting.removeprefix("-")
        return next((column for column in self.columns if column.key == name and column.sort), None)

    def _sorted(self) -> Any:
        column, down = self._column(), self.sorting.startswith("-")
        if column is None:
            return self.rows
        if isinstance(self.rows, QuerySet):
            return self.rows.order_by(f"{'-' if down else ''}{column.sort}", "pk")
        key = column.sort if callable(column.sort) else (lambda row: getattr(row, str(column.sort)))
        return sorted(self.rows, key=key, reverse=down)

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in self.columns]

    def _heading(self, column: Column) -> Heading:
        if not column.sort:
            return Heading(column, "", "")
        chosen = self.sorting.removeprefix("-") == column.key
        down = self.sorting.startswith("-")
        # A first click on a number shows the largest first; on words, the first in order.
        turned = ("" if down else "-") if chosen else ("-" if column.number else "")
        direction = ("descending" if down else "ascending") if chosen else ""
        return Heading(column, with_query(self.request.GET, sort=f"{turned}{column.key}"), direction)

    @property
    def shown(self) -> list[Row]:
        return [Row(item, self.row_key(item), tuple(self._cell(c, item) for c in self.columns)) for item in self.page]

    def _cell(self, column: Column, item: Any) -> Cell:
        value = column.cell(item)
        url = column.link(item) if column.link and value != "" else ""  # a link without words leads nobody anywhere
        return Cell(column, value, url, column.sub(item) if column.sub else "")

    @property
    def foot(self) -> list[tuple[Column, Any]]:
        return [(column, self.totals.get(column.key, "")) for column in self.columns] if self.totals else []

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def previous_url(self) -> str:
        return self._page_url(self.page.previous_page_number()) if self.page.has_previous() else ""

    @property
    def next_url(self) -> str:
        return self._page_url(self.page.next_page_number()) if self.page.has_next() else ""

    def _page_url(self, number: int) -> str:
        query = self.request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"
