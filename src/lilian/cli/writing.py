"""Files a command writes: whole or not at all, never over the workbook that was given."""

import os
from contextlib import suppress
from pathlib import Path

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal


class CannotWrite(Refusal):
    code = "cli.cannot_write"
    sentence = gettext_noop("写不了文件 {path}。")
    remedy = gettext_noop("请换一个有权限写的文件夹；如果文件正在 Excel 或 WPS 里打开，请先关掉。")


class WouldOverwrite(Refusal):
    code = "cli.would_overwrite"
    sentence = gettext_noop("{path} 就是原来的工作簿，写出会把它盖掉。")
    remedy = gettext_noop("请换一个文件名。")


def write(path: Path, data: bytes) -> Path:
    """Write beside, then put in place, so that nobody finds half a file; return where it is.

    :raises CannotWrite: if the folder or the file cannot be written
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise CannotWrite(path=path) from None
    return path
