"""Acts of certificates: one is issued or does not count any more, one that came with fruit is taken in."""

from lilian.certificates.actions.collecting import add_photo, collect, give_back
from lilian.certificates.actions.issuing import issue
from lilian.certificates.actions.refusals import MoreThanItWeighs
from lilian.certificates.actions.voiding import void
from lilian.certificates.rules import MoreThanGrown, NoWeight, UnsaidTest

__all__ = [
    "MoreThanGrown",
    "MoreThanItWeighs",
    "NoWeight",
    "UnsaidTest",
    "add_photo",
    "collect",
    "give_back",
    "issue",
    "void",
]
