"""The secret key of an office that set none: made once, kept in a file only its owner reads."""

import os
import secrets
from pathlib import Path

from lilian.conf.environment import BadSetting, unwritable

LENGTH = 64  # bytes of randomness


def kept_key(folder: Path) -> str:
    """The key in `secret-key` there, made now if there is none.

    :raises BadSetting: if the file cannot be written, is empty or others can read it
    """
    path = folder / "secret-key"
    if not path.exists():
        try:
            _make(path)
        except OSError as fault:
            raise unwritable(path, fault) from None
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise BadSetting(f"{path}：别人也能读这个文件，请运行 chmod 600 / others can read it, run chmod 600")
    return path.read_text(encoding="ascii").strip()


def _make(path: Path) -> None:
    """Written aside and linked in place: of two first starts at once, one wins and both read its key."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    opened = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(opened, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(LENGTH))
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
