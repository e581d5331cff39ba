"""Who waits for the compiler is told why."""

from threading import Event

import pytest

from lilian.cli import readying
from lilian.cli.screen import Screen
from lilian.kernel.refusal import untranslated


def test_who_waits_long_is_told_why(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readying, "SILENT_S", 0.01)
    told = Event()
    screen = Screen()
    monkeypatch.setattr(screen, "note", lambda line: (print(line), told.set()))
    readying.ready(lambda: told.wait(30), screen, untranslated)
    assert "正在准备计算程序" in capsys.readouterr().out


def test_who_does_not_wait_is_told_nothing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readying, "SILENT_S", 3600.0)
    readying.ready(lambda: None, Screen(), untranslated)
    assert capsys.readouterr() == ("", "")
