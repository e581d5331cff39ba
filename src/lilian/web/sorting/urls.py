"""Addresses of sorting."""

from django.urls import path

from lilian.web.sorting.views import closing, files, mappings, opening, overrides, packout, runs

app_name = "sorting"
urlpatterns = [
    path("sorting/", runs.run_list, name="runs"),
    path("sorting/open/", opening.open_page, name="open"),
    path("sorting/packout/", packout.packout, name="packout"),
    path("sorting/mappings/", mappings.mapping_list, name="mappings"),
    path("sorting/mappings/new/", mappings.new, name="new_mapping"),
    path("sorting/mappings/new/<str:draft>/", mappings.columns, name="map_columns"),
    path("sorting/mappings/<slug:code>/", mappings.mapping, name="mapping"),
    path("sorting/overrides/<int:pk>/answer/", overrides.answer, name="answer"),
    path("sorting/<int:pk>/", runs.run, name="run"),
    path("sorting/<int:pk>/file/", files.send, name="send_file"),
    path("sorting/<int:pk>/file/<int:job>/", files.reading, name="reading"),
    path("sorting/<int:pk>/override/", overrides.ask, name="ask"),
    path("sorting/<int:pk>/close/", closing.close, name="close"),
    path("sorting/<int:pk>/break-off/", closing.break_off, name="break_off"),
]
