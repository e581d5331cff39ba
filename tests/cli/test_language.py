"""The language a command speaks."""

from pathlib import Path

import polib
import pytest

from lilian.cli.language import Language, NoCatalogue, translator


def test_chinese_needs_no_catalogue(tmp_path: Path) -> None:
    assert translator(Language.ZH, tmp_path)("总成本") == "总成本"


def test_english_comes_from_the_compiled_catalogue(tmp_path: Path) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    catalogue.append(polib.POEntry(msgid="总成本", msgstr="Total cost"))
    catalogue.save_as_mofile(str(folder / "django.mo"))
    assert translator(Language.EN, tmp_path)("总成本") == "Total cost"


def test_a_missing_catalogue_is_said_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(NoCatalogue, match="not compiled"):
        translator(Language.EN, tmp_path)
