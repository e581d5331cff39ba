"""Addresses of tables in and out."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from lilian.web.shell.tables import views


class KeyConverter(StringConverter):
    """The key of a draft: what `secrets.token_urlsafe` makes, so never a path."""

    regex = "[A-Za-z0-9_-]{16}"


register_converter(KeyConverter, "draft")

app_name = "tables"
urlpatterns = [
    path("tables/", views.history, name="history"),
    path("tables/imports/<int:pk>/", views.receipt, name="receipt"),
    path("tables/imports/<int:pk>/undo/", views.undo, name="undo"),
    path("tables/imports/<int:pk>/progress/", views.undo_progress, name="undo_progress"),
    path("tables/<slug:name>/", views.send, name="import"),
    path("tables/<slug:name>/export.xlsx", views.export, name="export"),
    path("tables/<slug:name>/form.xlsx", views.form, name="form"),
    path("tables/<slug:name>/<draft:key>/", views.preview, name="preview"),
    path("tables/<slug:name>/<draft:key>/progress/", views.progress, name="progress"),
    path("tables/<slug:name>/<draft:key>/apply/", views.apply, name="apply"),
    path("tables/<slug:name>/<draft:key>/again/", views.again, name="again"),
    path("tables/<slug:name>/<draft:key>/marked.xlsx", views.marked, name="marked"),
    path("tables/<slug:name>/<draft:key>/rest.xlsx", views.rest, name="rest"),
]
