"""Models drawn up one by one are those Django draws up all at once."""

from typing import Any

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from lilian.base.migrating import lean


def seen(apps: Any) -> dict[str, tuple[list[str], list[str]]]:
    """By table, its columns and what points at it."""
    return {
        model._meta.db_table: (
            [field.column for field in model._meta.local_concrete_fields],
            sorted(f"{link.related_model._meta.db_table}.{link.field.column}" for link in model._meta.related_objects),
        )
        for model in apps.get_models(include_auto_created=True)
    }


@pytest.mark.slow
def test_a_lean_state_knows_the_same_models_and_what_points_at_them() -> None:
    whole = MigrationLoader(None).project_state()
    one_by_one = lean(ProjectState())
    assert list(one_by_one.apps.get_models()) == []
    for state in whole.models.values():
        one_by_one.add_model(state.clone())
    assert seen(one_by_one.apps) == seen(whole.apps)
    assert seen(one_by_one.clone().apps) == seen(whole.apps)
    assert any(pointing for _, pointing in seen(whole.apps).values())
