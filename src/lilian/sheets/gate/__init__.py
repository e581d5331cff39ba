"""The gate: what may be parsed at all. Nothing behind it sees a file it has not passed."""

from lilian.sheets.gate.admission import Admitted, admit

__all__ = ["Admitted", "admit"]
