"""What there is about a box or product, as a linkset (RFC 9264) in GS1's words."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext

from lilian.gs1 import epc
from lilian.gs1.links import CANONICAL_STEM
from lilian.kernel.marks import gettext_noop

VOCABULARY = "https://ref.gs1.org/voc/"
DEFAULT, LANGUAGES = "pip", ("zh-Hans", "en")
# GS1's link type -> (its title, where on the box's page it is)
ON_PAGE = {
    "pip": (gettext_noop("这一箱的来历"), ""),
    "traceability": (gettext_noop("从果园到箱子"), "#journey"),
    "certificationInfo": (gettext_noop("检测和标准"), "#papers"),
    "recallStatus": (gettext_noop("是否召回"), "#status"),
    "safetyInfo": (gettext_noop("怎么保存、怎么吃"), "#keep"),
    "support": (gettext_noop("反映问题"), "#help"),
}
PRODUCT = ("pip", "safetyInfo")
CHECK = gettext_noop("用箱号核对")
EVENTS = gettext_noop("EPCIS 2.0 事件（要接口令牌）")


@dataclass(frozen=True)
class Target:
    """Where a link leads, without the host; a page speaks our languages, what is for machines none."""

    title: str
    address: str
    is_page: bool = True


def targets(path: str, *, is_box: bool) -> dict[str, Target]:
    """By link type."""
    on_page = ON_PAGE if is_box else {name: ON_PAGE[name] for name in PRODUCT}
    found = {name: Target(title, path + place) for name, (title, place) in on_page.items()}
    found["verificationService"] = Target(CHECK, "/check/")
    return found | ({"epcis": Target(EVENTS, events_address(path), is_page=False)} if is_box else {})


def events_address(path: str) -> str:
    """All events our repository has of the box, by the one name that EPCIS knows it by."""
    return f"/epcis/events?MATCH_anyEPC={quote(epc.same_name(CANONICAL_STEM + path), safe='')}"


def linkset(base: str, path: str, item: str, *, is_box: bool) -> dict[str, Any]:
    """`base` is scheme and host, `item` what the thing is called."""
    found = targets(path, is_box=is_box)
    links = {VOCABULARY + name: [_link(base, target)] for name, target in found.items()}
    default = {VOCABULARY + "defaultLink": [_link(base, found[DEFAULT])]}
    return {"linkset": [{"anchor": base + path, "itemDescription": item, **default, **links}]}


def _link(base: str, target: Target) -> dict[str, Any]:
    said = {"href": base + target.address, "title": gettext(target.title)}
    if target.is_page:
        return {**said, "type": "text/html", "hreflang": list(LANGUAGES)}
    return {**said, "type": "application/ld+json"}


def resolver(base: str) -> dict[str, Any]:
    """What a GS1 resolver says of itself at `/.well-known/gs1resolver`."""
    return {
        "name": "Lilian",
        "resolverRoot": base,
        "supportedPrimaryKeys": ["01"],
        "linkTypeDefaultCanBeLinkset": False,
        "supportedLinkType": [{"namespace": VOCABULARY, "prefix": "gs1:"}],
    }
