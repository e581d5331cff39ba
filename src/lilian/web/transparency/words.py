"""What the kinds of the log's entries are called."""

from django.utils.translation import gettext

from lilian.kernel.marks import gettext_noop

KIND_NAMES = {
    "goods_entry": gettext_noop("货物账"),
    "money_posting": gettext_noop("资金账"),
    "certificate": gettext_noop("承诺达标合格证"),
    "standard": gettext_noop("等级标准"),
    "erasure": gettext_noop("抹除记录"),
    "log_key": gettext_noop("存证钥匙"),
    "chain": gettext_noop("留痕链的末端"),
}


def kind_name(kind: str) -> str:
    """In the reader's language; a kind nobody named here by its own name."""
    return gettext(KIND_NAMES.get(kind, kind))
