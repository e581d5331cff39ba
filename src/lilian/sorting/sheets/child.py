"""The limited child process that reads a line's file: `python -m lilian.sorting.sheets.child KIND LIMITS MAPPING`."""

import sys

from lilian.sheets import child
from lilian.sheets.limits import Limits
from lilian.sorting.sheets import wire
from lilian.sorting.sheets.parsing import parse
from lilian.sorting.sheets.profiles import mapping_of


def read(data: bytes, kind: str, limits: Limits) -> bytes:
    return wire.pack(parse(data, kind, mapping_of(sys.argv[3]), limits))


if __name__ == "__main__":
    child.main(read)
