"""Every word shown to people is marked for translation where it is written: templates, doors, sentences, scripts."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lilian.kernel.quantity import GRAMS_PER_UNIT
from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "lilian"
HAN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff01-\uff60]")  # characters, and the punctuation that goes with them
NAMES = ("中文", "梨联")

MARKED = re.compile(
    r"\{%\s*(trans|translate)\s+.*?%\}|\{%\s*blocktrans(late)?.*?%\}.*?\{%\s*endblocktrans(late)?\s*%\}|\{#.*?#\}"
    r"|\{%\s*comment.*?endcomment\s*%\}|<!--.*?-->|_\([\"'].*?[\"']\)",
    re.DOTALL,
)
IN_COTTON_ATTRIBUTE = re.compile(r"\s:[\w-]+=\"[^\"{]*_\('[^']*'\)[^\"]*\"")
MARKS = {"Word", "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext"}
UNITS = frozenset(GRAMS_PER_UNIT)

# Chinese on purpose: headers in Excel, examples in the API, help of commands (shown before a language is chosen).
KEPT_KEYWORDS = {"examples", "help"}
EXCEL, INVENTED = {"Table"}, {"SampleStore", "Sample"}
KEPT = {
    "api/actors.py": {"令牌"},  # the key's name in the OpenAPI file
    "cli/storage_plan.py": {"-问题.xlsx"},  # the marked workbook, which is Chinese throughout
    "web/sorting/mapping_form.py": {"、"},  # what a machine may put between two defects
}
# Sentences of papers and pages that are printed in Chinese whatever the screen speaks, and of demo data.
CHINESE_PAPERS = ("storage/papers/workbook/", "sheets/export.py", "flows/demo/")

TEMPLATES = sorted(path for kind in ("html", "txt") for path in PACKAGE.rglob(f"*.{kind}"))
DOORS = sorted(path for door in ("web", "api", "cli") for path in (PACKAGE / door).rglob("*.py"))
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
SCRIPTS = sorted([*(ROOT / "assets" / "js").rglob("*.js"), *PACKAGE.rglob("*.js")])


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix().removeprefix("src/lilian/")


def without_names(text: str) -> str:
    for name in NAMES:
        text = text.replace(name, "")
    return text


def chinese_lines(text: str) -> list[str]:
    return [line.strip() for line in without_names(text).splitlines() if HAN.search(line)]


def is_call_of(names: set[str], node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    return (called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")) in names


def is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def unmarked(node: ast.AST) -> Iterator[str]:
    """The Chinese literals below `node`, but for those in a mark, a docstring or what is kept on purpose."""
    if (
        is_call_of(MARKS | EXCEL | INVENTED, node)
        or is_docstring(node)
        or (isinstance(node, ast.keyword) and node.arg in KEPT_KEYWORDS)
    ):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and HAN.search(without_names(node.value)):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from unmarked(child)


def literals(path: Path) -> list[str]:
    return [text for text in unmarked(ast.parse(path.read_text(encoding="utf-8"))) if text not in UNITS]


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_has_no_unmarked_chinese(path: Path) -> None:
    assert chinese_lines(MARKED.sub("", path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_word_hides_in_an_attribute_the_collector_cannot_read(path: Path) -> None:
    assert IN_COTTON_ATTRIBUTE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", DOORS, ids=named)
def test_a_door_has_no_unmarked_chinese(path: Path) -> None:
    assert set(literals(path)) - KEPT.get(named(path), set()) == set()


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept_in_chinese_is_still_there(name: str) -> None:
    assert set(literals(PACKAGE / name)) >= KEPT[name]


def test_no_sentence_anywhere_is_unmarked() -> None:
    found = [
        (named(path), text)
        for path in SOURCES
        if not named(path).startswith(CHINESE_PAPERS)
        for text in literals(path)
        if len(text) > 1 and text.rstrip().endswith(("。", "？", "！"))
    ]
    assert found == []


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_a_script_takes_its_words_from_the_page(path: Path) -> None:
    assert chinese_lines(path.read_text(encoding="utf-8")) == []
