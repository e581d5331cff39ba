"""A refusal that ended a job: kept with it, and told on its page."""

from typing import Any

from django.utils.translation import gettext

from lilian.kernel.refusal import Refusal
from lilian.kernel.sentences import as_plain, filled, from_plain
from lilian.web.shell.refusals import Told, spoken_code


def refused(refusal: Refusal) -> dict[str, Any]:
    """An answer, not a fault of the program: kept with the job for the page."""
    said = {
        "code": refusal.code,
        "sentence": refusal.sentence,
        "remedy": refusal.remedy,
        "fields": as_plain(refusal.fields),
    }
    return {"refused": said}


def told_of(job: Any) -> Told | None:
    """The refusal a job ended with, in words."""
    said = job and job.result.get("refused")
    if not said:
        return None
    given = from_plain(said["fields"])
    sentence, remedy = (filled(said[part], given, gettext) for part in ("sentence", "remedy"))
    return Told(sentence, remedy, spoken_code(said["code"]))
