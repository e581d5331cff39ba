"""Mapping profiles as data: JSON that says how a machine writes; two come with the program."""

from functools import cache
from importlib.resources import files

import msgspec

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.sorting.values import UNITS, Mapping, Measure, Profile

FOLDER = "profiles"


class BadMapping(Invalid):
    code = "sorting.bad_mapping"
    sentence = gettext_noop("映射方案写得不对：{why}")
    remedy = gettext_noop("请照随系统提供的方案改。")


def mapping_of(text: str) -> Mapping:
    """A mapping from its JSON.

    :raises BadMapping: if it is none, lacks the weight, or has a unit nobody knows
    """
    try:
        mapping = msgspec.json.decode(text, type=Mapping)
    except msgspec.DecodeError as fault:
        raise BadMapping(why=str(fault)) from None
    wrong = _wrong(mapping)
    if wrong:
        raise BadMapping(why=wrong)
    return mapping


def _wrong(mapping: Mapping) -> str:
    """'' where it can stand."""
    if not mapping.columns.get(Measure.WEIGHT):
        return "columns.weight"
    for measure, known in UNITS.items():
        if measure in mapping.columns and mapping.units.get(measure) not in known:
            return f"units.{measure}: {', '.join(known)}"
    if any(not heading.strip() for headings in mapping.columns.values() for heading in headings):
        return "columns"
    if len(mapping.defect_mark) != 1 or len(mapping.separator) > 1:
        return "defect_mark, separator"
    return ""


def mapping_text(mapping: Mapping) -> str:
    """Its JSON, always written alike."""
    return msgspec.json.encode(mapping, order="sorted").decode()


@cache
def shipped() -> dict[str, Profile]:
    """The profiles that come with the program, by code."""
    folder = files("lilian.sorting").joinpath(FOLDER)
    texts = (one.read_text(encoding="utf-8") for one in folder.iterdir() if one.name.endswith(".json"))
    found = [msgspec.json.decode(text, type=Profile) for text in texts]
    return {profile.code: profile for profile in sorted(found, key=lambda profile: profile.code)}
