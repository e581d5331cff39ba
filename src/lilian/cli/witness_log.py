"""A log as one reads it over HTTP, and where a cosignature is sent."""

from collections.abc import Callable
from urllib.error import URLError
from urllib.request import Request, urlopen

from lilian.tlog.checkpoints import Checkpoint
from lilian.tlog.notes import Note
from lilian.tlog.tiles import ReadTile, tile_path, width_at

PATIENCE_S = 30
MOST_BYTES = 1 << 20


class NotReached(Exception):
    """The site does not answer, or not as a log does."""


class Log:
    """`answer(path, body)` is what the site says; another one is given in tests."""

    def __init__(self, address: str, answer: Callable[[str, bytes | None], bytes] | None = None) -> None:
        self.address = address.rstrip("/")
        self._answer = answer or self._asked

    def checkpoint(self) -> str:
        """:raises NotReached: if there is none"""
        try:
            return self._answer("checkpoint", None).decode()
        except UnicodeDecodeError:
            raise NotReached("checkpoint") from None

    def reader(self, note: str) -> ReadTile:
        """Tiles of the tree this checkpoint is of."""
        size = Checkpoint.parsed(Note.parsed(note).text).size

        def read(level: int, number: int) -> bytes:
            return self._answer(tile_path(level, number, width_at(level, number, size)), None)

        return read

    def send(self, cosigned: str) -> str:
        """:raises NotReached: if the site does not take it; the witness's own folder has it all the same"""
        return self._answer("cosign", cosigned.encode()).decode(errors="replace").strip()

    def _asked(self, path: str, body: bytes | None) -> bytes:
        if not self.address.startswith(("https://", "http://")):
            raise NotReached(self.address)
        request = Request(f"{self.address}/{path}", data=body, headers={"Content-Type": "text/plain"})  # noqa: S310
        try:
            with urlopen(request, timeout=PATIENCE_S) as answer:  # noqa: S310
                return answer.read(MOST_BYTES)
        except (URLError, OSError) as fault:
            raise NotReached(f"{path}: {fault}") from None
