"""Postings that another module's documents tell of; a module that names them in `about` alone says so itself."""

from collections.abc import Iterator

from lilian.base.tellers import told_by
from lilian.ledger.models import Posting

NAMED_IN_ABOUT: set[str] = set()  # app labels


def keeps_documents(label: str) -> None:
    """From here on a posting about a document of the module is not reversed by hand."""
    NAMED_IN_ABOUT.add(label)


def modules_of(posting: Posting) -> Iterator[str]:
    """The app labels of modules that have a document of the posting."""
    label = posting.about.partition(".")[0]
    if label in NAMED_IN_ABOUT:
        yield label
    yield from told_by(posting)
