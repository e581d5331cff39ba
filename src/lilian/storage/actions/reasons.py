"""Who overrules, closes or cancels says why."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid


class NoReason(Invalid):
    code = "storage.no_reason"
    sentence = gettext_noop("请写明原因。")


def must_be_given(reason: str) -> str:
    """The reason as it is kept.

    :raises NoReason: if it is empty
    """
    if not reason.strip():
        raise NoReason()
    return reason.strip()[:200]
