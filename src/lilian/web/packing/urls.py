"""Addresses of packing."""

from django.urls import path

from lilian.web.packing.views import boxes, closing, give_away, packings, pallets, specs, trials

app_name = "packing"
urlpatterns = [
    path("packing/", packings.board, name="board"),
    path("packing/open/", packings.open_page, name="open"),
    path("packing/give-away/", give_away.report, name="give_away"),
    path("packing/try/", trials.new, name="try"),
    path("packing/try/<int:pk>/", trials.trial, name="trial"),
    path("packing/specs/", specs.spec_list, name="specs"),
    path("packing/specs/new/", specs.new_spec, name="new_spec"),
    path("packing/specs/<int:pk>/", specs.spec, name="spec"),
    path("packing/specs/<int:pk>/new/", specs.new_version, name="new_version"),
    path("packing/pallets/", pallets.pallet_list, name="pallets"),
    path("packing/pallets/<int:pk>/", pallets.pallet, name="pallet"),
    path("packing/pallets/<int:pk>/empty/", pallets.empty, name="empty_pallet"),
    path("packing/boxes/<int:pk>/void/", boxes.void, name="void_box"),
    path("packing/<int:pk>/", boxes.packing, name="packing"),
    path("packing/<int:pk>/labels/<str:size>/", boxes.labels, name="labels"),
    path("packing/<int:pk>/close/", closing.close, name="close"),
    path("packing/<int:pk>/drop/", closing.drop, name="drop"),
]
