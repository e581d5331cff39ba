"""The mapping profiles that count: what the office wrote, and what came with the program where it wrote nothing."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import NotFound
from lilian.sorting.models import MappingVersion
from lilian.sorting.sheets import mapping_of, shipped
from lilian.sorting.values import Profile


class NoProfile(NotFound):
    code = "sorting.no_profile"
    sentence = gettext_noop("没有映射方案“{given}”。")
    remedy = gettext_noop("可以用：{known}。")


def profiles() -> dict[str, Profile]:
    """By code; the newest version of each."""
    found = dict(shipped())
    for row in MappingVersion.objects.order_by("code", "number"):
        found[row.code] = Profile(row.code, row.name, row.note, mapping_of(row.mapping))
    return found


def profile(code: str) -> Profile:
    """:raises NoProfile: naming those there are"""
    found = profiles()
    if code not in found:
        raise NoProfile(given=code, known="、".join(found))
    return found[code]
