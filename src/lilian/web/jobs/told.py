"""Why a job stopped, in words: a refusal says so itself, anything else is the program's fault."""

from collections.abc import Iterator

from django.utils.translation import gettext

from lilian.kernel.refusal import Refusal
from lilian.web.shell.refusals import Told, spoken_code


def every_kind(root: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    yield root
    for kind in root.__subclasses__():
        yield from every_kind(kind)


def why_stopped(fault: str, fields: dict[str, str]) -> Told:
    """`fault` is a refusal's code, or a line for the log that no reader should have to read."""
    kind = next((one for one in every_kind() if one.code == fault), None)
    if kind is None:
        sentence, remedy = gettext("程序出了故障，没能办完。"), gettext("可以重试；再不行，请把编号报给联盟办。")
        return Told(sentence, remedy, spoken_code(fault))
    remedy = gettext(kind.remedy).format(**fields) if kind.remedy else ""
    return Told(gettext(kind.sentence).format(**fields), remedy, spoken_code(kind.code))
