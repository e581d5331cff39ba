"""What somebody who scanned a code asks for: a box, a product, or links to what there is about it."""

from dataclasses import dataclass

from django.http import HttpRequest

from lilian.gs1 import links
from lilian.gs1.faults import Fault
from lilian.gs1.links import Link

GTIN, LOT, SERIAL = "01", "10", "21"
HERE = "https://here"  # a link is read with any host: which one asks does not matter
LINKSET = "application/linkset+json"
VOCABULARIES = ("https://ref.gs1.org/voc/", "https://gs1.org/voc/", "https://www.gs1.org/voc/", "gs1:")


@dataclass(frozen=True)
class Asked:
    """A Digital Link taken apart; `path` is its one canonical address here."""

    path: str
    gtin: str
    lot: str | None
    serial: str | None


def asked(request: HttpRequest) -> Asked | None:
    """None if the address is no Digital Link of a product; small letters stand for capitals, which ours are."""
    try:
        link = links.parse(HERE + request.get_full_path().partition("?")[0].upper(), links.LENIENT)
    except Fault:
        return None
    if link.key.ai != GTIN or link.stem != HERE:
        return None
    return Asked(path_of(link), link.key.value, link.value(LOT), link.value(SERIAL))


def path_of(link: Link) -> str:
    return links.written(Link("", link.path))


def box_path(gtin: str, lot: str, serial: str) -> str:
    """The address of a box's page."""
    return links.build([links.element(GTIN, gtin), links.element(LOT, lot), links.element(SERIAL, serial)], "")


def wants_linkset(request: HttpRequest) -> bool:
    wanted = link_type(request)
    return wanted in ("linkset", "all") or LINKSET in request.headers.get("Accept", "")


def link_type(request: HttpRequest) -> str:
    """`gs1:pip`, its whole address or `pip`, all as `pip`; '' for none."""
    said = request.GET.get("linkType", "")
    for start in VOCABULARIES:
        said = said.removeprefix(start)
    return said
