"""English on a switch: every source string has its English, with the same fields."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "lilian"
CATALOGUE = PACKAGE / "conf" / "locale" / "en" / "LC_MESSAGES" / "django.po"
FIELD = re.compile(r"\{(\w+)[^}]*\}|%\((\w+)\)[sd]")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def test_every_entry_is_translated(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]] == []


def test_a_translation_keeps_the_fields_of_its_source(catalogue: polib.POFile) -> None:
    wrong = [
        entry.msgid
        for entry in catalogue
        for text in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
        if not set(FIELD.findall(text)) <= set(FIELD.findall(entry.msgid + entry.msgid_plural))
    ]
    assert wrong == []


def test_no_translation_is_left_in_chinese(catalogue: polib.POFile) -> None:
    kept = {"中文", "梨联"}
    chinese = re.compile("[\u4e00-\u9fff]")
    assert [
        entry.msgid
        for entry in catalogue
        if chinese.search(entry.msgstr.replace("梨联", "").replace("中文", "")) and entry.msgid not in kept
    ] == []


def test_every_string_in_the_code_is_in_the_catalogue(catalogue: polib.POFile, tmp_path: Path) -> None:
    if not shutil.which("xgettext"):
        pytest.skip("xgettext is not installed (Debian: apt-get install gettext)")
    copy = tmp_path / "lilian"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("built", "*.mo", "__pycache__"))
    command = ["makemessages", "--locale", "en", "--no-wrap", "--no-location", "--no-obsolete"]
    subprocess.run(
        [sys.executable, "-m", "django", *command, "--pythonpath", str(ROOT)], cwd=copy, check=True, capture_output=True
    )
    fresh = polib.pofile(str(copy / "conf" / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    assert [entry.msgid for entry in fresh.untranslated_entries()] == []


HAN = re.compile("[\u4e00-\u9fff]")
MARKED = re.compile(
    r"\{%\s*(trans|translate)\s+.*?%\}|\{%\s*blocktrans(late)?.*?%\}.*?\{%\s*endblocktrans(late)?\s*%\}|\{#.*?#\}"
    r"|\{%\s*comment.*?endcomment\s*%\}|<!--.*?-->|\{\{.*?\}\}|_\([\"'].*?[\"']\)",
    re.DOTALL,
)
TEMPLATES = sorted(PACKAGE.rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_template_has_no_unmarked_chinese(path: Path) -> None:
    rest = MARKED.sub("", path.read_text(encoding="utf-8")).replace("中文", "").replace("梨联", "")
    assert [line.strip() for line in rest.splitlines() if HAN.search(line)] == []
