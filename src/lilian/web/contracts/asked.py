"""What a list of contracts is asked for, as the address says it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lilian.base.actors import Actor
from lilian.contracts import queries
from lilian.contracts.values import State
from lilian.web.shell.requests import Request

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lilian.contracts.models import Contract


@dataclass(frozen=True)
class Asked:
    """A state, an organisation, a season, words; what the address cannot mean is left out."""

    state: State | None
    organisation_id: int | None
    season_id: int | None
    text: str
    batch: str

    @classmethod
    def of(cls, request: Request) -> "Asked":
        said = request.GET
        state = said.get("state", "")
        return cls(
            State(state) if state in set(State) else None,
            _key(said.get("organisation", "")),
            _key(said.get("season", "")),
            said.get("q", "")[:80],
            said.get("batch", "")[:120],
        )

    @classmethod
    def again(cls, said: dict[str, Any]) -> "Asked":
        """As `asdict` wrote it down."""
        return cls(**{**said, "state": State(said["state"]) if said["state"] else None})

    def contracts(self, actor: Actor) -> "QuerySet[Contract]":
        return queries.contracts(
            actor,
            season_id=self.season_id,
            organisation_id=self.organisation_id,
            state=self.state,
            text=self.text,
            batch=self.batch,
        )


def _key(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None
