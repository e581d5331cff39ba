"""The page that says something broke stands by itself."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string


def test_it_is_shown_even_where_no_static_file_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(path: str) -> str:
        raise ValueError(f"Missing staticfiles manifest entry for {path}")

    monkeypatch.setattr(staticfiles_storage, "url", lost)
    assert "built/app.css" in render_to_string("shell/broken.html", {"code": "E1"})
