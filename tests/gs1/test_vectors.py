"""GS1's published vectors, both the ones that must pass and the ones that must be refused."""

from collections.abc import Callable
from typing import Any

from lilian.gs1 import elements, epc, escaping, links
from lilian.gs1.faults import Fault
from tests.gs1.conftest import Vectors


def answer(act: Callable[[], str]) -> str | None:
    try:
        return act()
    except Fault:
        return None


def leniency(options: dict[str, Any] | None) -> links.Leniency:
    wanted = options or {}
    return links.Leniency(
        names=wanted.get("convenienceAlphas", False),
        short_gtins=wanted.get("PermitZeroSuppressedGTINinDLuris", False),
    )


def test_bracketed_element_strings(vectors: Vectors) -> None:
    for each in vectors("ai-bracketed-parse"):
        found = answer(lambda text=each["in"]: elements.unbracketed(elements.read_bracketed(text)))  # type: ignore[misc]
        assert found == each["out"], each


def test_unbracketed_element_strings(vectors: Vectors) -> None:
    for each in vectors("ai-unbracketed-parse"):
        found = answer(lambda text=each["in"]: elements.bracketed(elements.read_unbracketed(text)))  # type: ignore[misc]
        assert (found is not None) == each["valid"], each


def test_links_are_taken_apart(vectors: Vectors) -> None:
    for each in vectors("dl-uri-to-elements"):
        let = leniency(each.get("options"))
        found = answer(lambda uri=each["in"], let=let: elements.unbracketed(links.parse(uri, let).elements))  # type: ignore[misc]
        assert found == each["out"], each


def test_links_are_built(vectors: Vectors) -> None:
    for each in vectors("elements-to-dl-uri"):
        stem = each["stem"] or links.CANONICAL_STEM
        found = answer(lambda text=each["in"], stem=stem: links.build(elements.read_bracketed(text), stem))  # type: ignore[misc]
        assert found == each["out"], each


def test_everything_has_one_canonical_name(vectors: Vectors) -> None:
    for each in vectors("normalise-to-canonical-dl"):
        assert answer(lambda text=each["in"]: epc.same_name(text)) == each["out"], each  # type: ignore[misc]


def test_percent_encoding(vectors: Vectors) -> None:
    for each in vectors("uri-escape"):
        assert (escaping.in_path(each["in"]), escaping.in_query(each["in"])) == (each["path"], each["query"]), each
    for each in vectors("uri-unescape"):
        assert (escaping.from_path(each["in"]), escaping.from_query(each["in"])) == (each["path"], each["query"]), each
