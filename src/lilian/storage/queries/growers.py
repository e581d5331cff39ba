"""Whose fruit a lot is: a person of the register, written as a number or a name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.members import queries as members

BATCH = 400


class UnknownGrower(Invalid):
    code = "storage.unknown_grower"
    sentence = gettext_noop("登记的人里没有“{given}”。")
    remedy = gettext_noop("请核对姓名，或填这位果农的人员编号。")


class SeveralGrowers(Invalid):
    code = "storage.several_growers"
    sentence = gettext_noop("叫“{given}”的不止一位。")
    remedy = gettext_noop("请填这位果农的人员编号。")


class Growers:
    """The people the actor may look into, as `texts` name them; as many queries however many texts."""

    def __init__(self, actor: Actor, texts: Iterable[str]) -> None:
        wanted = sorted({text for text in texts if text})
        self.by_code: dict[str, list[int]] = defaultdict(list)
        self.by_name: dict[str, list[int]] = defaultdict(list)
        self.by_home: dict[tuple[str, int], list[int]] = defaultdict(list)
        for start in range(0, len(wanted), BATCH):
            some = wanted[start : start + BATCH]
            people = members.people(actor).filter(Q(code__in=some) | Q(name__in=some))
            for pk, code, name, home in people.values_list("pk", "code", "name", "organisation_id"):
                self.by_code[code or ""].append(pk)
                self.by_name[name].append(pk)
                self.by_home[name, home].append(pk)

    def key(self, text: str, organisation_id: int) -> int:
        """Who is meant: a number first, then a name at that organisation, then a name anywhere.

        :raises UnknownGrower: if there is nobody of that number or name
        :raises SeveralGrowers: if the name is that of several
        """
        numbered, here = self.by_code.get(text), self.by_home.get((text, organisation_id))
        return _one(text, numbered or here or self.by_name.get(text, []))


def _one(text: str, keys: Sequence[int]) -> int:
    if not keys:
        raise UnknownGrower(given=text)
    if len(set(keys)) > 1:
        raise SeveralGrowers(given=text)
    return keys[0]
