"""English on a switch: every source string has its English, with the same fields."""

import re
import shutil
import subprocess
import sys

import polib
import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "lilian"
CATALOGUE = PACKAGE / "conf" / "locale" / "en" / "LC_MESSAGES" / "django.po"
FIELD = re.compile(r"\{(\w+)[^}]*\}|%\((\w+)\)[sd]")


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
    assert [text for entry in catalogue for text in texts(entry) if "“" in text or "”" in text] == []


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
