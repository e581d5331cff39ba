"""Element strings: identifiers with their values, as a bar code carries them and as people read them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lilian.gs1.faults import Fault
from lilian.gs1.identifiers import IDENTIFIERS, LENGTH_BY_START, Identifier, is_like

SEPARATOR = "^"  # for FNC1, which cannot be printed
BRACKETED = re.compile(r"\(([^()]*)\)((?:\\.|[^(\\])*)", re.DOTALL)


@dataclass(frozen=True)
class Element:
    """An application identifier with its value, which follows its format."""

    ai: str
    value: str

    @property
    def identifier(self) -> Identifier:
        return IDENTIFIERS[self.ai]


def element(ai: str, value: str) -> Element:
    """:raises Fault: if there is no such identifier, or the value does not follow its format"""
    if ai not in IDENTIFIERS:
        raise Fault(f"({ai}) is no application identifier")
    try:
        IDENTIFIERS[ai].check(value)
    except Fault as fault:
        raise Fault(f"({ai}) {fault}") from None
    return Element(ai, value)


def read_bracketed(text: str) -> tuple[Element, ...]:
    r"""`(01)12345678901231(10)AB\(1`: a bracket that opens inside a value is written with a backslash.

    :raises Fault: if it is not written like this
    """
    found = tuple(_bracketed(text))
    if not found:
        raise Fault("no element")
    return found


def _bracketed(text: str) -> Iterator[Element]:
    end = 0
    while end < len(text):
        match = BRACKETED.match(text, end)
        if match is None:
            raise Fault(f"no identifier in brackets: {text[end:]!r}")
        yield element(match[1], match[2].replace("\\(", "("))
        end = match.end()


def bracketed(elements: Iterable[Element]) -> str:
    return "".join("({}){}".format(each.ai, each.value.replace("(", "\\(")) for each in elements)


def read_unbracketed(text: str, separator: str = SEPARATOR) -> tuple[Element, ...]:
    """`^0112345678901231^10ABC`: what a scanner hands over, with FNC1 as the separator.

    :raises Fault: if it does not begin with the separator, or is no element string
    """
    if not text.startswith(separator) or text == separator:
        raise Fault("an element string begins with FNC1")
    rest, found = text[len(separator) :], []
    while rest:
        each, rest = _first(rest, separator)
        found.append(each)
    return tuple(found)


def _first(text: str, separator: str) -> tuple[Element, str]:
    """The first element, and what follows it."""
    ai = text[: LENGTH_BY_START.get(text[:2], 2)]
    if ai not in IDENTIFIERS:
        raise Fault(f"{ai!r} is no application identifier")
    found, rest = IDENTIFIERS[ai], text[len(ai) :]
    if not found.is_fixed:
        value, _, rest = rest.partition(separator)
        return element(ai, value), rest
    length = sum(part.most for part in found.parts)
    return element(ai, rest[:length]), rest[length:].removeprefix(separator)


def unbracketed(elements: Sequence[Element], separator: str = SEPARATOR) -> str:
    """The shortest element string: a separator only where a value of varying length is followed by another."""
    text = separator
    for place, each in enumerate(elements, start=1):
        is_open = place < len(elements) and not each.identifier.is_fixed
        text += each.ai + each.value + separator * is_open
    return text


def faults_together(elements: Sequence[Element]) -> list[str]:
    """What elements of one physical item may not or must have beside each other; [] if all is well.

    To be asked of all its codes together: what one lacks another may have.
    """
    present = {each.ai: each.value for each in elements}
    return [
        *(f"({each.ai}) stands there twice" for each in elements if present[each.ai] != each.value),
        *(fault for ai in present for fault in _lacks(IDENTIFIERS[ai], present)),
        *(f"({ai}) with ({other})" for ai in present for other in present if _excludes(IDENTIFIERS[ai], other)),
    ]


def _lacks(identifier: Identifier, present: Iterable[str]) -> list[str]:
    def is_met(group: Sequence[str]) -> bool:
        return all(any(is_like(ai, wanted) for ai in present) for wanted in group)

    if not identifier.needs or any(is_met(group) for group in identifier.needs):
        return []
    return [f"({identifier.ai}) needs {' or '.join('+'.join(group) for group in identifier.needs)}"]


def _excludes(identifier: Identifier, other: str) -> bool:
    return other != identifier.ai and any(is_like(other, pattern) for pattern in identifier.excludes)
