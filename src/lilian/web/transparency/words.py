"""What the kinds of the log's entries are called, and what witnesses say."""

from django.utils.translation import gettext

from lilian.kernel.marks import gettext_noop
from lilian.transparency.values import Silence

KIND_NAMES = {
    "goods_entry": gettext_noop("货物账"),
    "money_posting": gettext_noop("资金账"),
    "certificate": gettext_noop("承诺达标合格证"),
    "standard": gettext_noop("等级标准"),
    "erasure": gettext_noop("抹除记录"),
    "log_key": gettext_noop("存证钥匙"),
    "chain": gettext_noop("留痕链的末端"),
}


# Why a witness that was asked gave no word.
SILENCES = {
    Silence.CONTRADICTED: gettext_noop("它说我们的日志和它看过的对不上"),
    Silence.AHEAD: gettext_noop("它见过的比我们签过的多，多半是这里恢复了旧备份"),
    Silence.LOG_UNKNOWN: gettext_noop("它还不认识我们的日志，请把日志的公钥交给它登记"),
    Silence.KEY_NOT_TRUSTED: gettext_noop("它不认现在这把钥匙，请把新公钥交给它"),
    Silence.NOT_ITS_WORD: gettext_noop("回的不是它对这个存证点的签名，没有收"),
    Silence.CLOCK_WRONG: gettext_noop("它的时钟快了一个多小时，没有收"),
    Silence.ADDRESS_REFUSED: gettext_noop("这个网址不能连：在内网，或者找不到"),
    Silence.NOT_REACHED: gettext_noop("没有连上"),
    Silence.NOT_UNDERSTOOD: gettext_noop("回的看不懂"),
}


def silence_words(silence: Silence | None) -> str:
    return gettext(SILENCES[silence]) if silence else ""


def kind_name(kind: str) -> str:
    """In the reader's language; a kind nobody named here by its own name."""
    return gettext(KIND_NAMES.get(kind, kind))
