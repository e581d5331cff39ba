"""One way in: size, then name against content, then what the container holds."""

from dataclasses import dataclass
from pathlib import PurePath

from lilian.sheets.gate import magic, ole, opendocument, openxml
from lilian.sheets.gate.zipped import Zipped
from lilian.sheets.limits import LIMITS, Limits
from lilian.sheets.refusals import EmptyFile, HasMacros, TooBig, UnknownType, WrongType

BY_EXTENSION = {
    ".xlsx": ("xlsx",),
    ".xls": ("xls",),
    ".xlsb": ("xlsb",),
    ".ods": ("ods",),
    ".csv": ("text",),
    ".tsv": ("text",),
    ".txt": ("text",),
}
MACRO_EXTENSIONS = {".xlsm", ".xltm", ".xlam", ".xla"}


@dataclass(frozen=True)
class Admitted:
    """A file that passed: its kind (xlsx, xls, xlsb, ods, text), its bytes, how big it is unpacked."""

    kind: str
    data: bytes
    unpacked_bytes: int


def admit(data: bytes, name: str = "", *, limits: Limits = LIMITS) -> Admitted:
    """Let a file through to the parser.

    `name` is the file's name as the user gave it; without one only the content speaks.

    :raises FileRefused: with the reason, before anything is parsed
    """
    if not data:
        raise EmptyFile()
    if len(data) > limits.file_bytes:
        raise TooBig(megabytes=round(len(data) / 1e6, 1), limit=limits.file_bytes // (1024 * 1024))
    extension = PurePath(name).suffix.lower()
    if extension in MACRO_EXTENSIONS:
        raise HasMacros()
    if name and extension not in BY_EXTENSION:
        raise UnknownType(name=name)
    return _contents(data, extension, limits)


def _contents(data: bytes, extension: str, limits: Limits) -> Admitted:
    kind, unpacked = magic.kind_of(data), len(data)
    if kind == "zip":
        zipped = Zipped(data, limits)
        kind = magic.kind_of_zip(zipped.names)
        check = opendocument.check if kind == "ods" else openxml.check
        unpacked = check(zipped)
    elif kind == "xls":
        ole.check(data)
    if extension and kind not in BY_EXTENSION[extension]:
        raise WrongType(extension=extension, found=magic.SPOKEN[kind])
    return Admitted(kind, data, unpacked)
