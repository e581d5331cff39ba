"""Why an act on sorting is refused."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, Refusal


class NotALine(Invalid):
    code = "sorting.not_a_line"
    sentence = gettext_noop("“{location}”不是分选线。")


class NothingPutIn(Invalid):
    code = "sorting.nothing_put_in"
    sentence = gettext_noop("没有写投进去的批次。")
    remedy = gettext_noop("至少选一批，写明多少。")


class LotTwice(Invalid):
    code = "sorting.lot_twice"
    sentence = gettext_noop("同一批写了两次，或两批用了同一个记号。")


class NotThere(Invalid):
    code = "sorting.not_there"
    sentence = gettext_noop("批次 {lot} 在那里只有 {there}，投不了 {wanted}。")


class VarietiesDiffer(Invalid):
    code = "sorting.varieties_differ"
    sentence = gettext_noop("一次只能分选一个品种，这里有 {names}。")
    remedy = gettext_noop("请清池后另开一次。")


class OwnersDiffer(Invalid):
    code = "sorting.owners_differ"
    sentence = gettext_noop("这几批的货主不同：{names}。混在一池就分不开了。")
    remedy = gettext_noop("请先办交接，或清池后分次分选。")


class CleanedLater(Invalid):
    code = "sorting.cleaned_later"
    sentence = gettext_noop("清池时间不能晚于现在。")


class RunEnded(AlreadyDone):
    code = "sorting.run_ended"
    sentence = gettext_noop("{run} 已经结束。")


class StillOpen(Refusal):
    code = "sorting.still_open"
    sentence = gettext_noop("这条线的 {tank} 号池还有没结束的 {run}。")
    remedy = gettext_noop("两次清池之间是一次分选：请先结束那一次。")


class FileTaken(AlreadyDone):
    code = "sorting.file_taken"
    sentence = gettext_noop("这个文件已经收进 {run}。")


class BadRows(Invalid):
    code = "sorting.bad_rows"
    sentence = gettext_noop("{bad} 行有问题，没有收。")
    remedy = gettext_noop("请照下面每条改好再传，或选“只收没有问题的行”。")


class NoGoodRows(Invalid):
    code = "sorting.no_good_rows"
    sentence = gettext_noop("没有一行是好的，没有收。")


class ForeignGrade(Invalid):
    code = "sorting.foreign_grade"
    sentence = gettext_noop("映射方案里的等级“{grade}”不在这一天的标准里。")
    remedy = gettext_noop("请联盟办改映射方案，或核对标准。")


class UnknownGrade(Invalid):
    code = "sorting.unknown_grade"
    sentence = gettext_noop("标准里没有等级“{grade}”。")


class UnknownMark(Invalid):
    code = "sorting.unknown_mark"
    sentence = gettext_noop("文件里有批次记号“{mark}”，这次没有投这样记号的批次。")
    remedy = gettext_noop("请核对文件是不是这一次的。")


class NoFruitYet(Refusal):
    code = "sorting.no_fruit_yet"
    sentence = gettext_noop("还没有收进机器的数据，也没有称重，不知道出了什么。")
    remedy = gettext_noop("请先上传机器的逐果数据，或填上各等级称出来多少。")


class NoReason(Invalid):
    code = "sorting.no_reason"
    sentence = gettext_noop("请写明原因。")


class SameGrade(Invalid):
    code = "sorting.same_grade"
    sentence = gettext_noop("改成的等级和原来的一样。")


class SamePerson(Refusal):
    code = "sorting.same_person"
    sentence = gettext_noop("改等级要两个人：提出的人不能自己同意。")
    remedy = gettext_noop("请另一位分选员、质检员或负责人来确认。")


class Unanswered(Refusal):
    code = "sorting.unanswered"
    sentence = gettext_noop("还有 {count} 条改等级没有人答复。")
    remedy = gettext_noop("请第二个人先同意或不同意。")


class OtherStandard(Invalid):
    code = "sorting.other_standard"
    sentence = gettext_noop("{run} 按它那一天的标准定级，这个文件是按另一版算的。")
