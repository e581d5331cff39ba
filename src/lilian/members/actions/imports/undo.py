"""Take an import back: only what still stands as the import left it."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from lilian.base.bulk import Upsert, batches, deleting, referred_to
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal
from lilian.members.actions.changes import plain
from lilian.members.actions.rows import locked
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


class ChangedSince(Refusal):
    code = "members.changed_since"
    sentence = gettext_noop("“{key}”在导入之后又改过，不能撤销。")


def take_back(applied: Applied) -> None:
    """:raises InUse, ChangedSince: if that is no longer possible"""
    model = MODELS[applied.table]
    restored = [
        (row, _before(row, key, applied.before[key])) for key, row in locked(model, list(applied.before)).items()
    ]
    for wanted in _alike(restored):
        Upsert(model, [], wanted).write()
    _remove(model, list(applied.added))


def _before(row: models.Model, key: str, change: dict[str, list[Any]]) -> dict[str, Any]:
    """The columns as they stood, and those that follow from them."""
    columns = {field.attname: field for field in row._meta.concrete_fields}
    for name, (_, after) in change.items():
        if plain(getattr(row, name)) != after:
            raise ChangedSince(key=key)
    before = {name: columns[name].to_python(values[0]) for name, values in change.items()}

    def standing(name: str) -> Any:
        return before.get(name, getattr(row, name))

    derived = {"sought": sought(*(standing(part) for part in ("name", "code") if part in columns))}
    if isinstance(row, Person):
        derived["phone_tail"] = tail(standing("phone"))
    if isinstance(row, Organisation):
        derived["level"] = LEVEL_OF[OrganisationKind(standing("kind"))].value
    return before | derived


def _alike(rows: list[tuple[models.Model, dict[str, Any]]]) -> list[list[tuple[models.Model, dict[str, Any]]]]:
    """Rows whose same columns change, together: each such group is one statement."""
    groups: dict[tuple[str, ...], list[tuple[models.Model, dict[str, Any]]]] = {}
    for row, values in rows:
        groups.setdefault(tuple(values), []).append((row, values))
    return list(groups.values())


def _remove(model: type[models.Model], codes: list[str]) -> None:
    keys = [key for some in batches(codes) for key in _keys(model, some)]
    if model is Organisation:  # they may stand below each other, which is no use by anybody else
        for some in batches(keys):
            Organisation.objects.filter(pk__in=some).update(parent=None)
    if referred_to(model, keys):
        raise InUse()
    deleting(model, keys).run()


def _keys(model: type[models.Model], codes: Sequence[str]) -> list[int]:
    return list(model._default_manager.select_for_update().filter(code__in=codes).values_list("pk", flat=True))
