"""XML from outside, parsed with `defusedxml`: no entities, nothing fetched, no bottomless nesting."""

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from lilian.epcis.faults import Fault, Unreadable
from lilian.epcis.xml import names

DEEPEST = 60


def parsed(text: bytes) -> tuple[Element, dict[str, str]]:
    """The root, and the short name of each namespace that is not the standard's own.

    :raises Unreadable: if it is no XML, or nested too deep
    """
    shorts: dict[str, str] = {}
    depth, root = 0, None
    try:
        for event, found in iterparse(BytesIO(text), events=("start-ns", "start", "end")):
            if event == "start-ns":
                _remember(shorts, *found)
                continue
            depth += 1 if event == "start" else -1
            root = found
            if depth > DEEPEST:
                raise Unreadable(Fault("xml", "/", f"deeper than {DEEPEST}"))
    except Unreadable:
        raise
    except (ParseError, DefusedXmlException, ValueError, LookupError) as wrong:
        raise Unreadable(Fault("xml", "/", f"not XML: {wrong or type(wrong).__name__}")) from None
    assert root is not None  # a document without an element is no XML
    return root, shorts


def _remember(shorts: dict[str, str], short: str, space: str) -> None:
    if space not in names.OURS and space not in shorts:
        wanted = names.SHORT_NAMES.get(space, short or f"ns{len(shorts) + 1}")
        taken = set(shorts.values())
        shorts[space] = wanted if wanted not in taken else f"{wanted}{len(shorts) + 1}"


def local(tag: str) -> str:
    return tag.rpartition("}")[2]


def space_of(tag: str) -> str:
    return tag[1:].partition("}")[0] if tag[:1] == "{" else ""


def text_of(element: Element) -> str:
    return (element.text or "").strip()


def unwrapped(element: Element) -> Iterator[Element]:
    """The children, those that EPCIS 1.2 wraps as if it did not."""
    for child in element:
        if child.tag in names.WRAPPERS:
            yield from unwrapped(child)
        else:
            yield child


def found(element: Element, *steps: str) -> Element | None:
    """The first descendant by these steps."""
    for step in steps:
        after = next((child for child in unwrapped(element) if local(child.tag) == step), None)
        if after is None:
            return None
        element = after
    return element
