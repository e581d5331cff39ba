"""Why a plan was not worked out, as a sentence."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext

from lilian.kernel.refusal import Refusal
from lilian.kernel.sentences import filled, from_plain
from lilian.web.shell.refusals import Told, spoken_code

PROGRAM_FAULT = "storage.plan_failed"


def failure_of(job: Any) -> Told:
    """The refusal a job stopped with, or that the program itself failed."""
    kind = next((kind for kind in _below(Refusal) if kind.code == job.fault), None)
    if kind is None:
        sentence = gettext("程序出了错，这份方案没有算成。")
        return Told(sentence, gettext("请再算一次；还不行，请联系联盟办。"), spoken_code(PROGRAM_FAULT))
    given = from_plain(job.fault_fields)
    return Told(filled(kind.sentence, given, gettext), filled(kind.remedy, given, gettext), spoken_code(kind.code))


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)
