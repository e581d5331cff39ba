"""What holds for every table: keys point down the line, no way back is opened, every field says who may see it."""

from itertools import pairwise

import pytest
from django.apps import AppConfig, apps
from django.db import models

from lilian.base.visibility import LEVELS

LINE = [
    "base",
    "members",
    "catalog",
    "transparency",
    "stock",
    "ledger",
    "supplies",
    "storage",
    "packing",
    "contracts",
    "certificates",
    "brand",
    "usage",
    "receiving",
    "quality",
    "keeping",
    "purchasing",
    "exchange",
    "deposits",
    "settlement",
]
OURS = [model for label in LINE for model in apps.get_app_config(label).get_models(include_auto_created=False)]
KEYS = [(model, field) for model in OURS for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)]


def key_name(value: object) -> str:
    return value.name if isinstance(value, models.Field) else getattr(value, "__name__", "")


def test_the_line_here_is_the_line_of_the_packages() -> None:
    assert all(apps.is_installed(f"lilian.{label}") for label in LINE)


@pytest.mark.parametrize(("model", "field"), KEYS, ids=key_name)
def test_a_foreign_key_points_down_the_line(model: type[models.Model], field: models.ForeignKey) -> None:
    here, there = model._meta.app_label, field.related_model._meta.app_label
    assert LINE.index(there) <= LINE.index(here)


@pytest.mark.parametrize(("model", "field"), KEYS, ids=key_name)
def test_a_foreign_key_between_modules_opens_no_way_back_and_protects(
    model: type[models.Model], field: models.ForeignKey
) -> None:
    if field.related_model._meta.app_label != model._meta.app_label:
        assert (field.remote_field.related_name, field.remote_field.on_delete) == ("+", models.PROTECT)


@pytest.mark.parametrize("model", OURS, ids=key_name)
def test_every_field_says_who_may_see_it(model: type[models.Model]) -> None:
    fields = {field.name for field in (*model._meta.concrete_fields, *model._meta.local_many_to_many)}
    declared = getattr(model, "VISIBILITY", {})
    assert (fields ^ declared.keys(), set(declared.values()) - LEVELS) == (set(), set())


@pytest.mark.parametrize("model", OURS, ids=key_name)
def test_a_model_keeps_its_business_elsewhere(model: type[models.Model]) -> None:
    assert "save" not in vars(model)
    assert "delete" not in vars(model)


MOST_TABLES = 12
MODULES = [each for each in apps.get_app_configs() if each.name.startswith("lilian.")]


@pytest.mark.parametrize("module", MODULES, ids=key_name)
def test_a_module_has_at_most_twelve_tables(module: AppConfig) -> None:
    assert len(list(module.get_models(include_auto_created=False))) <= MOST_TABLES


def test_the_line_has_no_doubles() -> None:
    assert all(a != b for a, b in pairwise(sorted(LINE)))
