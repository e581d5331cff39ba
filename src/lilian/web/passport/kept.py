"""Pages kept in this process as they were answered, so that a box that is scanned a thousand times is made once.

A page is handed out while nothing that it says can have changed: at most every `LOOK_S` seconds one look at the
database tells (`queries.version`) whether anything was decided; if so, every page is made again when it is next asked
for. A recall therefore shows `LOOK_S` seconds later in every process, and `WHILE_S` more where a browser or proxy
kept its copy: well below a minute. What else a page says (a name that was changed) is at most `OLDEST_S` old.
"""

import gzip
import hashlib
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone

from lilian.passport import actions, queries
from lilian.passport.queries.standing import Version
from lilian.web.passport import faces, links
from lilian.web.passport.languages import language_of

LOOK_S, OLDEST_S, WHILE_S = 10.0, 600.0, 20
MOST = 4_000  # pages of some 12 kB, compressed
PREFIX = "/01/"
PLAIN_QUERIES = {"": "", "lang=zh": "zh", "lang=en": "en"}
Clock = Callable[[], float]


@dataclass(frozen=True)
class Face:
    """A page ready to be sent."""

    code: str
    packed: bytes
    tag: str

    @classmethod
    def of(cls, html: str, path: str) -> "Face":
        packed = gzip.compress(html.encode(), 9, mtime=0)
        return cls(path.rpartition("/")[2], packed, f'W/"{hashlib.sha256(packed).hexdigest()[:20]}"')


@dataclass(frozen=True)
class Placed:
    face: Face
    version: Version
    at: float


class Watch:
    """What was last decided, looked at once in a while by whoever comes first."""

    def __init__(self, look: Callable[[], Version], clock: Clock = time.monotonic) -> None:
        self.look, self.clock = look, clock
        self.lock = threading.Lock()
        self.version: Version = ()
        self.looked_at = float("-inf")

    def now(self) -> Version:
        """The version as it was at most `LOOK_S` seconds ago: while one asks, nobody is answered from before."""
        if self.clock() - self.looked_at < LOOK_S:
            return self.version
        with self.lock:
            began = self.clock()
            if began - self.looked_at >= LOOK_S:
                self.version = self.look()
                self.looked_at = began
            return self.version


class Shelf:
    """The pages asked for last, by address and language."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.placed: OrderedDict[tuple[str, str], Placed] = OrderedDict()
        self.lock = threading.Lock()

    def put(self, path: str, language: str, face: Face, version: Version) -> None:
        """`version` is what was last decided before the page was made."""
        placed = Placed(face, version, self.watch.clock())
        with self.lock:
            self.placed[path, language] = placed
            self.placed.move_to_end((path, language))
            while len(self.placed) > MOST:
                self.placed.popitem(last=False)

    def get(self, path: str, language: str) -> Face | None:
        """None if it is not there, or may have changed."""
        found = self.placed.get((path, language))
        if found is None or found.version != self.watch.now() or self.watch.clock() - found.at > OLDEST_S:
            return None
        return found.face

    def clear(self) -> None:
        with self.lock:
            self.placed.clear()
            self.watch.looked_at = float("-inf")


class Openings:
    """How often pages were asked for and not written down yet; nothing about who asked.

    Written every `settings.OPENINGS_EVERY_S` seconds by a thread of its own, so that nobody waits for it; a process
    that is killed forgets the last few.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.since = 0.0

    def add(self, code: str) -> None:
        with self.lock:
            self.since = self.since or time.monotonic()
            self.counts[code] += 1
            due = bool(settings.OPENINGS_EVERY_S) and time.monotonic() - self.since > settings.OPENINGS_EVERY_S
            if due:
                self.since = time.monotonic()
        if due:
            threading.Thread(target=self._write_apart, name="openings", daemon=True).start()

    def write(self) -> int:
        """Write down what was counted so far; return of how many boxes."""
        with self.lock:
            counts, self.counts = self.counts, Counter()
        return actions.count_openings(counts=counts, now=timezone.now()) if counts else 0

    def _write_apart(self) -> None:
        try:
            self.write()
        finally:
            connection.close()


SHELF = Shelf(Watch(queries.version))
OPENINGS = Openings()


class Made(HttpResponse):
    """A page just made; the middleware below answers with it as with any kept one, whatever stood in between."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self.face = face


def answer(request: HttpRequest, face: Face) -> HttpResponse:
    """The page, packed where the browser takes that; 304 where it has it already."""
    if request.method == "GET":
        OPENINGS.add(face.code)
    if request.headers.get("If-None-Match") == face.tag:
        response: HttpResponse = HttpResponseNotModified()
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(face.packed, headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(face.packed))
    response.headers["ETag"] = face.tag
    response.headers["Cache-Control"] = f"public, max-age={WHILE_S}, must-revalidate"
    response.headers["Vary"] = "Accept, Accept-Encoding, Accept-Language"
    response.headers["Content-Security-Policy"] = faces.policy()
    response.headers["Link"] = f'<{request.path}?linkType=linkset>; rel="linkset"; type="{links.LINKSET}"'
    return to_anybody(response)


def to_anybody(response: HttpResponse) -> HttpResponse:
    """A page of another site may read it, as the GS1 resolver standard asks: nothing here is for one person, so what
    stands in between may keep it for all (`KeptPages` sees to that)."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Link"
    return response


def _is_for_all(response: HttpResponseBase) -> bool:
    return response.get("Access-Control-Allow-Origin") == "*" and "public" in response.get("Cache-Control", "")


def _the_same_to_all(response: HttpResponseBase) -> HttpResponseBase:
    """Who looks was asked on the way here, and changed nothing: a copy is good for anybody, whatever their cookies."""
    varies = [name for name in response.get("Vary", "").split(", ") if name and name.lower() != "cookie"]
    del response["Vary"]
    if varies:
        response["Vary"] = ", ".join(varies)
    response.cookies.clear()
    return response


class KeptPages:
    """Before everything but security: a kept page needs no session, no user and, most times, no database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        face = self._kept(request) if request.path.startswith(PREFIX) else None
        if face is None:
            response = self.get_response(request)
            if not isinstance(response, Made):
                return _the_same_to_all(response) if _is_for_all(response) else response
            face = response.face
        return answer(request, face)

    def _kept(self, request: HttpRequest) -> Face | None:
        said = PLAIN_QUERIES.get(request.META.get("QUERY_STRING", ""))
        if said is None or request.method not in ("GET", "HEAD") or "json" in request.headers.get("Accept", ""):
            return None
        language = language_of(said, request.headers.get("Accept-Language", ""))
        return SHELF.get(request.path, language)
