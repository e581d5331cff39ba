"""A refusal that ended a job: kept with it, and told on its page."""

from typing import Any

from django.utils.translation import gettext

from lilian.kernel.refusal import Refusal
from lilian.web.shell.refusals import Told, spoken_code


def refused(refusal: Refusal) -> dict[str, Any]:
    """An answer, not a fault of the program: kept with the job for the page."""
    fields = {name: str(value) for name, value in refusal.fields.items()}
    said = {"code": refusal.code, "sentence": refusal.sentence, "remedy": refusal.remedy, "fields": fields}
    return {"refused": said}


def told_of(job: Any) -> Told | None:
    """The refusal a job ended with, in words."""
    said = job and job.result.get("refused")
    if not said:
        return None
    remedy = gettext(said["remedy"]).format(**said["fields"]) if said["remedy"] else ""
    return Told(gettext(said["sentence"]).format(**said["fields"]), remedy, spoken_code(said["code"]))
