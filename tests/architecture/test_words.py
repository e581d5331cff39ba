"""English on a switch: every source string has its English, with the same fields."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "lilian"
CATALOGUE = PACKAGE / "conf" / "locale" / "en" / "LC_MESSAGES" / "django.po"
FIELD = re.compile(r"\{(\w+)[^}]*\}|%\((\w+)\)[sd]")

HAN = "[\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”]"
# A comma, a colon, a semicolon or a bracket that touches Chinese is as wide as Chinese; 10:30 and URLs touch none.
HALF_WIDTH = re.compile(rf"(?<={HAN})[,:;()?!]|[,:;()?!](?={HAN})")
# What is read or written by programs: patterns, titles of Excel columns as offices write them, codes of Excel, an URL.
PROGRAMS_READ = (
    "sheets/",
    "flows/demo/sorting.py",
    "members/sheets.py",
    "storage/sheets/",
    "storage/papers/workbook/formats.py",
)
URL_SHAPE = "postgresql://用户:密码@主机/库名"


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def texts(entry: polib.POEntry) -> list[str]:
    """The English of an entry: one text, or one for each plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_entry_is_translated(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]] == []


def test_a_translation_keeps_the_fields_of_its_source(catalogue: polib.POFile) -> None:
    wrong = [
        entry.msgid
        for entry in catalogue
        for text in texts(entry)
        if text and set(FIELD.findall(text)) != set(FIELD.findall(entry.msgid))
    ]
    assert wrong == []


def test_no_translation_is_left_in_chinese(catalogue: polib.POFile) -> None:
    """But for our own name and the sheets of the peak workbook, which bear Chinese names."""
    kept, chinese = (
        re.compile("中文|梨联|待储批次|恒温库|参数"),
        re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"),
    )
    assert [text for entry in catalogue for text in texts(entry) if chinese.search(kept.sub("", text))] == []


def test_a_text_may_stand_in_an_attribute(catalogue: polib.POFile) -> None:
    """A double quote would end the attribute; the curly ones of the Chinese font are as wide as a character."""
    assert [text for entry in catalogue for text in (entry.msgid, *texts(entry)) if '"' in text] == []
    assert [text for entry in catalogue for text in texts(entry) if set(text) & set("“”‘’")] == []


# A figure before a noun in the plural, unless the words before it say that it is a limit or a span, never one.
BARE_PLURAL = re.compile(
    r"(\{[^}]*\}|%\(\w+\)[sd]) (more |other |good )?(lots|rows|stores|loads|problems|files|faults|days|items)\b"
)
A_LIMIT = re.compile(r"([Aa]t most|at least|[Ll]ast|first) (\{[^}]*\}|%\(\w+\)s)")


def test_one_is_not_said_in_the_plural(catalogue: polib.POFile) -> None:
    """English says either through a plural entry (`ngettext`), or puts the figure behind the noun."""
    texts = [entry.msgstr for entry in catalogue if not entry.msgid_plural]
    assert [text for text in texts if BARE_PLURAL.search(A_LIMIT.sub("", text))] == []


def test_a_chinese_sentence_has_full_width_punctuation(catalogue: polib.POFile) -> None:
    texts = [text for entry in catalogue for text in (entry.msgid, entry.msgid_plural)]
    assert [text for text in texts if HALF_WIDTH.search(text)] == []


def said(path: Path) -> Iterator[str]:
    """The string literals of a source file that are no docstrings; an f-string in its parts."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value.replace(URL_SHAPE, "")


def test_chinese_outside_the_catalogue_has_full_width_punctuation_too() -> None:
    sources = [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]
    spoken = [path for path in sources if not path.relative_to(PACKAGE).as_posix().startswith(PROGRAMS_READ)]
    assert [(path.name, text) for path in spoken for text in said(path) if HALF_WIDTH.search(text)] == []


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    """The catalogue as `make messages` would leave it."""
    if not shutil.which("xgettext"):
        pytest.skip("xgettext is not installed (Debian: apt-get install gettext)")
    copy = tmp_path_factory.mktemp("words") / "lilian"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("built", "*.mo", "__pycache__"))
    command = ["makemessages", "--locale", "en", "--no-wrap", "--no-location", "--no-obsolete"]
    subprocess.run(
        [sys.executable, "-m", "django", *command, "--pythonpath", str(ROOT)], cwd=copy, check=True, capture_output=True
    )
    return polib.pofile(str(copy / "conf" / "locale" / "en" / "LC_MESSAGES" / "django.po"))


def test_every_string_in_the_code_is_in_the_catalogue(collected: polib.POFile) -> None:
    assert [entry.msgid for entry in collected.untranslated_entries()] == []


def test_the_catalogue_holds_nothing_that_the_code_no_longer_says(
    catalogue: polib.POFile, collected: polib.POFile
) -> None:
    assert {entry.msgid for entry in catalogue} - {entry.msgid for entry in collected} == set()
