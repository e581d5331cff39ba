"""Where scenes are played: each a fork of one process that has the program loaded, instead of two seconds of imports.

`python -m tests.ops.stage` reads orders, a line of JSON each; it answers with the number of the process that plays the
scene and, when that has ended, with its exit code.
"""

import gc
import json
import os
import runpy
import signal
import subprocess
import sys
import traceback
from functools import cache
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

SETTINGS = "tests.settings"


def environment(**told: str) -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS, **told}


class Stage:
    """The process of scenes, seen from the tests; it ends with them."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.ops.stage"],
            env=environment(),
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def play(self, folder: Path, env: dict[str, str], line: list[str], within_s: float) -> str:
        """What `python -m line…` says in this environment.

        :raises subprocess.TimeoutExpired: if it takes too long; it is killed
        :raises AssertionError: if it fails
        """
        order = {"folder": str(folder), "env": env, "line": line, "within_s": within_s}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        said, complained = ((folder / name).read_text() for name in ("said", "complained"))
        if code == -signal.SIGALRM:
            raise subprocess.TimeoutExpired(line, within_s, said, complained)
        assert code == 0, complained[-3000:]
        return said


@cache
def stage() -> Stage:
    return Stage()


def dressed(env: dict[str, str]) -> None:
    """In this environment, with the settings of a process that was started in it."""
    from django.conf import Settings, settings
    from django.core.cache import caches
    from django.db import connections

    os.environ.clear()
    os.environ.update(env)
    for module in (SETTINGS, "lilian.conf.settings"):
        sys.modules.pop(module, None)
    settings._wrapped = Settings(SETTINGS)
    for handler in (connections, caches):  # what they keep of the settings before
        handler.__dict__.pop("settings", None)
        handler._settings = None
        for alias in handler:
            if hasattr(handler._connections, alias):
                delattr(handler._connections, alias)


def played(order: dict[str, Any]) -> None:
    """In the fork: speak into files, be the program, end."""
    folder = Path(order["folder"])
    for name, number in (("said", 1), ("complained", 2)):
        os.dup2(os.open(folder / name, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_APPEND), number)
    signal.alarm(int(order["within_s"]))
    code = 1
    try:
        dressed(order["env"])
        module, *said = order["line"]
        sys.argv = [module, *said]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        code = 0
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main() -> None:
    import django

    django.setup()
    gc.freeze()  # what is here already is nobody's to collect, so forks do not copy it
    for line in sys.stdin:
        child = os.fork()
        if not child:
            played(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
