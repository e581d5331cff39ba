"""Addresses of the quality room."""

from django.urls import path

from lilian.web.quality import samples, scales

app_name = "quality"
urlpatterns = [
    path("quality/", samples.room, name="room"),
    path("quality/scales/", scales.scale_list, name="scales"),
    path("quality/scales/new/", scales.new_scale, name="new_scale"),
    path("quality/scales/<int:pk>/", scales.scale, name="scale"),
    path("quality/samples/new/<int:pk>/", samples.new_sample, name="new_sample"),
    path("quality/samples/<int:pk>/", samples.sheet, name="sample"),
    path("quality/lots/<int:pk>/", samples.lot, name="lot"),
]
