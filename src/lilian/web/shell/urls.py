"""Addresses of the shell."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from lilian.web.shell import demo, health, me, preferences, second_factor, styleguide

OWN: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("me/", me.me, name="me"),
    path("me/second-factor/", second_factor.second_factor, name="second_factor"),
    path("prefer/", preferences.prefer, name="prefer"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("styleguide/progress/", styleguide.progress, name="styleguide_progress"),
    path("accounts/", include("lilian.web.shell.account_urls")),
    path("", include("lilian.web.shell.tables.urls")),
]
OF_DEMO = [
    path("demo/", demo.roles, name="demo_roles"),
    path("demo/enter/", demo.enter, name="demo_enter"),
]


def patterns(*, demo: bool) -> list[URLPattern | URLResolver]:
    """The demo's addresses exist in the demo only."""
    return [*OWN, *(OF_DEMO if demo else [])]


urlpatterns = patterns(demo=settings.DEMO)
