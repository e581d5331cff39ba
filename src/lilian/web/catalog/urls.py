"""Addresses of the catalogue."""

from django.urls import path

from lilian.web.catalog import entries, views

app_name = "catalog"
urlpatterns = [
    path("catalog/", views.catalogue, name="catalogue"),
    path("catalog/varieties/add/", entries.add_variety, name="add_variety"),
    path("catalog/varieties/<int:pk>/change/", entries.change_variety, name="change_variety"),
    path("catalog/seasons/add/", entries.add_season, name="add_season"),
    path("catalog/seasons/<int:pk>/change/", entries.change_season, name="change_season"),
    path("catalog/standards/<int:pk>/", views.standard_page, name="standard"),
    path("catalog/standards/<int:pk>/new/", views.new_version, name="new_version"),
]
