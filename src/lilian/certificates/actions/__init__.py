"""Acts of certificates: one is issued or does not count any more, one that came with fruit is taken in."""

from lilian.certificates.actions.collecting import add_photo, collect, give_back
from lilian.certificates.actions.issuing import issue
from lilian.certificates.actions.voiding import void

__all__ = ["add_photo", "collect", "give_back", "issue", "void"]
