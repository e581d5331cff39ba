"""Addresses of all pages. A package under `lilian.web` with a `urls.py` is found by itself."""

from django.urls import include, path

from lilian.web.shell.front import packages

urlpatterns = [
    path("", include("lilian.web.shell.urls")),
    path("", include("lilian.web.home.urls")),
    *(path("", include(name)) for name in packages("urls")),
]
