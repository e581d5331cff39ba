"""Master data that a document brings in its header: kept as told last, to be asked by."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import UNSET

from lilian.epcis.documents import Vocabulary
from lilian.epcis.identifiers import canonical
from lilian.exchange.models import Attribute, Child, Namespace
from lilian.exchange.rules.rows import comparable
from lilian.exchange.values import LONGEST_URI, LONGEST_VALUE


def remember(vocabularies: Iterable[Vocabulary], prefixes: Mapping[str, str]) -> None:
    """In the caller's transaction."""
    attributes: dict[tuple[str, str], str] = {}
    children: set[tuple[str, str]] = set()
    for vocabulary in vocabularies:
        for element in _given(vocabulary.vocabularyElementList):
            uri = canonical(element.id)[:LONGEST_URI]
            for attribute in _given(element.attributes):
                attributes[uri, attribute.id[:LONGEST_VALUE]] = _text(attribute.attribute)
            children |= {(uri, canonical(child)[:LONGEST_URI]) for child in _given(element.children)}
    _write(attributes, children)
    known = [Namespace(short=short, space=space) for short, space in prefixes.items() if _fits(short, space)]
    Namespace.objects.bulk_create(known, ignore_conflicts=True)


def _fits(short: str, space: str) -> bool:
    return len(short) <= LONGEST_VALUE and len(space) <= LONGEST_URI


def _given(value: Any) -> Any:
    return () if value is UNSET else value


def _text(value: Any) -> str:
    return "" if value is UNSET or isinstance(value, dict) else comparable(value)[0]


def _write(attributes: Mapping[tuple[str, str], str], children: Iterable[tuple[str, str]]) -> None:
    Attribute.objects.bulk_create(
        [Attribute(uri=uri, name=name, value=value) for (uri, name), value in attributes.items()],
        update_conflicts=True,
        unique_fields=["uri", "name"],
        update_fields=["value"],
    )
    Child.objects.bulk_create([Child(parent=parent, child=child) for parent, child in children], ignore_conflicts=True)
