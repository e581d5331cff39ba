"""A witness as C2SP tlog-witness has it, on this machine; and the ways in which one can fail us."""

import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from lilian.tlog import checkpoints, cosignatures, merkle, notes
from lilian.tlog.checkpoints import Checkpoint
from lilian.tlog.notes import COSIGNATURE, Note, NoteWrong, SigningKey, VerifierKey

KEY = SigningKey("witness.example/w1", b"x" * 32, COSIGNATURE)
Said = tuple[int, str, bytes]
PLAIN, SIZE = "text/plain", "text/x.tlog.size"


class WitnessServer(ThreadingHTTPServer):
    """`logs` are the keys it trusts by origin, `seen` the newest checkpoint it cosigned of each. `answers`, where there
    are some, are said one after another in place of what it should say.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.logs: dict[str, list[VerifierKey]] = {}
        self.seen: dict[str, Checkpoint] = {}
        self.asked: list[bytes] = []
        self.answers: list[Said | Callable[[bytes], Said]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/w1"

    def trusts(self, *keys: VerifierKey) -> None:
        for key in keys:
            self.logs.setdefault(key.name, []).append(key)

    def said(self, path: str, body: bytes) -> Said:
        self.asked.append(body)
        if self.answers:
            one = self.answers.pop(0)
            return one(body) if callable(one) else one
        return self.should_say(body) if path == "/w1/add-checkpoint" else (404, PLAIN, b"")

    def should_say(self, body: bytes) -> Said:
        head, _, note = body.decode().partition("\n\n")
        first, *lines = head.split("\n")
        told = re.fullmatch(r"old (0|[1-9][0-9]*)", first)
        if told is None or len(lines) > 63:
            return 400, PLAIN, b""
        old, point = int(told[1]), Checkpoint.parsed(Note.parsed(note).text)
        if point.origin not in self.logs:
            return 404, PLAIN, b""
        try:
            checkpoints.opened(note, self.logs[point.origin])
        except NoteWrong:
            return 403, PLAIN, b""
        return self.grown(old, point, [b64decode(line) for line in lines]) or (200, PLAIN, self.word(note))

    def grown(self, old: int, point: Checkpoint, proof: list[bytes]) -> Said | None:
        """Nothing where the log only grew; kept then."""
        before = self.seen.get(point.origin)
        size = before.size if before else 0
        if old > point.size:
            return 400, PLAIN, b""
        if old != size:
            return 409, SIZE, b"%d\n" % size
        if before and old == point.size and before.root != point.root:
            return 409, PLAIN, b"another tree\n"
        try:
            root = before.root if before else merkle.EMPTY_ROOT
            merkle.check_consistency(old, root, point.size, point.root, proof)
        except merkle.ProofWrong:
            return 422, PLAIN, b""
        self.seen[point.origin] = point
        return None

    def word(self, note: str, key: SigningKey = KEY) -> bytes:
        return cosignatures.cosigned(note, key, at=datetime.now(UTC)).encode()


class Handler(BaseHTTPRequestHandler):
    server: WitnessServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status, kind, said = self.server.said(self.path, body)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_said: Any) -> None:
        """In silence."""


@contextmanager
def a_witness() -> Iterator[WitnessServer]:
    with WitnessServer() as server:
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def note_in(body: bytes) -> str:
    return body.decode().partition("\n\n")[2]


def another_text(body: bytes) -> Said:
    """A good signature over a tree that is not ours."""
    point = Checkpoint.parsed(Note.parsed(note_in(body)).text)
    other = notes.signed(str(Checkpoint(point.origin, point.size, bytes(32))))
    return 200, PLAIN, cosignatures.cosigned(other + "— x AAAAAAAA\n", KEY, at=datetime.now(UTC)).encode()


def longer_text(body: bytes) -> Said:
    """A blank line of its own, so that our note and its answer are a note of another text, which it signs."""
    text = note_in(body) + "and more\n"
    line = cosignatures.cosigned(f"{text}\n— x AAAAAAAA\n", KEY, at=datetime.now(UTC))
    return 200, PLAIN, f"and more\n\n{line}".encode()


def anothers_key(body: bytes) -> Said:
    other = SigningKey(KEY.name, b"y" * 32, COSIGNATURE)
    return 200, PLAIN, cosignatures.cosigned(note_in(body), other, at=datetime.now(UTC)).encode()


def from_tomorrow(body: bytes) -> Said:
    return 200, PLAIN, cosignatures.cosigned(note_in(body), KEY, at=datetime.now(UTC) + timedelta(days=1)).encode()


def from_the_end_of_time(body: bytes) -> Said:
    seconds = 2**62
    signature = KEY.over(cosignatures.message(Note.parsed(note_in(body)).text, seconds))
    return 200, PLAIN, KEY.line(seconds.to_bytes(8) + signature).encode()
