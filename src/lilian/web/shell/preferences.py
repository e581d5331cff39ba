"""Language, text size and theme: kept in cookies, and with the user so that the next phone knows them."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import activate
from django.views.decorators.http import require_POST

TEXT_COOKIE, THEME_COOKIE = "lilian_text", "lilian_theme"
TEXTS, THEMES = ("normal", "big"), ("auto", "light", "dark")
YEAR_S = 365 * 24 * 3600
CHOICES = {
    "language": (settings.LANGUAGE_COOKIE_NAME, tuple(code for code, _ in settings.LANGUAGES)),
    "text": (TEXT_COOKIE, TEXTS),
    "theme": (THEME_COOKIE, THEMES),
}


@dataclass(frozen=True)
class Preferences:
    text: str = "normal"
    theme: str = "auto"

    @classmethod
    def of(cls, request: HttpRequest) -> "Preferences":
        text, theme = request.COOKIES.get(TEXT_COOKIE), request.COOKIES.get(THEME_COOKIE, "auto")
        if text not in TEXTS:
            text = "big" if getattr(request.user, "big_text", False) else "normal"
        return cls(text=text, theme=theme if theme in THEMES else "auto")


def use_language_of_user(request: HttpRequest) -> None:
    """A phone that never chose a language takes the one its user chose elsewhere."""
    language = getattr(request.user, "language", "")
    if language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        activate(language)
        request.LANGUAGE_CODE = language


def remember(user: Any, name: str, value: str) -> None:
    if not user.is_authenticated or name == "theme":
        return
    field, kept = ("language", value) if name == "language" else ("big_text", value == "big")
    setattr(user, field, kept)
    user.save(update_fields=[field])


def way_back(request: HttpRequest) -> str:
    target = request.POST.get("next", "") or request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"


@require_POST
def prefer(request: HttpRequest) -> HttpResponse:
    """Set whichever of `language`, `text`, `theme` was posted, and go back."""
    response = HttpResponseRedirect(way_back(request))
    for name, (cookie, allowed) in CHOICES.items():
        value = request.POST.get(name, "")
        if value in allowed:
            response.set_cookie(cookie, value, max_age=YEAR_S, samesite="Lax", secure=request.is_secure())
            remember(request.user, name, value)
    return response
