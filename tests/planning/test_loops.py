"""Machine code kept on disk is used again for the same sources only, whichever file of a package changed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lilian.planning import loops

OUTER = """
from lilian.planning.loops import compiled
from inner import OFFSET, inner

@compiled
def outer(x):
    return inner(x) + OFFSET

print(outer(1), sum(outer.stats.cache_hits.values()))
"""
INNER = """
from lilian.planning.loops import in_place

OFFSET = {offset}

@in_place
def inner(x):
    return x * {factor}
"""


def said(folder: Path) -> list[str]:
    found = os.environ | {"NUMBA_CACHE_DIR": str(folder / "kept"), "PYTHONDONTWRITEBYTECODE": "1"}
    found["PYTHONPATH"] = os.pathsep.join([str(folder), *sys.path])
    done = subprocess.run([sys.executable, folder / "outer.py"], env=found, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().split()


@pytest.mark.slow
def test_a_change_in_a_file_beside_is_noticed_and_nothing_else_compiles_anew(tmp_path: Path) -> None:
    (tmp_path / "outer.py").write_text(OUTER)
    (tmp_path / "inner.py").write_text(INNER.format(offset=10, factor=2))
    assert [said(tmp_path), said(tmp_path)] == [["12", "0"], ["12", "1"]]
    (tmp_path / "inner.py").write_text(INNER.format(offset=10, factor=3))
    assert [said(tmp_path), said(tmp_path)] == [["13", "0"], ["13", "1"]]
    (tmp_path / "inner.py").write_text(INNER.format(offset=20, factor=3))
    assert said(tmp_path) == ["23", "0"]


def test_machine_code_is_kept_for_one_way_to_compile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = loops.digest.__wrapped__(tmp_path)
    other = tmp_path / "loops.txt"
    other.write_text("compiled otherwise")
    monkeypatch.setattr(loops, "__file__", str(other))
    assert loops.digest.__wrapped__(tmp_path) != before
