"""What several acts need: codes to keys, the township a name means."""

from collections.abc import Callable
from functools import cache

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.members.models import Organisation
from lilian.members.queries.places import township_named

FindTownship = Callable[[str], int | None]


class CodeTaken(Invalid):
    code = "members.code_taken"
    sentence = gettext_noop("编号“{taken}”已经有了。")
    remedy = gettext_noop("请换一个编号，或去修改原来那一条。")


class TownshipUnknown(Invalid):
    code = "members.township_unknown"
    sentence = gettext_noop("没有叫“{township}”的乡镇。")
    remedy = gettext_noop("请从乡镇名单里选。")


class OrganisationUnknown(Invalid):
    code = "members.organisation_unknown"
    sentence = gettext_noop("没有编号为“{organisation}”的单位。")
    remedy = gettext_noop("请先登记这个单位，或检查编号。")


class NameMissing(Invalid):
    code = "members.name_missing"
    sentence = gettext_noop("名称和编号都要填。")


class TextTooLong(Invalid):
    code = "members.text_too_long"
    sentence = gettext_noop("“{text}”太长了，最多 {longest} 个字。")


def township_id(text: str) -> int | None:
    """:raises TownshipUnknown: if no township goes by this code, name or alias"""
    if not text.strip():
        return None
    found = township_named(text)
    if found is None:
        raise TownshipUnknown(township=text)
    return found.pk


def township_finder() -> FindTownship:
    """`township_id` for many rows: each name is looked up once."""
    return cache(township_id)


def check_organisation(pk: int) -> int:
    """:raises OrganisationUnknown: if there is none"""
    if not Organisation.objects.filter(pk=pk).exists():
        raise OrganisationUnknown(organisation=pk)
    return pk


def must_be_given(text: str, longest: int) -> str:
    """The text without spaces at its ends.

    :raises NameMissing: if nothing is left
    :raises TextTooLong: if it does not fit its column
    """
    if not text.strip():
        raise NameMissing()
    return fitting(text, longest)


def fitting(text: str, longest: int) -> str:
    """:raises TextTooLong: if it does not fit its column"""
    text = text.strip()
    if len(text) > longest:
        raise TextTooLong(text=text[:20], longest=longest)
    return text
