"""Why a whole line file is refused."""

from lilian.kernel.marks import gettext_noop
from lilian.sheets.refusals import FileRefused


class NoHeadings(FileRefused):
    code = "sorting.no_headings"
    sentence = gettext_noop("找不到标题行：前 {rows} 行里没有“{wanted}”这一列。")
    remedy = gettext_noop("请核对选的映射方案是不是这台机器的，或在方案里补上标题。")


class NoFruit(FileRefused):
    code = "sorting.no_fruit"
    sentence = gettext_noop("标题行下面没有数据。")
    remedy = gettext_noop("请核对文件有没有导出完整。")


class TooManyMarks(FileRefused):
    code = "sorting.too_many_marks"
    sentence = gettext_noop("批次记号太多：超过 {limit} 种。")
    remedy = gettext_noop("这一列大概不是批次，请在映射方案里核对。")
