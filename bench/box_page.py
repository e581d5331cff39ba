"""The page of a box: how many a second, kept and not kept, on several processes; and how old a recall may look.

    python bench/box_page.py [--processes 2] [--seconds 6] [--connections 16] [--boxes 40] [--json]

A real site: the demo county in a folder of its own, gunicorn as `lilian serve` starts it, pages asked for over HTTP by
as many connections as said, each kept open. `kept` asks for the same boxes again and again; `not kept` asks for each
with a query that is never kept, so that Django makes it every time; `known` is a browser that has the page and is told
304. The askers run on the same machine: its cores are shared between them and the site, which is told apart by the
site's own CPU time. Last a lot is recalled, and every process asked every tenth of a second until all say so.
"""

import argparse
import gzip
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

GOAL_A_SECOND, GOAL_RECALL_S = 1_000, 60.0
PORT, HOST = 8471, "127.0.0.1"
READY_S, SHOWN_S, QUIET_S = 60, 90, 15
MAKE = """
import django; django.setup()
from lilian.packing.models import Box
from lilian.web.passport.check import path_of
for box in Box.objects.order_by("-pk")[:{boxes}]: print(path_of(box.code))
"""
RECALL = """
import time, django; django.setup()
from django.utils import timezone
from lilian.base.actors import system
from lilian.packing.queries import labelled
from lilian.stock import actions
from lilian.stock.values import Condition
box = labelled({code!r})
said = dict(lot_id=box.lot_id, condition=Condition.RECALLED, reason="bench", now=timezone.now())
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


def started(folder: Path, processes: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gunicorn", "--bind", f"{HOST}:{PORT}", "--workers", str(processes)]
    command += ["--threads", "8", "--worker-class", "gthread", "--preload", "--log-level", "error", "lilian.conf.wsgi"]
    site = subprocess.Popen(command, env=environment(folder), start_new_session=True)
    until = time.monotonic() + READY_S
    while time.monotonic() < until:
        try:
            if asked(connection(), "/healthz")[0] == 200:
                return site
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


def shows_recall(path: str) -> bool:
    return b"status-recalled" in gzip.decompress(asked(connection(), path)[1]).partition(b"<body>")[2]


def recall_seconds(folder: Path, path: str) -> float:
    """From the recall until the last answer that does not say so, the page asked for all the while."""
    good_at = [time.time()]
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            if not shows_recall(path):
                good_at.append(time.time())
            time.sleep(0.1)

    asker = threading.Thread(target=ask)
    asker.start()
    recalled_at = float(python(folder, RECALL.format(code=path.rpartition("/")[2]))[-1])
    while time.time() - max(good_at[-1], recalled_at) < QUIET_S and time.time() - recalled_at < SHOWN_S:
        time.sleep(0.5)
    done.set()
    asker.join()
    return max(0.0, good_at[-1] - recalled_at)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("processes", 2), ("seconds", 6), ("connections", 16), ("boxes", 40)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="lilian-bench-"))
    try:
        county(folder)
        paths = python(folder, MAKE.format(boxes=said.boxes))
        site = started(folder, said.processes)
        try:
            lines = [
                measured("not kept", [f"{path}?now" for path in paths], site, said),
                measured("kept", warmed(paths, said.processes), site, said),
                measured("known", paths, site, said),
            ]
            late_s = round(recall_seconds(folder, paths[0]), 1)
        finally:
            site.terminate()
            site.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if said.json:
        print(json.dumps({"lines": [asdict(line) for line in lines], "recall_shows_after_s": late_s}))
        return
    for line in lines:
        print(f"{line.what:9} {line.a_second:9,.1f}/s  {line.site_cpu_ms:7.3f} ms CPU of the site each  "
              f"p50 {line.p50_ms} ms  p99 {line.p99_ms} ms  {line.bytes:,} bytes")  # fmt: skip
    print(f"goal {GOAL_A_SECOND:,}/s kept; a recall shows everywhere after {late_s} s (goal {GOAL_RECALL_S:.0f} s, "
          "of which a browser may keep its copy 20 s)")  # fmt: skip


if __name__ == "__main__":
    main()
