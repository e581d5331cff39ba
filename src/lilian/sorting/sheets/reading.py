"""Read a line's file: the gate here, the parsing in a limited child process."""

from pathlib import Path

from lilian.sheets.gate import admit
from lilian.sheets.limits import Limits
from lilian.sheets.process import file_bytes, in_child
from lilian.sorting.sheets import wire
from lilian.sorting.sheets.limits import LINE_LIMITS
from lilian.sorting.sheets.parsing import Parsed
from lilian.sorting.sheets.profiles import mapping_text
from lilian.sorting.values import Mapping

LineData = Parsed
CHILD = "lilian.sorting.sheets.child"


def read_line_data(source: Path | bytes, mapping: Mapping, *, name: str = "", limits: Limits = LINE_LIMITS) -> LineData:
    """The fruit of a file; a row that is wrong is left out and told of in `faults`, what is done then is the caller's.

    :raises FileRefused: with the reason and what to do
    :raises OSError: if the path cannot be read
    """
    data = source if isinstance(source, bytes) else file_bytes(source, limits)
    name = name or (source.name if isinstance(source, Path) else "")
    return wire.unpack(in_child(admit(data, name, limits=limits), limits, module=CHILD, wanted=mapping_text(mapping)))
