"""Addresses of the despatch desk."""

from django.urls import path

from lilian.web.parcels import acts, views

app_name = "parcels"
urlpatterns = [
    path("parcels/", views.parcel_list, name="parcels"),
    path("parcels.xlsx", views.workbook, name="workbook"),
    path("parcels/send/", acts.send, name="send"),
    path("parcels/<int:pk>/", views.parcel_page, name="parcel"),
    path("parcels/<int:pk>/arrive/", acts.arrive, name="arrive"),
    path("parcels/<int:pk>/back/", acts.bring_back, name="back"),
]
