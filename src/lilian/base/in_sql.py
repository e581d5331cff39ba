"""A migration operation made of statements that do not change what Django knows of the tables."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


class InSql(Operation, ABC):
    """What it makes and drops is said by its children, per engine.

    It never looks at the models as they were: drawing them up anew for each of some eighty migrations took most of the
    time a first start needs.
    """

    reduces_to_sql = True
    reversible = True

    @abstractmethod
    def made(self, vendor: str) -> Sequence[str]:
        """The statements that make it on this engine."""

    @abstractmethod
    def dropped(self, vendor: str) -> Sequence[str]:
        """The statements that undo it."""

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, _label: str, schema_editor: BaseDatabaseSchemaEditor, *_states: Any) -> None:
        _run(schema_editor, self.made(schema_editor.connection.vendor))

    def database_backwards(self, _label: str, schema_editor: BaseDatabaseSchemaEditor, *_states: Any) -> None:
        _run(schema_editor, self.dropped(schema_editor.connection.vendor))

    def describe(self) -> str:
        return type(self).__name__


def _run(editor: BaseDatabaseSchemaEditor, statements: Sequence[str]) -> None:
    for statement in statements:
        editor.execute(statement, params=None)  # no parameters: a % is a %
