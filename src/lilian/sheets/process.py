"""Read a file: the gate here, the parsing in a limited child process."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import lilian
from lilian.sheets import wire
from lilian.sheets.cells import Book
from lilian.sheets.gate import Admitted, admit
from lilian.sheets.limits import LIMITS, Limits
from lilian.sheets.refusals import TooBig, TooHeavy

GOOD = b"G"
SOURCE_FOLDER = str(Path(lilian.__file__).parent.parent)


def read_book(source: Path | str | bytes, name: str | None = None, *, limits: Limits = LIMITS) -> Book:
    """The workbook in `source` as plain values.

    `source` is a path or the bytes themselves; `name` is the file's name as the user gave it.

    :raises FileRefused: with the reason and what to do
    :raises OSError: if the path cannot be read
    """
    if isinstance(source, bytes):
        data, name = source, name or ""
    else:
        data, name = file_bytes(Path(source), limits), name or Path(source).name
    return wire.unpack(in_child(admit(data, name, limits=limits), limits), name)


def file_bytes(path: Path, limits: Limits) -> bytes:
    """:raises TooBig: before anything of it is read"""
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise TooBig(megabytes=round(size / 1e6, 1), limit=limits.file_bytes // (1024 * 1024))
    return path.read_bytes()


def in_child(admitted: Admitted, limits: Limits, *, module: str = "lilian.sheets.child", wanted: str = "") -> bytes:
    """What the limited child `module` answers about the file; `wanted` is told to it.

    :raises FileRefused: what the child refuses, or that it took too much time or memory
    """
    own = limits.for_child(admitted.unpacked_bytes)
    # -P: the folder the server happens to run in is no place to import from
    command = [sys.executable, "-P", "-m", module, admitted.kind, wire.pack_limits(own), wanted]
    # A trace needs memory, and so do the threads of a linear algebra that nobody asks for.
    environment = os.environ | {"PYTHONPATH": SOURCE_FOLDER, "RUST_BACKTRACE": "0", "OPENBLAS_NUM_THREADS": "1"}
    options: dict[str, Any] = {"capture_output": True, "check": False, "env": environment, "timeout": limits.child_s}
    try:
        done = subprocess.run(command, input=admitted.data, **options)
    except subprocess.TimeoutExpired:
        raise TooHeavy() from None
    if done.returncode or not done.stdout:
        raise TooHeavy()
    if not done.stdout.startswith(GOOD):
        raise wire.unpack_refusal(done.stdout[1:])
    return bytes(done.stdout[1:])
