"""The limited child process: file on standard input, values or a refusal on standard output."""

import os
import sys
from collections.abc import Callable
from math import ceil

from lilian.sheets import wire
from lilian.sheets.limits import Limits
from lilian.sheets.raw import read_raw
from lilian.sheets.refusals import Damaged, FileRefused, TooHeavy

GOOD, REFUSED = b"G", b"R"
Read = Callable[[bytes, str, Limits], bytes]  # file, kind, limits -> what is answered; raises FileRefused


def limit_self(limits: Limits) -> None:
    """Where the system has no such limits (Windows), the parent's clock is what is left."""
    try:
        import resource
    except ImportError:
        return
    memory, seconds = (resource.RLIMIT_AS, limits.child_bytes), (resource.RLIMIT_CPU, ceil(limits.child_s))
    for what, amount in (memory, seconds, (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (amount, amount))
        except (ValueError, OSError):  # macOS knows RLIMIT_AS and refuses it
            continue


def answer(data: bytes, kind: str, limits: Limits, read: Read) -> bytes:
    try:
        return GOOD + read(data, kind, limits)
    except FileRefused as refusal:
        return REFUSED + wire.pack_refusal(refusal)
    except MemoryError:
        return REFUSED + wire.pack_refusal(TooHeavy())
    except BaseException:  # the parser's panic is no Exception; whatever it is, the file is at fault
        return REFUSED + wire.pack_refusal(Damaged())


def read_book(data: bytes, kind: str, limits: Limits) -> bytes:
    """A workbook, packed."""
    return wire.pack(read_raw(data, kind, limits))


def main(read: Read = read_book) -> None:
    """Answer with what `read` makes of the file, within the limits."""
    kind, limits = sys.argv[1], wire.unpack_limits(sys.argv[2])
    data = sys.stdin.buffer.read()
    limit_self(limits)
    reply = answer(data, kind, limits, read)
    sys.stdout.buffer.write(reply)
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing to tidy up; freeing a large table cell by cell takes longer than reading it


if __name__ == "__main__":
    main()
