"""Take an import back: only what still stands as the import left it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import models

from lilian.base.bulk import Removal, Upsert, among
from lilian.base.imports import check_as_left
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal
from lilian.members.actions.rows import HANDED, existing
from lilian.members.models import Household, Organisation, Person, Place
from lilian.members.rules.phones import tail
from lilian.members.rules.sought import sought
from lilian.members.values import LEVEL_OF, Applied, OrganisationKind

MODELS: dict[str, type[models.Model]] = {
    "organisations": Organisation,
    "households": Household,
    "people": Person,
    "places": Place,
}


class InUse(Refusal):
    code = "members.in_use"
    sentence = gettext_noop("这次新增的记录已经被别处用到，不能撤销。")


@contextmanager
def taking_back(applied: Applied) -> Iterator[Callable[[], None]]:
    """What it takes, found by reading alone; gives the act that writes it, in the caller's transaction.

    :raises ChangedSince: on entering, if a changed row was changed again
    :raises InUse: by the act, if something else refers to an added row
    :raises Overtaken: by the act, if one of the rows was changed or removed in between
    """
    model = MODELS[applied.table]
    changed = existing(model, list(applied.before))
    restored = [(row, _before(row, key, applied.before[key])) for key, row in changed.items()]
    handed = HANDED.get(model, "")
    upsert = Upsert(model, [], _alike(restored, handed), handed=handed)
    removal = Removal(model, _keys(model, applied.added))
    with ExitStack() as kept:
        kept.enter_context(upsert.ready())
        kept.enter_context(removal.ready())
        steps = [upsert.write, lambda: _remove(removal)]
        yield lambda: _do(reversed(steps) if handed else steps)


def _do(steps: Iterable[Callable[[], None]]) -> None:
    """A restored row may stop referring to an added one; or, where something is handed, take it back from one."""
    for step in steps:
        step()


def _remove(removal: Removal) -> None:
    removal.lock()
    if removal.pointed_at():
        raise InUse()
    removal.write()


def _before(row: models.Model, key: str, change: dict[str, list[Any]]) -> dict[str, Any]:
    """The columns as they stood, and those that follow from them."""
    columns = {field.attname: field for field in row._meta.concrete_fields}
    check_as_left(key, change, {name: getattr(row, name) for name in change})
    before = {name: columns[name].to_python(values[0]) for name, values in change.items()}

    def standing(name: str) -> Any:
        return before.get(name, getattr(row, name))

    derived = {"sought": sought(*(standing(part) for part in ("name", "code") if part in columns))}
    if isinstance(row, Person):
        derived["phone_tail"] = tail(standing("phone"))
    if isinstance(row, Organisation):
        derived["level"] = LEVEL_OF[OrganisationKind(standing("kind"))].value
    return before | derived


def _alike(rows: list[tuple[models.Model, dict[str, Any]]], handed: str) -> list[tuple[models.Model, dict[str, Any]]]:
    """Each with all the columns that any of them gets back, and the handed one, so that one statement writes them."""
    names = dict.fromkeys([*(name for _, values in rows for name in values), *filter(None, [handed])])
    return [(row, {name: values.get(name, getattr(row, name)) for name in names}) for row, values in rows]


def _keys(model: type[models.Model], codes: tuple[str, ...]) -> list[int]:
    with among(model, "code", codes) as some:
        return list(model._default_manager.filter(code__in=some).values_list("pk", flat=True))
