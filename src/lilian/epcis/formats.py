"""Formats of texts: URI (RFC 3986), time (RFC 3339), and the closed lists of words.

Regular expressions, so that the typed decoding checks them where it reads. A host that is an address in brackets is no
identifier here, though RFC 3986 would have it.
"""

from lilian.epcis import words

_UNRESERVED = r"a-zA-Z0-9_.~\-!$&'()*+,;="
_ESCAPED = "%[0-9A-Fa-f]{2}"


def _many(kinds: str) -> str:
    """Any number of these characters or escapes; written so that nothing is ever tried twice."""
    return rf"[{kinds}]*(?:{_ESCAPED}[{kinds}]*)*"


_QUERY = _many(rf"{_UNRESERVED}:@/?")
_AUTHORITY = rf"(?:{_many(rf'{_UNRESERVED}:')}@)?{_many(_UNRESERVED)}(?::[0-9]*)?"
_HIER = rf"(?://{_AUTHORITY}(?:/{_many(rf'{_UNRESERVED}:@/')})?|/?(?!/){_many(rf'{_UNRESERVED}:@/')})"
_BARE_URI = rf"[a-zA-Z][a-zA-Z0-9+.\-]*:{_HIER}(?:\?{_QUERY})?(?:\#{_QUERY})?"
# What nearly all are is tried first: of one kind of characters, it is read in a third of the time.
_PLAIN = r"urn:[A-Za-z0-9._\-][A-Za-z0-9:._\-]*|https?://[A-Za-z0-9.\-]+(?:/[A-Za-z0-9:./_\-]*)?"

URI = rf"^(?:(?:{_PLAIN})\Z|{_BARE_URI}\Z)"
_DAY = "(?:0[1-9]|[12][0-9]|3[01])"
TIME = (
    rf"^[0-9]{{4}}-(?:0[1-9]|1[0-2])-{_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])\Z"
)
OFFSET = r"^[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00)\Z"
VERSION = r"^[0-9]+(?:\.[0-9]+)*\Z"
UNIT = r"^[A-Z0-9]{2,3}\Z"
HEX = r"^[A-Fa-f0-9]+\Z"


def _one_of(known: frozenset[str], not_from: str) -> str:
    """One of these words, or a URI of somebody else's vocabulary."""
    return rf"^(?:(?:{'|'.join(sorted(known))})\Z|(?!{not_from}){_BARE_URI}\Z)"


_CBV = r"urn:epcglobal:cbv|https?://ns\.gs1\.org/cbv/"
_GS1 = r"https?://(?:www\.)?gs1\.org/voc/"
BIZ_STEP = _one_of(words.BIZ_STEPS, _CBV)
DISPOSITION = _one_of(words.DISPOSITIONS, _CBV)
TRANSACTION_TYPE = _one_of(words.TRANSACTION_TYPES, _CBV)
PARTY_TYPE = _one_of(words.PARTY_TYPES, _CBV)
ERROR_REASON = _one_of(words.ERROR_REASONS, _CBV)
COMPONENT = _one_of(words.COMPONENTS, _CBV)
MEASUREMENT = _one_of(words.MEASUREMENTS, _GS1)
ALERT = _one_of(words.ALERTS, _GS1)

FORMS = {
    URI: "a URI",
    TIME: "a time like 2026-09-18T08:00:00+08:00",
    OFFSET: "an offset like +08:00",
    VERSION: "a version like 2.0",
    UNIT: "a unit of two or three characters",
    HEX: "hexadecimal digits",
    BIZ_STEP: "a business step of the CBV, or another URI",
    DISPOSITION: "a disposition of the CBV, or another URI",
    TRANSACTION_TYPE: "a type of business transaction of the CBV, or another URI",
    PARTY_TYPE: "owning_party, possessing_party, location, or another URI",
    ERROR_REASON: "did_not_occur, incorrect_data, or another URI",
    COMPONENT: "a component of the CBV, or another URI",
    MEASUREMENT: "a measurement type of GS1, or another URI",
    ALERT: "ALARM_CONDITION, ERROR_CONDITION, or another URI",
}
