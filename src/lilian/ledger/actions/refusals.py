"""Why the money journal says no."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, Refusal


class OverLimit(Refusal):
    code = "ledger.over_limit"
    sentence = gettext_noop("{account} 还可以记 {room} 元，要记 {wanted} 元。")
    remedy = gettext_noop("请核对金额；赊欠额度不够的，请先调整额度。")


class NoLines(Invalid):
    code = "ledger.no_lines"
    sentence = gettext_noop("没有填写任何一笔。")


class DoesNotBalance(Invalid):
    code = "ledger.does_not_balance"
    sentence = gettext_noop("借方合计 {debit} 元，贷方合计 {credit} 元，两边不相等。")


class NoAmount(Invalid):
    code = "ledger.no_amount"
    sentence = gettext_noop("金额要大于 0。")


class SameAccount(Invalid):
    code = "ledger.same_account"
    sentence = gettext_noop("借方和贷方不能是同一个账户。")


class AccountOfAnotherBook(Invalid):
    code = "ledger.account_of_another_book"
    sentence = gettext_noop("这些账户不在同一本账里。")


class DayClosed(Refusal):
    code = "ledger.day_closed"
    sentence = gettext_noop("{day} 已经结账，不能再记。")
    remedy = gettext_noop("请记在今天；记错的旧账用冲销更正。")


class DayToCome(Invalid):
    code = "ledger.day_to_come"
    sentence = gettext_noop("{day} 还没有到。")


class BeforeTheBook(Invalid):
    code = "ledger.before_the_book"
    sentence = gettext_noop("这本账从 {opened_on} 开始，不能记更早的日子。")


class NoReason(Invalid):
    code = "ledger.no_reason"
    sentence = gettext_noop("请写明原因。")


class ToldElsewhere(Refusal):
    code = "ledger.told_elsewhere"
    sentence = gettext_noop("这一笔账是“{module}”里一张单据记的，不能单独冲销。")
    remedy = gettext_noop("请在那张单据上更正：结算单提异议，银行退回的记退回；别的另记一笔更正。")


class AlreadyReversed(AlreadyDone):
    code = "ledger.already_reversed"
    sentence = gettext_noop("这一笔已经冲销过了，或者它本身就是冲销。")


class HoldEnded(AlreadyDone):
    code = "ledger.hold_ended"
    sentence = gettext_noop("这笔预留已经结束了。")


class NoTimeLeft(Invalid):
    code = "ledger.no_time_left"
    sentence = gettext_noop("预留的截止时间要晚于现在。")


class MoreThanHeld(Invalid):
    code = "ledger.more_than_held"
    sentence = gettext_noop("预留了 {held} 元，不能入账 {wanted} 元。")


class BookOpen(AlreadyDone):
    code = "ledger.book_open"
    sentence = gettext_noop("{organisation} 的账已经建好了。")


class LimitBelowZero(Invalid):
    code = "ledger.limit_below_zero"
    sentence = gettext_noop("额度不能小于 0。")


class LimitBelowBalance(Refusal):
    code = "ledger.limit_below_balance"
    sentence = gettext_noop("账上已经有 {standing} 元，额度不能定得比它低。")
    remedy = gettext_noop("请先收回一部分，或者把额度定为现在的数。")
