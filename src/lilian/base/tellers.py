"""Which modules above have a document of a journal's row: what it tells of is that module's to take back."""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db import models

Teller = tuple[type[models.Model], str]  # a table above the journal, and its column that names a row of it


def told_by(row: models.Model) -> Iterator[str]:
    """The app labels of modules above that have a document of the row."""
    for table, column in tellers(type(row)):
        if table._base_manager.filter(**{column: row.pk}).exists():
            yield table._meta.app_label


@cache
def tellers(journal: type[models.Model]) -> tuple[Teller, ...]:
    """Every table of every other module that names its rows: found among all tables, so that none is forgotten."""
    links = journal._meta.get_fields(include_hidden=True)
    found = [(link.related_model, link.field.name) for link in links if isinstance(link, models.ManyToOneRel)]
    return tuple((table, column) for table, column in found if table._meta.app_label != journal._meta.app_label)


def module_name(label: str) -> str:
    """As people know it."""
    return str(apps.get_app_config(label).verbose_name)
