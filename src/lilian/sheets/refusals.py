"""Why a whole file is refused, in words a clerk understands, with what to do."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid


class FileRefused(Invalid):
    """Base of every refusal of a whole file."""

    code = "sheets.refused"
    sentence = gettext_noop("这个文件不能读。")
    remedy = gettext_noop("请用 Excel 或 WPS 打开，另存为 .xlsx 再上传。")


class TooBig(FileRefused):
    code = "sheets.too_big"
    sentence = gettext_noop("文件太大：{megabytes} MB，最多 {limit} MB。")
    remedy = gettext_noop("请删去图片和无关的工作表，或分成几个文件。")


class EmptyFile(FileRefused):
    code = "sheets.empty_file"
    sentence = gettext_noop("文件是空的。")
    remedy = gettext_noop("请检查后重新选择文件。")


class UnknownType(FileRefused):
    code = "sheets.unknown_type"
    sentence = gettext_noop("不认识这种文件：{name}。")
    remedy = gettext_noop("可以上传 .xlsx、.xls、.xlsb、.ods 和 .csv 文件。")


class WrongType(FileRefused):
    code = "sheets.wrong_type"
    sentence = gettext_noop("文件名的后缀是 {extension}，内容却是 {found}。")


class HtmlInside(FileRefused):
    code = "sheets.html_inside"
    sentence = gettext_noop("这个文件其实是网页，只是名字像表格。")


class HasMacros(FileRefused):
    code = "sheets.has_macros"
    sentence = gettext_noop("文件里带有宏（程序），为了安全不能收。")
    remedy = gettext_noop("请另存为不带宏的 .xlsx 再上传。")


class HasExternalLinks(FileRefused):
    code = "sheets.has_external_links"
    sentence = gettext_noop("文件里有指向别的文件或网址的数据链接，为了安全不能收。")
    remedy = gettext_noop("请全选复制，用“选择性粘贴 → 数值”贴到新工作簿，保存后再上传。")


class Encrypted(FileRefused):
    code = "sheets.encrypted"
    sentence = gettext_noop("文件设了打开密码，系统打不开。")
    remedy = gettext_noop("请在 Excel 或 WPS 里取消密码，保存后再上传。")


class Bomb(FileRefused):
    code = "sheets.bomb"
    sentence = gettext_noop("文件解开后大得不正常，不能收。")
    remedy = gettext_noop("请把数据复制到新工作簿，保存后再上传。")


class Damaged(FileRefused):
    code = "sheets.damaged"
    sentence = gettext_noop("文件损坏了，或没有传完整。")
    remedy = gettext_noop("请在 Excel 或 WPS 里打开检查，另存一份再上传。")


class TooManyRows(FileRefused):
    code = "sheets.too_many_rows"
    sentence = gettext_noop("表太大：最多 {rows} 行、{columns} 列。")
    remedy = gettext_noop("请删去多余的行和列，或分成几个文件。")


class TooManySheets(FileRefused):
    code = "sheets.too_many_sheets"
    sentence = gettext_noop("工作表太多：最多 {limit} 张。")
    remedy = gettext_noop("请只留下要上传的工作表。")


class TooHeavy(FileRefused):
    code = "sheets.too_heavy"
    sentence = gettext_noop("读这个文件用的时间或内存太多，已经停下。")
    remedy = gettext_noop("请把数据复制到新工作簿，保存后再上传。")


class UnknownEncoding(FileRefused):
    code = "sheets.unknown_encoding"
    sentence = gettext_noop("文字编码认不出来。")
    remedy = gettext_noop("请用 Excel 或 WPS 打开，另存为 .xlsx 再上传。")


class PasteTooLong(FileRefused):
    code = "sheets.paste_too_long"
    sentence = gettext_noop("一次最多粘贴 {limit} 行，这里有 {rows} 行。")
    remedy = gettext_noop("请分几次粘贴，或上传文件。")
