"""The mapping profiles that count: what the office wrote, and what came with the program where it wrote nothing."""

from lilian.base.actors import Actor
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


def profiles_with_newest(actor: Actor) -> list[tuple[Profile, MappingVersion | None]]:
    """By code, each with its newest written version; None for one that is as it came with the program."""
    actor.must("sorting.see")
    newest = {row.code: row for row in MappingVersion.objects.order_by("code", "number")}
    return [(one, newest.get(code)) for code, one in profiles().items()]


def mapping_versions(actor: Actor, code: str) -> list[MappingVersion]:
    """What was written of a profile, the newest first."""
    actor.must("sorting.see")
    return list(MappingVersion.objects.filter(code=code).order_by("-number"))


def profile(code: str) -> Profile:
    """:raises NoProfile: naming those there are"""
    found = profiles()
    if code not in found:
        raise NoProfile(given=code, known="、".join(found))
    return found[code]
