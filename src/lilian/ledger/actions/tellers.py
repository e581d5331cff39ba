"""Postings that another module's documents tell of; a module that names them in `about` alone says so itself."""

from collections.abc import Callable, Iterator

from lilian.base.tellers import told_by
from lilian.ledger.models import Posting

Which = Callable[[str], bool]  # is it one of them, by the posting's client key
NAMED_IN_ABOUT: dict[str, Which] = {}  # by app label


def keeps_documents(label: str, which: Which = lambda client_key: True) -> None:
    """From here on a posting about a document of the module is not reversed by hand: all, or those `which` knows."""
    NAMED_IN_ABOUT[label] = which


def modules_of(posting: Posting) -> Iterator[str]:
    """The app labels of modules that have a document of the posting."""
    label = posting.about.partition(".")[0]
    if label in NAMED_IN_ABOUT and NAMED_IN_ABOUT[label](posting.client_key):
        yield label
    yield from told_by(posting)
