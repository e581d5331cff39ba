"""What there is about a box or product, as a linkset (RFC 9264) in GS1's words."""

from typing import Any

from django.utils.translation import gettext

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
ELSEWHERE = {"verificationService": (gettext_noop("用箱号核对"), "/check/")}
PRODUCT = ("pip", "safetyInfo")


def targets(path: str, *, is_box: bool) -> dict[str, tuple[str, str]]:
    """Link type -> (title, address without host)."""
    on_page = ON_PAGE if is_box else {name: ON_PAGE[name] for name in PRODUCT}
    found = {name: (title, path + place) for name, (title, place) in on_page.items()}
    return found | ELSEWHERE


def linkset(base: str, path: str, *, is_box: bool) -> dict[str, Any]:
    """`base` is scheme and host."""
    found = targets(path, is_box=is_box)
    links: dict[str, Any] = {
        VOCABULARY + name: [_link(base + address, title)] for name, (title, address) in found.items()
    }
    title, address = found[DEFAULT]
    return {"linkset": [{"anchor": base + path, VOCABULARY + "defaultLink": [_link(base + address, title)], **links}]}


def _link(href: str, title: str) -> dict[str, Any]:
    return {"href": href, "title": gettext(title), "type": "text/html", "hreflang": list(LANGUAGES)}


def resolver(base: str) -> dict[str, Any]:
    """What a GS1 resolver says of itself at `/.well-known/gs1resolver`."""
    return {
        "name": "Lilian",
        "resolverRoot": base,
        "supportedPrimaryKeys": ["01"],
        "linkTypeDefaultCanBeLinkset": False,
        "supportedLinkType": [{"namespace": VOCABULARY, "prefix": "gs1:"}],
    }
