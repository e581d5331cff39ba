"""The limited child process: file on standard input, values or a refusal on standard output."""

import os
import sys

from lilian.sheets import wire
from lilian.sheets.limits import LIMITS
from lilian.sheets.raw import read_raw
from lilian.sheets.refusals import Damaged, FileRefused, TooHeavy

GOOD, REFUSED = b"G", b"R"


def limit_self(memory_bytes: int, cpu_s: int) -> None:
    """Where the system has no such limits (Windows), the parent's clock is what is left."""
    try:
        import resource
    except ImportError:
        return
    for what, amount in ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CPU, cpu_s), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (amount, amount))
        except (ValueError, OSError):  # macOS knows RLIMIT_AS and refuses it
            continue


def answer(data: bytes, kind: str) -> bytes:
    try:
        return GOOD + wire.pack(read_raw(data, kind, LIMITS))
    except FileRefused as refusal:
        return REFUSED + wire.pack_refusal(refusal)
    except MemoryError:
        return REFUSED + wire.pack_refusal(TooHeavy())
    except BaseException:  # the parser's panic is no Exception; whatever it is, the file is at fault
        return REFUSED + wire.pack_refusal(Damaged())


def main() -> None:
    kind, memory_bytes, cpu_s = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    data = sys.stdin.buffer.read()
    limit_self(memory_bytes, cpu_s)
    reply = answer(data, kind)
    sys.stdout.buffer.write(reply)
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing to tidy up; freeing a large table cell by cell takes longer than reading it


if __name__ == "__main__":
    main()
