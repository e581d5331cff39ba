"""In English no form says anything in Chinese, but for the names of grades, which are data."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.utils import translation

import lilian.web
from lilian.storage.sheets import LOTS

HAN = re.compile("[\u4e00-\u9fff]")
GRADES = set(LOTS.column("grade").choices)


def ours() -> list[type[forms.BaseForm]]:
    """Every form class of the pages."""
    found: dict[type[forms.BaseForm], None] = {}
    for module in pkgutil.walk_packages(lilian.web.__path__, "lilian.web."):
        for one in vars(importlib.import_module(module.name)).values():
            if isinstance(one, type) and issubclass(one, forms.BaseForm) and one.__module__.startswith("lilian"):
                found[one] = None
    return list(found)


def said(form: Any) -> Iterator[tuple[str, str]]:
    for name, field in form.base_fields.items():
        yield name, str(field.label or "")
        yield name, str(field.help_text)
        for _, words in getattr(field, "choices", ()):
            yield name, str(words)


@pytest.mark.django_db
def test_forms_speak_english() -> None:
    forms_ = ours()
    assert len(forms_) > 100
    with translation.override("en"):
        chinese = [
            (form.__name__, *told)
            for form in forms_
            for told in said(form)
            if HAN.search(told[1]) and told[1] not in GRADES
        ]
    assert chinese == []
