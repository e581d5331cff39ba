"""EPC URNs (EPC Tag Data Standard) and the Digital Links that name the same; what of a link names a thing at all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from lilian.gs1 import check_digits, escaping
from lilian.gs1.elements import Element, element
from lilian.gs1.faults import Fault
from lilian.gs1.links import CANONICAL_STEM, LENIENT, Link, canonical, parse, written

WHOLE = re.compile(r"urn:epc:(id|class|idpat):([a-z]+):([^:]+)")
PREFIX_LENGTHS = range(6, 13)
ANY = "*"
SAFE_IN_URN = "!'()*+,-.:;=_"
NO_EXTENSION = "0"  # of a place's number: the place itself


@dataclass(frozen=True)
class Scheme:
    """How the parts of a URN make a key.

    :param key: the primary key
    :param digits: company prefix and reference together, the check digit not counted; None for a key without one
    :param is_led: the reference's first digit stands before the company prefix
    :param lead: what the key always begins with
    :param serial: the identifier the last part goes to; "" if it is the end of the key itself; None if there is none
    :param pieces: how many parts of two digits stand between the reference and the serial
    """

    key: str
    digits: int | None
    is_led: bool = False
    lead: str = ""
    serial: str | None = None
    pieces: int = 0

    @property
    def parts(self) -> int:
        return 2 + self.pieces + (self.serial is not None)


SCHEMES: Mapping[str, Scheme] = {
    "sgtin": Scheme("01", 13, is_led=True, serial="21"),
    "lgtin": Scheme("01", 13, is_led=True, serial="10"),
    "upui": Scheme("01", 13, is_led=True, serial="235"),
    "itip": Scheme("8006", 13, is_led=True, serial="21", pieces=2),
    "sscc": Scheme("00", 17, is_led=True),
    "sgln": Scheme("414", 12, serial="254"),
    "pgln": Scheme("417", 12),
    "grai": Scheme("8003", 12, lead="0", serial=""),
    "gdti": Scheme("253", 12, serial=""),
    "sgcn": Scheme("255", 12, serial=""),
    "gsrn": Scheme("8018", 17),
    "gsrnp": Scheme("8017", 17),
    "gsin": Scheme("402", 16),
    "ginc": Scheme("401", None),
    "giai": Scheme("8004", None),
    "cpi": Scheme("8010", None, serial="8011"),
}
CLASS_SCHEME = "lgtin"
# Which qualifier of a link tells one thing, or one lot, from others of its kind; the first that stands there.
TELLING: Mapping[str, Sequence[str]] = {
    "01": ("235", "21", "10"),
    "8006": ("21",),
    "8010": ("8011",),
    "414": ("254",),
}


def link_of_urn(urn: str, stem: str = CANONICAL_STEM) -> Link:
    """The Digital Link that names what the URN names; a pattern `*` in place of a serial names the class.

    :raises Fault: if it is no EPC URN of a GS1 key
    """
    found = WHOLE.fullmatch(urn)
    if found is None or found[2] not in SCHEMES or (found[1] == "class") != (found[2] == CLASS_SCHEME):
        raise Fault(f"no EPC URN of a GS1 key: {urn}")
    form, name, written_parts = found.groups()
    scheme = SCHEMES[name]
    parts = [escaping.from_path(part) for part in written_parts.split(".", scheme.parts - 1)]
    if len(parts) != scheme.parts or (ANY in parts and form != "idpat"):
        raise Fault(f"{name} has {scheme.parts} parts: {urn}")
    serial = parts.pop() if scheme.serial is not None else ANY
    key = _key(scheme, *parts[:2]) + "".join(parts[2:])
    return Link(stem, _path(scheme, key, "" if serial == ANY else serial))


def _key(scheme: Scheme, company: str, reference: str) -> str:
    """Prefix and reference as the key has them, with its check digit."""
    if not company.isdigit() or len(company) not in PREFIX_LENGTHS:
        raise Fault(f"no company prefix: {company!r}")
    body = reference[:1] + company + reference[1:] if scheme.is_led else company + reference
    if scheme.digits is None:
        return body
    if len(body) != scheme.digits or not body.isdigit():
        raise Fault(f"company prefix and reference have {scheme.digits} digits: {body!r}")
    return scheme.lead + body + check_digits.check_digit(body)


def _path(scheme: Scheme, key: str, serial: str) -> tuple[Element, ...]:
    if scheme.serial == "":
        return (element(scheme.key, key + serial),)
    if scheme.serial is None or not serial or (scheme.serial == "254" and serial == NO_EXTENSION):
        return (element(scheme.key, key),)
    return element(scheme.key, key), element(scheme.serial, serial)


def telling(link: Link) -> Link:
    """What of a link names a thing, lot or class: its key with the one qualifier that tells it from others."""
    wanted = TELLING.get(link.key.ai, ())
    found = next((each for ai in wanted for each in link.path[1:] if each.ai == ai), None)
    return replace(canonical(link), path=(link.key, *([found] if found else [])), attributes=())


def same_name(identifier: str) -> str:
    """The one canonical Digital Link of a thing, from its EPC URN or from any Digital Link of it.

    :raises Fault: if it is neither
    """
    link = link_of_urn(identifier) if identifier.startswith("urn:") else parse(identifier, LENIENT)
    return written(telling(link))


def urn_of_link(link: Link, prefix_length: int) -> str:
    """The EPC URN of what a link names; a link does not tell how long its company's prefix is.

    :raises Fault: if EPC URNs have no form for its key, or no prefix is as long
    """
    named = telling(link)
    name = _scheme_name(named)
    scheme = SCHEMES[name]
    company, reference, pieces, rest = _parts(scheme, named.key.value, prefix_length)
    serial = named.path[1].value if len(named.path) > 1 else rest
    parts = [company, reference, *pieces]
    if scheme.serial is None:
        return _urn("id", name, parts)
    if name == "sgln":
        return _urn("id", name, [*parts, serial or NO_EXTENSION])
    if not serial:
        return _urn("idpat", "sgtin" if named.key.ai == "01" else name, parts) + f".{ANY}"
    return _urn("class" if name == CLASS_SCHEME else "id", name, [*parts, serial])


def _scheme_name(named: Link) -> str:
    qualifier = named.path[1].ai if len(named.path) > 1 else None
    for name, scheme in SCHEMES.items():
        if scheme.key == named.key.ai and qualifier in (None, scheme.serial):
            return name
    raise Fault(f"no EPC URN for ({named.key.ai})")


def _parts(scheme: Scheme, key: str, prefix_length: int) -> tuple[str, str, list[str], str]:
    """(company prefix, reference, pieces, what follows the check digit)."""
    body = key[len(scheme.lead) :]
    if scheme.digits is not None:
        body, rest = body[: scheme.digits], body[scheme.digits + 1 :]
    else:
        rest = ""
    if prefix_length not in PREFIX_LENGTHS or prefix_length > len(body) - scheme.is_led:
        raise Fault(f"no company prefix has {prefix_length} digits")
    first, body = (body[0], body[1:]) if scheme.is_led else ("", body)
    pieces = [rest[place : place + 2] for place in range(0, 2 * scheme.pieces, 2)]
    return body[:prefix_length], first + body[prefix_length:], pieces, rest[2 * scheme.pieces :]


def _urn(form: str, name: str, parts: Sequence[str]) -> str:
    return f"urn:epc:{form}:{name}:" + ".".join(quote(part, safe=SAFE_IN_URN) for part in parts)
