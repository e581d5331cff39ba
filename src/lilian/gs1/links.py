"""GS1 Digital Link URIs, uncompressed (GS1 Digital Link Standard: URI Syntax 1.5): read, checked, built, canonical."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lilian.gs1 import check_digits, escaping
from lilian.gs1.elements import Element, element
from lilian.gs1.faults import Fault
from lilian.gs1.identifiers import IDENTIFIERS, SHORT_NAMES

CANONICAL_STEM = "https://id.gs1.org"
SCHEMES = ("http", "HTTP", "https", "HTTPS")  # a scheme in mixed case is refused
WHOLE = re.compile(r"([A-Za-z]+)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?")
LEGAL = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
HOST = re.compile(r"([A-Za-z0-9._\-]+|\[[0-9A-Fa-f:.]+\])(:\d+)?")
GTIN, GTIN_LENGTHS = "01", (8, 12, 13, 14)


@dataclass(frozen=True)
class Link:
    """A Digital Link taken apart.

    :param stem: what stands before the key, without a slash at its end: `https://example.com/some/path`
    :param path: the primary key, then its qualifiers
    :param attributes: elements of the query
    :param others: the rest of the query, (name, value) as written; a name alone has None
    """

    stem: str
    path: tuple[Element, ...]
    attributes: tuple[Element, ...] = ()
    others: tuple[tuple[str, str | None], ...] = ()

    @property
    def key(self) -> Element:
        return self.path[0]

    @property
    def elements(self) -> tuple[Element, ...]:
        return self.path + self.attributes

    def value(self, ai: str) -> str | None:
        return next((each.value for each in self.elements if each.ai == ai), None)


@dataclass(frozen=True)
class Leniency:
    """What is let pass that the standard no longer has: names for numbers, GTINs without leading zeros, any order."""

    names: bool = False
    short_gtins: bool = False
    any_order: bool = False


STRICT = Leniency()
LENIENT = Leniency(names=True, short_gtins=True, any_order=True)


def parse(uri: str, let: Leniency = STRICT) -> Link:
    """:raises Fault: if it is no Digital Link"""
    found = WHOLE.fullmatch(uri)
    if found is None or not LEGAL.fullmatch(uri):
        raise Fault("no address of the web")
    scheme, host, path, query = found.groups()
    if scheme not in SCHEMES or not HOST.fullmatch(host):
        raise Fault(f"no scheme or host of a Digital Link: {scheme}://{host}")
    stem_path, elements = _read_path(path.split("/")[1:], let)
    attributes, others = _read_query(query or "", elements)
    return Link("/".join((f"{scheme}://{host}", *stem_path)), elements, attributes, others)


def _read_path(segments: Sequence[str], let: Leniency) -> tuple[Sequence[str], tuple[Element, ...]]:
    """What stands before the rightmost primary key; the key with its qualifiers, in their order."""
    qualifiers: list[Element] = []
    for place in range(len(segments) - 2, -1, -2):
        ai = SHORT_NAMES.get(segments[place], segments[place]) if let.names else segments[place]
        if ai not in IDENTIFIERS:
            break
        value = escaping.from_path(segments[place + 1])
        if IDENTIFIERS[ai].is_key:
            key = element(ai, _padded(ai, value) if let.short_gtins else value)
            return segments[:place], (key, *_in_order(key, qualifiers, let))
        qualifiers.insert(0, element(ai, value))
    raise Fault("no primary key of GS1 in the path")


def _padded(ai: str, value: str) -> str:
    return value.zfill(max(GTIN_LENGTHS)) if ai == GTIN and len(value) in GTIN_LENGTHS else value


def _in_order(key: Element, qualifiers: list[Element], let: Leniency) -> list[Element]:
    for order in key.identifier.qualifiers or ():
        found = _sorted(qualifiers, order)
        if found is not None and (let.any_order or found == qualifiers):
            return found
    if qualifiers:
        raise Fault(f"({key.ai}) is not followed by {[each.ai for each in qualifiers]}")
    return []


def _sorted(qualifiers: Sequence[Element], order: Sequence[str]) -> list[Element] | None:
    """In this order; None if one is not in it, or stands there twice."""
    present = [each.ai for each in qualifiers]
    if not set(present) <= set(order) or len(set(present)) < len(present):
        return None
    return sorted(qualifiers, key=lambda each: order.index(each.ai))


def _read_query(
    query: str, path: tuple[Element, ...]
) -> tuple[tuple[Element, ...], tuple[tuple[str, str | None], ...]]:
    attributes: list[Element] = []
    others: list[tuple[str, str | None]] = []
    for pair in filter(None, query.split("&")):
        name, has_value, value = pair.partition("=")
        if name.isdigit():
            attributes.append(_attribute(element(name, escaping.from_query(value)), path))
        else:
            others.append((name, value if has_value else None))
    present = [each.ai for each in (*path, *attributes)]
    if len(set(present)) < len(present):
        raise Fault(f"an identifier twice: {present}")
    return tuple(attributes), tuple(others)


def _attribute(found: Element, path: tuple[Element, ...]) -> Element:
    """:raises Fault: if it cannot be one, or belongs into the path"""
    if not found.identifier.is_attribute:
        raise Fault(f"({found.ai}) is no attribute")
    together = {each.ai for each in path[1:]} | {found.ai}
    if any(together <= set(order) for order in path[0].identifier.qualifiers or ()):
        raise Fault(f"({found.ai}) belongs into the path")
    return found


def build(elements: Iterable[Element], stem: str = CANONICAL_STEM) -> str:
    """The link for elements: the first primary key among them, its qualifiers, the rest as attributes, fixed first.

    :raises Fault: if there is no key, one identifier has two values, or one has no place in a link
    """
    ours = list(dict.fromkeys(elements))
    if len({each.ai for each in ours}) < len(ours):
        raise Fault("an identifier with two values")
    key = next((each for each in ours if each.identifier.is_key), None)
    if key is None:
        raise Fault("no primary key among the elements")
    path = (key, *_qualifiers(key, ours))
    rest = [each for each in ours if each not in path]
    attributes = tuple(_attribute(each, path) for each in sorted(rest, key=lambda each: not each.identifier.is_fixed))
    return written(Link(stem.rstrip("/"), path, attributes))


def _qualifiers(key: Element, elements: Sequence[Element]) -> list[Element]:
    """Those of the order that takes most of them."""
    by_ai = {each.ai: each for each in elements if each != key}
    orders = [[by_ai[ai] for ai in order if ai in by_ai] for order in key.identifier.qualifiers or ()]
    return max(orders, key=len, default=[])


def written(link: Link) -> str:
    """The URI of a link."""
    path = "".join(f"/{each.ai}/{escaping.in_path(each.value)}" for each in link.path)
    pairs = [f"{each.ai}={escaping.in_query(each.value)}" for each in link.attributes]
    pairs += [name if value is None else f"{name}={value}" for name, value in link.others]
    return f"{link.stem}{path}" + f"?{'&'.join(pairs)}" * bool(pairs)


def canonical(link: Link, stem: str = CANONICAL_STEM) -> Link:
    """One link for one meaning (4.12): GS1's own host, attributes by their numbers, nothing that is not GS1's."""
    ordered = tuple(sorted(link.attributes, key=lambda each: each.ai))
    return replace(link, stem=stem, attributes=ordered, others=())


def is_gtin(text: str) -> bool:
    """True for a GTIN of 8, 12, 13 or 14 digits with its check digit."""
    return len(text) in GTIN_LENGTHS and check_digits.is_valid(text)
