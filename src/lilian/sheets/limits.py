"""Every limit on a file that comes in, in one place."""

from dataclasses import dataclass, replace

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds; where it can be known, what is over a limit is refused before it is parsed."""

    file_bytes: int = 20 * MEGABYTE
    members: int = 200
    unpacked_bytes: int = 200 * MEGABYTE
    ratio: int = 100
    rows: int = 200_000
    columns: int = 200
    cells: int = 3_000_000
    sheets: int = 60
    paste_rows: int = 2_000
    child_s: float = 60.0
    child_bytes: int = 1024 * MEGABYTE
    comments: int = 5_000

    def memory_for(self, unpacked_bytes: int) -> int:
        """A small file may not ask for much memory: what it needs grows with what it holds."""
        return min(self.child_bytes, 180 * MEGABYTE + 25 * unpacked_bytes)

    def cells_for(self, unpacked_bytes: int) -> int:
        """Two cells in far corners make a sheet of millions; what was written out takes some bytes a cell."""
        return min(self.cells, 500_000 + unpacked_bytes // 2)

    def cpu_s_for(self, unpacked_bytes: int) -> int:
        """Whole seconds of processor time, so that a busy machine refuses nothing good."""
        return min(int(self.child_s), 2 + unpacked_bytes // (2 * MEGABYTE))

    def for_child(self, unpacked_bytes: int) -> "Limits":
        """The limits for one file."""
        return replace(
            self,
            cells=self.cells_for(unpacked_bytes),
            child_bytes=self.memory_for(unpacked_bytes),
            child_s=float(self.cpu_s_for(unpacked_bytes)),
        )


LIMITS = Limits()
