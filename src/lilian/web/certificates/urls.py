"""Addresses of certificates. The one with a number is what a QR code leads to."""

from django.urls import path

from lilian.web.certificates import check, collected, filing, issued, issuing, lacking

app_name = "certificates"
urlpatterns = [
    path("certificate/<str:number>/", check.check, name="check"),
    path("certificates/", issued.certificates, name="certificates"),
    path("certificates/lacking/", lacking.lacking, name="lacking"),
    path("certificates/new/", issuing.new, name="new"),
    path("certificates/certificates.xlsx", filing.book, name="book"),
    path("certificates/papers-<str:size>.pdf", filing.papers, name="papers"),
    path("certificates/files/<int:pk>/", filing.taken, name="file_made"),
    path("certificates/collected/", collected.collected, name="collected"),
    path("certificates/collected/<int:pk>/", collected.one_collected, name="one_collected"),
    path("certificates/collected/<int:pk>/photo/", collected.photo, name="photo"),
    path("certificates/slips/<int:pk>/", collected.bring, name="bring"),
    path("certificates/<int:pk>/", issued.certificate, name="certificate"),
    path("certificates/<int:pk>/<str:size>.pdf", filing.paper, name="paper"),
]
