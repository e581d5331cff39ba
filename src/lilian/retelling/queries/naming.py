"""What things of ours are called, now and before."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from django.conf import settings

from lilian.retelling.models import Naming
from lilian.retelling.values import Names

NAMELESS = "lilian.invalid"  # RFC 2606: of no site on earth, where nobody has said what ours is called


def wanted() -> Names:
    """As the settings have it now."""
    return Names(settings.LINK_HOST or NAMELESS, settings.EPCIS_GLN, settings.EPCIS_SSCC)


class Namings:
    """Every naming by the audit event it holds from."""

    def __init__(self, held: Sequence[tuple[int, Names]]) -> None:
        self.held = sorted(held, key=lambda one: one[0])

    @cached_property
    def _since(self) -> list[int]:
        return [number for number, _ in self.held]

    def at(self, number: int) -> Names:
        """The names events of this audit event use."""
        place = bisect_right(self._since, number)
        return self.held[place - 1][1] if place else wanted()

    @property
    def newest(self) -> Names | None:
        return self.held[-1][1] if self.held else None

    @property
    def all(self) -> tuple[Names, ...]:
        """Everything a thing may be called: the oldest first."""
        return tuple(dict.fromkeys(names for _, names in self.held)) or (wanted(),)


def namings() -> Namings:
    rows = Naming.objects.values_list("since_number", "host", "gln", "sscc")
    return Namings([(number, Names(*names)) for number, *names in rows])
