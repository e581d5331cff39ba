"""Why the log does not sign, or does not take a word."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Refusal


class KeyReadable(Refusal):
    code = "transparency.key_readable"
    sentence = gettext_noop("存证日志的私钥文件 {path} 别人也能读，现在不签。")
    remedy = gettext_noop("请运行 chmod 600，再查一查谁可能读过它；拿不准就换一把钥匙。")


class NoKeyHere(Refusal):
    code = "transparency.no_key_here"
    sentence = gettext_noop("这台机器上没有存证日志的私钥，不能签。")
    remedy = gettext_noop("请在放私钥的那台机器上做；私钥丢了，请看运维手册“存证日志”一节。")


class KeyNotOurs(Refusal):
    code = "transparency.key_not_ours"
    sentence = gettext_noop("私钥文件不是现在用的那一把，可能已经停用。")
    remedy = gettext_noop("请把备份的私钥放回来；找不到了，请看运维手册“存证日志”一节。")


class LogRewound(Refusal):
    code = "transparency.log_rewound"
    sentence = gettext_noop(
        "数据库里的存证日志比签过的存证点旧：签过 {signed} 条，现在 {size} 条。多半是恢复了旧备份。"
    )
    remedy = gettext_noop("现在不签，以免和签过的对不上。请看运维手册“恢复备份以后”一节。")


class NothingNew(AlreadyDone):
    code = "transparency.nothing_new"
    sentence = gettext_noop("上次签过以后没有新内容，不用再签。")


class NotAWitness(Refusal):
    code = "transparency.not_a_witness"
    sentence = gettext_noop("这不是见证方的公钥。")
    remedy = gettext_noop("请粘贴见证程序显示的那一行，中间没有空格，有两个加号。")


class WitnessTaken(AlreadyDone):
    code = "transparency.witness_taken"
    sentence = gettext_noop("这个名称或这把公钥已经登记过。")


class AddressNotCalled(Refusal):
    code = "transparency.address_not_called"
    sentence = gettext_noop("这个网址我们不会去连。")
    remedy = gettext_noop("请填 https:// 开头、外面能打开的网址；在内网的，先把主机名写进 LILIAN_LOG_INNER_HOSTS。")


class SameAddress(AlreadyDone):
    code = "transparency.same_address"
    sentence = gettext_noop("登记的就是这个网址。")


class WordNotKnown(Refusal):
    code = "transparency.word_not_known"
    sentence = gettext_noop("这个签名不是登记过的见证方对我们的存证点签的。")


class NoReason(Refusal):
    code = "transparency.no_reason"
    sentence = gettext_noop("请写明为什么抹除。")


class NothingPersonal(Refusal):
    code = "transparency.nothing_personal"
    sentence = gettext_noop("这一条是日志自己记的，里面没有谁的个人信息，不能抹除。")


class NotRewound(Refusal):
    code = "transparency.not_rewound"
    sentence = gettext_noop("日志没有倒退，不用重开。")
    remedy = gettext_noop("要换钥匙，请用 lilian log rotate。")
