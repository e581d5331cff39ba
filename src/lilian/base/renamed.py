"""Tables that move to another module, with all that is in them."""

from dataclasses import dataclass

from lilian.base.append_only import statements, undone
from lilian.base.in_sql import InSql


@dataclass(eq=False)  # Django keeps operations in a dict on the way back
class Renamed(InSql):
    """An append-only table under another name. `constraints`: old and new names; SQLite keeps them in the table's own
    text, where nothing asks for them."""

    old: str
    new: str
    constraints: tuple[tuple[str, str], ...] = ()

    def made(self, vendor: str) -> list[str]:
        return self._from(vendor, self.old, self.new, self.constraints)

    def dropped(self, vendor: str) -> list[str]:
        return self._from(vendor, self.new, self.old, tuple((new, old) for old, new in self.constraints))

    def _from(self, vendor: str, old: str, new: str, constraints: tuple[tuple[str, str], ...]) -> list[str]:
        names = constraints if vendor == "postgresql" else ()
        return [
            *undone(vendor, old),
            f"ALTER TABLE {old} RENAME TO {new}",
            *(f"ALTER TABLE {new} RENAME CONSTRAINT {was} TO {name}" for was, name in names),
            *statements(vendor, new),
        ]
