"""The page of a box: how many a second, kept and made anew, on several processes; and how old a recall may look.

    python bench/box_page.py [--processes 2] [--seconds 6] [--connections 16] [--boxes 40] [--recalls 8] [--json]

A real site: the demo county in a folder of its own, gunicorn as `lilian serve` starts it, pages asked for over HTTP by
as many connections as said, each kept open. `made` is a site that keeps no page, so that each is put together every
time; `kept` asks for the same boxes again and again; `known` is a browser that has the page and is told 304. The askers
run on the same machine: its cores are shared between them and the site, which is told apart by the site's own CPU time.

Last the lots of some boxes are recalled, one after the other, each box asked for ten times a second by two: one asks
the site, whichever process answers; one is a cache as browsers and proxies have them, filled just before the recall,
that asks again when `max-age` is over. From the recall to the last page that did not say so, the worst of all.
"""

import argparse
import gzip
import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

GOAL_A_SECOND, GOAL_RECALL_S = 1_000, 60.0
PORT, HOST = 8471, "127.0.0.1"
READY_S, SHOWN_S, QUIET_S, APART_S = 60, 120, 15, 3.7
MAKE = """
import django; django.setup()
from lilian.packing.models import Box
from lilian.web.passport.check import path_of
for box in Box.objects.order_by("-pk")[:{boxes}]: print(path_of(box.code))
"""
# Boxes of different batches, so that recalling one is no matter to the next.
APART = """
import django; django.setup()
from lilian.packing.models import Box
from lilian.web.passport.check import path_of
for box in Box.objects.filter(number=1, void=None, recall=None, packing__closing__lot__isnull=False)[:{recalls}]:
    print(path_of(box.code))
"""
RECALL = """
import time, django; django.setup()
from django.utils import timezone
from lilian.base.actors import system
from lilian.packing.queries import labelled
from lilian.stock import actions
from lilian.stock.values import Condition
for code in {codes!r}:
    time.sleep({apart_s})
    said = dict(lot_id=labelled(code).lot_id, condition=Condition.RECALLED, reason="bench", now=timezone.now())
    actions.decide(actor=system("bench"), **said)
    print(time.time())
"""


@dataclass(frozen=True)
class Line:
    what: str
    processes: int
    a_second: float
    site_cpu_ms: float
    p50_ms: float
    p99_ms: float
    bytes: int


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "LILIAN_VAR": str(folder),
        "LILIAN_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "lilian.conf.settings",
    }


def python(folder: Path, program: str) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment(folder), check=True, capture_output=True, text=True
    )
    return ran.stdout.split()


def county(folder: Path) -> None:
    command = [sys.executable, "-m", "lilian", "demo", "--no-serve"]
    subprocess.run(command, env=environment(folder), check=True, stdout=subprocess.DEVNULL)


def unkept() -> Callable[..., Any]:
    """The site, keeping no page."""
    from lilian.conf.wsgi import application
    from lilian.web.passport import kept

    kept.MOST = 0
    return application


@contextmanager
def site(folder: Path, processes: int, app: str = "lilian.conf.wsgi") -> Iterator[subprocess.Popen[bytes]]:
    begun = started(folder, processes, app)
    try:
        yield begun
    finally:
        begun.terminate()
        begun.wait(30)


