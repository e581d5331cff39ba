"""A form on a page of its own: shown, sent, refused in place with a sentence, or done once and away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from lilian.kernel.refusal import Refusal
from lilian.kernel.sentences import joined
from lilian.web.shell.in_place import acted
from lilian.web.shell.refusals import Told, spoken_code
from lilian.web.shell.requests import Request

UNPROCESSABLE = 422


@dataclass(frozen=True)
class FormPage:
    """`act` does it and returns the address to go to; `done` is what is said there.

    `at` names the field a refusal is about: it is said there, where the form has it, and above the form otherwise.
    """

    template: str
    form: forms.Form
    act: Callable[[], str]
    done: str
    context: dict[str, Any] = field(default_factory=dict)
    at: Mapping[type[Refusal], str] = field(default_factory=dict)

    def answer(self, request: Request) -> HttpResponse:
        if request.method != "POST":
            return self._shown(request, 200)
        if not self.form.is_valid():
            return self._shown(request, UNPROCESSABLE)

        def again(status: int, told: Told) -> HttpResponse:
            name = next((name for kind, name in self.at.items() if spoken_code(kind.code) == told.code), "")
            if name not in self.form.fields:
                return self._shown(request, status, told=told)
            self.form.add_error(name, joined(told.sentence, told.remedy))
            return self._shown(request, status)

        return acted(request, self.act, done=self.done, again=again)

    def _shown(self, request: Request, status: int, **more: Any) -> HttpResponse:
        return render(request, self.template, {**self.context, "form": self.form, **more}, status=status)


def form_page(*, title: str, purpose: str, back: str, back_label: str, **rest: Any) -> FormPage:
    """A `FormPage` on the shared template; `rest` is its form, act and done.

    `beside` are buttons in the head that lead on, each its address and its words; `map` is drawn beside the form.
    """
    context = {
        "title": title,
        "purpose": purpose,
        "back": back,
        "back_label": back_label,
        "submit": rest.pop("submit", ""),
        "beside": rest.pop("beside", ()),
        "map": rest.pop("map", ""),
    }
    return FormPage(template="shell/form.html", context=context, **rest)
