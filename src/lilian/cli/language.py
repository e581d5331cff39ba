"""The language a command speaks: Chinese as written, or English by the one catalogue, read without Django."""

from collections.abc import Callable
from enum import StrEnum
from gettext import translation
from pathlib import Path

import lilian
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal, untranslated

LOCALE_FOLDER = Path(lilian.__file__).parent / "conf" / "locale"
DOMAIN = "django"
Translate = Callable[[str], str]


class Language(StrEnum):
    ZH = "zh"
    EN = "en"

    @property
    def tag(self) -> str:
        """As HTML wants it."""
        return {"zh": "zh-CN", "en": "en"}[self.value]


class NoCatalogue(Refusal):
    code = "cli.no_catalogue"
    sentence = gettext_noop("英文词表还没有编译（the English catalogue is not compiled）。")
    remedy = gettext_noop("请先运行 make messages，或去掉 --lang en（run make messages, or leave --lang out）。")


def translator(language: Language, folder: Path = LOCALE_FOLDER) -> Translate:
    """A function from a Chinese sentence to the language's.

    :raises NoCatalogue: if the language needs a catalogue that is not there
    """
    if language is Language.ZH:
        return untranslated
    try:
        return translation(DOMAIN, folder, [language.value]).gettext
    except FileNotFoundError:
        raise NoCatalogue() from None
