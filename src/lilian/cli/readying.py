"""The compiled loops of a plan are readied before its clock starts; where that takes a while, it is said."""

from collections.abc import Callable
from threading import Timer

from lilian.cli.language import Translate
from lilian.cli.screen import Screen

SILENT_S = 3.0


def ready(warm: Callable[[], None], screen: Screen, _: Translate) -> None:
    """Do it, with a word to who waits long; only the first time on a machine does."""
    words = _("正在准备计算程序，在这台电脑上第一次要等半分钟左右……")
    said = Timer(SILENT_S, screen.note, [words])
    said.daemon = True
    said.start()
    try:
        warm()
    finally:
        said.cancel()
