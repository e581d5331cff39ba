"""What of the journal was told, and what our things are called."""

from lilian.retelling.queries.calling import called
from lilian.retelling.queries.naming import namings
from lilian.retelling.queries.telling import own, progress

__all__ = ["called", "namings", "own", "progress"]
