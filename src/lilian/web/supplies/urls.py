"""Addresses of the pages of farm inputs in stock."""

from django.urls import path

from lilian.web.supplies import points, views

app_name = "supplies"
urlpatterns = [
    path("supplies/", views.stock, name="stock"),
    path("supplies/moves/", views.moves, name="moves"),
    path("supplies/<int:pk>/lose/", views.lose, name="lose"),
    path("supplies/points/<int:pk>/", points.points, name="points"),
]
