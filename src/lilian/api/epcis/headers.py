"""What the door can do, told in headers; and what a caller wants, read from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version as installed

from django.conf import settings
from django.http import HttpRequest

from lilian.api.epcis.problems import Problem

VERSION = "2.0.0"
FORMATS = ("No_Preference", "Always_GS1_Digital_Link", "Always_EPC_URN", "Never_Translates")
XML_FORMATS = ("No_Preference", "Always_Web_URI", "Always_URN", "Never_Translates")
JSON_TYPES, XML_TYPES = ("application/json", "application/ld+json"), ("application/xml", "text/xml")
LONGEST_ADDRESS = 16_000


@dataclass(frozen=True)
class Wishes:
    """`xml`: the answer's form. `epc_format`: URNs or links. `prefixes`: the short names the caller uses."""

    xml: bool = False
    epc_format: str = "Always_GS1_Digital_Link"
    xml_format: str = "No_Preference"
    prefixes: dict[str, str] = field(default_factory=dict)


def told(prefixes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Headers of every answer."""
    extensions = ", ".join(f"{short}={space}" for short, space in (prefixes or {}).items())
    found = {"GS1-EPCIS-Version": VERSION, "GS1-CBV-Version": VERSION}
    return found | ({"GS1-Extensions": extensions} if extensions.isascii() and extensions else {})


def discovery(methods: str) -> dict[str, str]:
    """Headers of an answer to OPTIONS."""
    return {
        "Allow": methods,
        "GS1-EPCIS-Version": VERSION,
        "GS1-EPCIS-Min": VERSION,
        "GS1-EPCIS-Max": VERSION,
        "GS1-CBV-Version": VERSION,
        "GS1-CBV-Min": VERSION,
        "GS1-CBV-Max": VERSION,
        "GS1-EPC-Format": ", ".join(FORMATS),
        "GS1-CBV-XML-Format": ", ".join(XML_FORMATS),
        "GS1-Extensions": "cbvmda=urn:epcglobal:cbv:mda:",
        "GS1-Vendor-Version": f"lilian-{installed('lilian')}",
    }


def capturing() -> dict[str, str]:
    return {
        "GS1-EPCIS-Capture-Limit": str(settings.EPCIS_CAPTURE_LIMIT),
        "GS1-EPCIS-Capture-File-Size-Limit": str(settings.EPCIS_CAPTURE_BYTES),
        "GS1-Capture-Error-Behaviour": "all",
    }


def wishes(request: HttpRequest) -> Wishes:
    """What the caller wants.

    :raises Problem: 406 if it cannot be had
    """
    if len(request.get_full_path()) > LONGEST_ADDRESS:
        raise Problem(414, "URITooLongException")
    for name in ("EPCIS", "CBV"):
        _version(request, f"GS1-{name}-Version", least=True)  # of what is sent: nothing newer than we know
        _version(request, f"GS1-{name}-Min", least=True)
        _version(request, f"GS1-{name}-Max", least=False)
    return Wishes(
        xml=_wants_xml(request),
        epc_format=_choice(request, "GS1-EPC-Format", FORMATS, "Always_GS1_Digital_Link"),
        xml_format=_choice(request, "GS1-CBV-XML-Format", XML_FORMATS, "No_Preference"),
        prefixes=_extensions(request.headers.get("GS1-Extensions", "")),
    )


def _version(request: HttpRequest, name: str, *, least: bool) -> None:
    said = request.headers.get(name)
    if said is None:
        return
    parts = said.strip().split(".")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() and len(part) < 9 for part in parts):
        raise Problem(406, "NotAcceptableException", f"{name} is no version: {said[:40]}")
    wanted = tuple(int(part) for part in (*parts, "0", "0")[:3])
    ours = tuple(int(part) for part in VERSION.split("."))
    if (wanted > ours) if least else (wanted < ours):
        raise Problem(406, "NotAcceptableException", f"{name} {said} cannot be met: this is {VERSION}")


def _choice(request: HttpRequest, name: str, known: tuple[str, ...], default: str) -> str:
    said = request.headers.get(name, default).strip()
    if said not in known:
        raise Problem(406, "NotAcceptableException", f"{name} is one of {', '.join(known)}")
    return default if said == "No_Preference" else said


def wants_xml(request: HttpRequest) -> bool:
    """As far as it can be told, for a problem."""
    try:
        return _wants_xml(request)
    except Problem:
        return False


def _wants_xml(request: HttpRequest) -> bool:
    offered = (*JSON_TYPES, "application/problem+json", *XML_TYPES, "application/problem+xml")
    found = request.get_preferred_type(offered)
    if found is None:
        raise Problem(406, "NotAcceptableException", "JSON, JSON-LD and XML can be had")
    return "xml" in found


def _extensions(said: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in said.split(",") if "=" in pair)
    return {short.strip(): space.strip() for short, _, space in pairs}
