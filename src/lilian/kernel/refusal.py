"""A refusal: the system says no, why, and what to do. The sentence is filled and translated at the door."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from lilian.kernel.marks import gettext_noop
from lilian.kernel.sentences import filled, joined


def untranslated(text: str) -> str:
    return text


class Refusal(Exception):
    """Base of every refusal: a short code, the facts, and a sentence template in the source language.

    Subclasses set `code` and `sentence`; `sentence` names its fields in braces.
    """

    code: ClassVar[str] = "kernel.refused"
    sentence: ClassVar[str] = gettext_noop("不能这样做。")
    remedy: ClassVar[str] = ""

    def __init__(self, **fields: Any) -> None:
        super().__init__(self.code, fields)
        self.fields = fields

    def __reduce__(self) -> tuple[Callable[[], "Refusal"], tuple[()]]:
        """So that it travels between processes: an exception is otherwise made again from positional arguments."""
        return partial(type(self), **self.fields), ()

    def text(self, translate: Callable[[str], str] = untranslated) -> str:
        """The whole message: what is wrong, then what to do."""
        return joined(*self.parts(translate))

    def parts(self, translate: Callable[[str], str] = untranslated) -> tuple[str, str]:
        """What is wrong, and what to do ('' where nothing helps)."""
        return filled(self.sentence, self.fields, translate), filled(self.remedy, self.fields, translate)

    def __str__(self) -> str:
        return f"{self.code}: {self.text()}"


class NotAllowed(Refusal):
    """The actor may not do this."""

    code = "kernel.not_allowed"
    sentence = gettext_noop("您没有办理这件事的权限。")
    remedy = gettext_noop("如需办理，请联系联盟办。")


class NotFound(Refusal):
    """There is no such thing, or the actor may not know of it."""

    code = "kernel.not_found"
    sentence = gettext_noop("没有找到这条记录。")
    remedy = gettext_noop("请返回列表重新查找。")


class Invalid(Refusal):
    """A value that came in is wrong."""

    code = "kernel.invalid"
    sentence = gettext_noop("填写的内容不正确。")


class AlreadyDone(Refusal):
    """The act would change nothing."""

    code = "kernel.already_done"
    sentence = gettext_noop("这件事已经办过了。")
