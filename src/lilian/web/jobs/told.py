"""Why a job stopped, in words: a refusal says so itself, anything else is the program's fault."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext

from lilian.kernel.refusal import Refusal
from lilian.kernel.sentences import filled, from_plain
from lilian.web.shell.refusals import Told, spoken_code


def every_kind(root: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    yield root
    for kind in root.__subclasses__():
        yield from every_kind(kind)


def why_stopped(fault: str, fields: dict[str, Any]) -> Told:
    """`fault` is a refusal's code, or a line for the log that no reader should have to read."""
    kind = next((one for one in every_kind() if one.code == fault), None)
    if kind is None:
        sentence, remedy = gettext("程序出了故障，没能办完。"), gettext("可以重试；再不行，请把编号报给联盟办。")
        return Told(sentence, remedy, spoken_code(fault))
    given = from_plain(fields)
    return Told(filled(kind.sentence, given, gettext), filled(kind.remedy, given, gettext), spoken_code(kind.code))
