"""The unified social credit code (GB 32100-2015)."""

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid


class CreditCodeWrong(Invalid):
    code = "members.credit_code_wrong"
    sentence = gettext_noop("统一社会信用代码“{uscc}”不对。")
    remedy = gettext_noop("应为 18 位，请对照营业执照逐位核对。")


def checked_uscc(text: str) -> str | None:
    """The code in capitals without spaces; None for an empty text.

    :raises CreditCodeWrong: if its length, its characters or its check digit are wrong
    """
    if not text.strip():
        return None
    try:
        return str(uscc.validate(text.strip().upper()))
    except ValidationError:
        raise CreditCodeWrong(uscc=text) from None
