"""Take an import back: only what still stands as the import left it."""

from typing import Any

from django.db import models
from django.db.models import ProtectedError

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal
from lilian.members.actions.changes import plain
from lilian.members.actions.rows import BATCH, existing
from lilian.members.models import Organisation, Person, Place
from lilian.members.rules.phones import tail
from lilian.members.rules.sought import sought
from lilian.members.values import LEVEL_OF, Applied, OrganisationKind

MODELS: dict[str, type[models.Model]] = {"organisations": Organisation, "people": Person, "places": Place}


class InUse(Refusal):
    code = "members.in_use"
    sentence = gettext_noop("这次新增的记录已经被别处用到，不能撤销。")


class ChangedSince(Refusal):
    code = "members.changed_since"
    sentence = gettext_noop("“{key}”在导入之后又改过，不能撤销。")


def take_back(applied: Applied) -> None:
    """:raises InUse, ChangedSince: if that is no longer possible"""
    model = MODELS[applied.table]
    for key, row in existing(model, list(applied.before)).items():
        _restore(row, key, applied.before[key])
    added = list(applied.added)
    batches = [added[start : start + BATCH] for start in range(0, len(added), BATCH)]
    if model is Organisation:  # they may stand below each other, which would protect them from going
        for codes in batches:
            Organisation.objects.filter(code__in=codes).update(parent=None)
    try:
        for codes in batches:
            model._default_manager.filter(code__in=codes).delete()
    except ProtectedError:
        raise InUse() from None


def _restore(row: models.Model, key: str, change: dict[str, list[Any]]) -> None:
    columns = {field.attname: field for field in row._meta.concrete_fields}
    for name, (before, after) in change.items():
        if plain(getattr(row, name)) != after:
            raise ChangedSince(key=key)
        setattr(row, name, columns[name].to_python(before))
    derived = {"sought": sought(row.name, row.code)}  # type: ignore[attr-defined]
    if isinstance(row, Person):
        derived["phone_tail"] = tail(row.phone)
    if isinstance(row, Organisation):
        derived["level"] = LEVEL_OF[OrganisationKind(row.kind)].value
    for name, value in derived.items():
        setattr(row, name, value)
    row.save(update_fields=[*change, *derived])
