"""All addresses: pages, the API, health."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("lilian.api.urls")),
    path("", include("lilian.web.urls")),
]
