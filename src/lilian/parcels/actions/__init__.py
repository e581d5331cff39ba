"""Acts on parcels: each is all of it or none, and on record."""

from lilian.parcels.actions.returning import bring_back
from lilian.parcels.actions.sending import arrive, send

__all__ = ["arrive", "bring_back", "send"]
