"""All addresses: pages, the API, health."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("lilian.api.urls")),
    path("epcis/", include("lilian.api.epcis.urls")),
    path("", include("lilian.web.urls")),
]

handler400 = "lilian.web.shell.refusals.bad_request"
handler403 = "lilian.web.shell.refusals.forbidden"
handler404 = "lilian.web.shell.refusals.not_found"
handler500 = "lilian.web.shell.refusals.server_error"
