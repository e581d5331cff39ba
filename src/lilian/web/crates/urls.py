"""Addresses of crates and bins."""

from django.urls import path

from lilian.web.crates import bins, views

app_name = "crates"
urlpatterns = [
    path("crates/", views.crate_list, name="crates"),
    path("crates/moves/", views.move_list, name="moves"),
    path("crates/add/", views.add_crate, name="add"),
    path("crates/<int:pk>/change/", views.change_crate, name="change"),
    path("crates/move/<slug:kind>/", views.move_crates, name="move"),
    path("crates/bins/", bins.bin_list, name="bins"),
    path("crates/bins/add/", bins.add_bins, name="add_bins"),
    path("crates/bins/<int:pk>/", bins.bin_page, name="bin"),
    path("crates/bins/<int:pk>/fill/", bins.fill_bin, name="fill_bin"),
    path("crates/bins/<int:pk>/empty/", bins.empty_bin, name="empty_bin"),
]