def started(folder: Path, processes: int, app: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gunicorn", "--bind", f"{HOST}:{PORT}", "--workers", str(processes)]
    command += ["--threads", "8", "--worker-class", "gthread", "--preload", "--log-level", "error"]
    command += ["--chdir", str(Path(__file__).parent), app]
    begun = subprocess.Popen(command, env=environment(folder), start_new_session=True)
    until = time.monotonic() + READY_S
    while time.monotonic() < until:
        try:
            if asked(connection(), "/healthz")[0] == 200:
                return begun
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the site did not start")


def connection() -> http.client.HTTPConnection:
    return http.client.HTTPConnection(HOST, PORT, timeout=30)


def asked(at: http.client.HTTPConnection, path: str, **headers: str) -> tuple[int, bytes, str]:
    at.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept-Language": "zh-CN", **headers})
    answer = at.getresponse()
    return answer.status, answer.read(), answer.getheader("ETag", "")


def cpu_s(site: subprocess.Popen[bytes]) -> float:
    """CPU seconds of the site's processes so far."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == site.pid:  # the process group
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def measured(what: str, paths: list[str], site: subprocess.Popen[bytes], said: argparse.Namespace) -> Line:
    took: list[float] = []
    sizes: list[int] = []
    statuses: Counter[int] = Counter()
    until = time.monotonic() + said.seconds

    def ask(number: int) -> None:
        at, n = connection(), number
        tags: dict[str, str] = {}
        while time.monotonic() < until:
            path, began = paths[n % len(paths)], time.perf_counter()
            known = {"If-None-Match": tags[path]} if path in tags else {}
            status, body, tag = asked(at, path, **known)
            took.append(time.perf_counter() - began)
            sizes.append(len(body))
            statuses[status] += 1
            if what == "known":
                tags[path] = tag
            n += 1

    before, began = cpu_s(site), time.monotonic()
    threads = [threading.Thread(target=ask, args=(number,)) for number in range(said.connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent, wall = cpu_s(site) - before, time.monotonic() - began
    if set(statuses) - {200, 304}:
        raise SystemExit(f"{what}: {dict(statuses)}")
    took.sort()
    return Line(
        what=what,
        processes=said.processes,
        a_second=round(len(took) / wall, 1),
        site_cpu_ms=round(spent * 1000 / len(took), 3),
        p50_ms=round(took[len(took) // 2] * 1000, 2),
        p99_ms=round(took[len(took) * 99 // 100] * 1000, 2),
        bytes=max(sizes),
    )


def warmed(paths: list[str], processes: int) -> list[str]:
    """Every process has made every page: connections are spread over them as they come."""
    for path in paths * processes * 4:
        asked(connection(), path)
    return paths


def says_recalled(body: bytes) -> bool:
    return b"status-recalled" in gzip.decompress(body).partition(b"<body>")[2]


class Cache:
    """One page as a browser or proxy keeps it: for as long as it may, then asked for again with its tag."""

    def __init__(self, path: str) -> None:
        self.path, self.body, self.tag, self.until, self.asked_at = path, b"", "", 0.0, 0.0

    def page(self) -> bytes:
        if time.time() >= self.until:
            at, known = connection(), {"If-None-Match": self.tag} if self.tag else {}
            at.request("GET", self.path, headers={"Accept-Encoding": "gzip", "Accept-Language": "zh-CN", **known})
            answer = at.getresponse()
            body = answer.read()
            self.body, self.tag = body or self.body, answer.getheader("ETag", "")
            (age,) = re.findall(r"max-age=(\d+)", answer.getheader("Cache-Control", ""))
            self.asked_at = time.time()
            self.until = self.asked_at + int(age)
        return self.body


@dataclass
class Watched:
    """A box, and until when the site and a cache before it still called it good; `recalled_at` is told later."""

    path: str
    site_at: float = 0.0
    cache_at: float = 0.0
    recalled_at: float = 0.0

    def watch(self, done: threading.Event) -> None:
        cache = Cache(self.path)
        while not done.wait(0.1):
            if not says_recalled(asked(connection(), self.path)[1]):
                self.site_at = time.time()
            if not says_recalled(cache.page()):
                self.cache_at = time.time()
            if not self.recalled_at and time.time() - cache.asked_at > 1:
                cache.until = 0.0  # filled anew each second until the recall: then it may keep its page the longest


def recalls(folder: Path, paths: list[str]) -> dict[str, Any]:
    """Seconds from a recall to the last page that did not say so, of the site and through a cache."""
    boxes, done = [Watched(path) for path in paths], threading.Event()
    threads = [threading.Thread(target=box.watch, args=(done,)) for box in boxes]
    for thread in threads:
        thread.start()
    program = RECALL.format(codes=[path.rpartition("/")[2] for path in paths], apart_s=APART_S)
    command = [sys.executable, "-u", "-c", program]
    with subprocess.Popen(command, env=environment(folder), stdout=subprocess.PIPE, text=True) as told:
        for box, line in zip(boxes, told.stdout or (), strict=True):
            box.recalled_at = float(line)
    until = time.time() + SHOWN_S
    while time.time() < until and any(time.time() - max(box.site_at, box.cache_at) < QUIET_S for box in boxes):
        time.sleep(0.5)
    done.set()
    for thread in threads:
        thread.join()
    late = [(max(0.0, box.site_at - box.recalled_at), max(0.0, box.cache_at - box.recalled_at)) for box in boxes]
    by_site, by_cache = (sorted(round(seconds, 1) for seconds in each) for each in zip(*late, strict=True))
    return {"recalls": len(boxes), "site_s": by_site, "cache_s": by_cache}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("processes", 2), ("seconds", 6), ("connections", 16), ("boxes", 40), ("recalls", 8)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def main() -> None:
    said, folder = arguments(), Path(tempfile.mkdtemp(prefix="lilian-bench-"))
    try:
        county(folder)
        paths = python(folder, MAKE.format(boxes=said.boxes))
        with site(folder, said.processes, "box_page:unkept()") as bare:
            warmed(paths[:2], said.processes)
            lines = [measured("made", paths, bare, said)]
        with site(folder, said.processes) as whole:
            lines.append(measured("kept", warmed(paths, said.processes), whole, said))
            lines.append(measured("known", paths, whole, said))
            late = recalls(folder, python(folder, APART.format(recalls=said.recalls)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if said.json:
        print(json.dumps({"lines": [asdict(line) for line in lines], "recalls": late}))
        return
    for line in lines:
        print(f"{line.what:9} {line.a_second:9,.1f}/s  {line.site_cpu_ms:7.3f} ms CPU of the site each  "
              f"p50 {line.p50_ms} ms  p99 {line.p99_ms} ms  {line.bytes:,} bytes")  # fmt: skip
    site_s, cache_s = late["site_s"][-1], late["cache_s"][-1]
    print(f"goal {GOAL_A_SECOND:,}/s kept; of {late['recalls']} recalls the site says so everywhere after {site_s} s "
          f"at most, a cache before it after {cache_s} s (goal {GOAL_RECALL_S:.0f} s)")  # fmt: skip


if __name__ == "__main__":
    main()
