"""Addresses of certificates. The one with a number is what a QR code leads to."""

from django.urls import path

from lilian.web.certificates import check, issued

app_name = "certificates"
urlpatterns = [
    path("certificate/<str:number>/", check.check, name="check"),
    path("certificates/", issued.certificates, name="certificates"),
    path("certificates/new/", issued.new, name="new"),
    path("certificates/<int:pk>/", issued.certificate, name="certificate"),
]
