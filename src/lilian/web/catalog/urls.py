"""Addresses of the catalogue."""

from django.urls import path

from lilian.web.catalog import views

app_name = "catalog"
urlpatterns = [
    path("catalog/", views.catalogue, name="catalogue"),
    path("catalog/standards/<int:pk>/", views.standard_page, name="standard"),
    path("catalog/standards/<int:pk>/new/", views.new_version, name="new_version"),
]
