"""What holds for every package: plain libraries stay plain, files stay small, nothing reaches for a foreign host."""

import ast
import re
import statistics
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "lilian"
SOURCES = [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager", "managers"}

# A ratchet: these may only go down (the hard stops are 500 lines a file, 70 a function, 7 parameters).
LONGEST_FILE = 500
LONGEST_FUNCTION = 70
MOST_PARAMETERS = 12
MEDIAN_FILE = 100


@pytest.mark.parametrize(
    "package",
    [
        "lilian.planning",
        "lilian.sheets",
        "lilian.drawing",
        "lilian.gs1",
        "lilian.tlog",
        "lilian.kernel",
        "lilian.storage.papers",
    ],
)
def test_a_plain_package_imports_without_the_web_framework(package: str) -> None:
    program = f"import pkgutil, importlib, sys\nimport {package} as p\n" + (
        "for m in pkgutil.walk_packages(p.__path__, p.__name__ + '.'):\n"
        "    m.name.endswith('__main__') or importlib.import_module(m.name)\n"
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def lengths(path: Path) -> list[tuple[str, int, int]]:
    """(name, lines of code without its docstring, parameters) of each function in a file."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            count = len(node.args.args) + len(node.args.kwonlyargs) + len(node.args.posonlyargs)
            found.append((f"{path.relative_to(PACKAGE)}:{node.name}", (node.end_lineno or 0) - first.lineno + 1, count))
    return found


@cache
def functions() -> list[tuple[str, int, int]]:
    """Of all files; read when first asked for, so that only the process that tests it pays."""
    return [function for path in SOURCES for function in lengths(path)]


@cache
def lines_of_files() -> dict[str, int]:
    return {str(path.relative_to(PACKAGE)): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}


def test_no_file_is_longer_than_the_longest_so_far() -> None:
    assert {name: lines for name, lines in lines_of_files().items() if lines > LONGEST_FILE} == {}


def test_the_usual_file_is_short() -> None:
    assert statistics.median(lines for lines in lines_of_files().values() if lines > 1) <= MEDIAN_FILE


def test_no_function_is_longer_than_the_longest_so_far() -> None:
    assert [(name, lines) for name, lines, _ in functions() if lines > LONGEST_FUNCTION] == []


def test_no_function_takes_more_parameters_than_the_most_so_far() -> None:
    assert [(name, count) for name, _, count in functions() if count > MOST_PARAMETERS] == []


def test_a_file_is_named_for_its_noun() -> None:
    assert [str(path) for path in SOURCES if path.stem in FORBIDDEN_NAMES] == []


HOST = re.compile(r"https?://(?!127\.0\.0\.1|localhost|www\.w3\.org/|example\.)[A-Za-z0-9.-]+")
SHOWN = [path for pattern in ("*.html", "*.js", "*.css", "*.svg", "*.xml") for path in PACKAGE.rglob(pattern)]
# Links inside the licences and notices of built libraries are text, not requests.
COMMENT = re.compile(r"/\*.*?\*/|<!--.*?-->|^\s*//.*?$", re.DOTALL | re.MULTILINE)
FETCHED = re.compile(
    r"""(?:src|href|url|import|fetch|action)\s*[=(:]\s*["']?\s*(https?:)?//(?!www\.w3\.org/)""", re.IGNORECASE
)


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.name)
def test_nothing_shown_names_a_foreign_host(path: Path) -> None:
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))
    if "built" in path.parts:
        assert not FETCHED.search(text)
    else:
        assert HOST.findall(text) == []


LOCKS = [*(ROOT / "requirements").glob("*.txt"), ROOT / "assets" / "package-lock.json", ROOT / "assets" / ".npmrc"]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_no_lock_file_names_a_registry(path: Path) -> None:
    assert "http" not in re.sub(r'"url": "https://[^"]*"', "", path.read_text(encoding="utf-8"))
