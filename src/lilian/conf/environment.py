"""Typed settings from environment variables. A value that does not fit stops the start with a sentence."""

import errno
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


class BadSetting(Exception):
    """A setting is missing or does not fit; the message names it and says what to write."""


def unwritable(path: Path, fault: OSError) -> BadSetting:
    """What to do about a file or folder that cannot be written, in both languages: no catalogue is open yet."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return BadSetting(f"{path}：硬盘满了，请先清理 / the disk is full: clear some space first")
    advice = "请换一个能写的数据文件夹（LILIAN_VAR），或改它的权限"
    return BadSetting(
        f"{path}：写不进去，{advice} / cannot be written: choose another LILIAN_VAR or allow it ({fault})"
    )


class Environment:
    """Reads `LILIAN_…` variables, each with a type."""

    def __init__(self, values: Mapping[str, str] = os.environ) -> None:
        self.values = values

    def text(self, name: str, default: str | None = None) -> str:
        value = self.values.get(name, default)
        if value is None:
            raise BadSetting(f"缺少设置 {name} / setting {name} is missing")
        return value

    def flag(self, name: str, default: bool) -> bool:
        word = self.text(name, "1" if default else "0").lower()
        if word not in TRUE | FALSE:
            raise BadSetting(f"{name}={word!r}：请写 1 或 0 / write 1 or 0")
        return word in TRUE

    def whole(self, name: str, default: int, least: int = 0, most: int = 2**31) -> int:
        return self._parsed(name, str(default), int, lambda n: least <= n <= most, f"{least} … {most}")

    def choice(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        return self._parsed(name, default, str, lambda word: word in choices, " | ".join(choices))

    def number(self, name: str, fits: Callable[[str], bool], says: str) -> str:
        """Digits that are no quantity, '' where there are none."""
        return self._parsed(name, "", str, lambda word: not word or fits(word), says)

    def names(self, name: str, default: str = "") -> list[str]:
        return [part.strip() for part in self.text(name, default).split(",") if part.strip()]

    def folder(self, name: str, default: Path) -> Path:
        return Path(self.text(name, str(default))).expanduser().resolve()

    def own_folder(self, name: str, default: Path) -> Path:
        """A folder the program writes to, made if need be.

        :raises BadSetting: if it cannot be made
        """
        path = self.folder(name, default)
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise unwritable(path, fault) from None
        return path

    def _parsed(self, name: str, default: str, parse: Callable[[str], T], fits: Callable[[T], bool], want: str) -> T:
        given = self.text(name, default)
        try:
            value = parse(given)
        except ValueError:
            raise BadSetting(f"{name}={given!r}：应为 / must be {want}") from None
        if not fits(value):
            raise BadSetting(f"{name}={given!r}：应为 / must be {want}")
        return value
