"""Addresses of box pages, of checking a code, of consents, complaints and pictures."""

from django.urls import path

from lilian.web.passport import check, complaints, consents, page, pictures

app_name = "passport"
urlpatterns = [
    path("01/<path:rest>", page.link, name="link"),
    path(".well-known/gs1resolver", page.resolver, name="resolver"),
    path("check/", check.check, name="check"),
    path("check/leaflet/", check.leaflet, name="leaflet"),
    path("check/pictures/<str:digest>.webp", pictures.picture, name="picture"),
    path("check/<str:code>/proof/", check.proof, name="proof"),
    path("check/<str:code>/complain/", check.complain, name="complain"),
    path("passport/consents/", consents.consents, name="consents"),
    path("passport/consents/mine/", consents.mine, name="mine"),
    path("passport/consents/mine/withdraw/", consents.take_back_mine, name="withdraw_mine"),
    path("passport/consents/<int:pk>/", consents.give, name="give"),
    path("passport/consents/<int:pk>/withdraw/", consents.take_back, name="withdraw"),
    path("passport/complaints/", complaints.complaints, name="complaints"),
    path("passport/complaints/<int:pk>/", complaints.answer, name="answer"),
    path("passport/pictures/", pictures.pictures, name="pictures"),
    path("passport/pictures/<int:pk>/", pictures.keep, name="keep_picture"),
    path("passport/pictures/<int:pk>/remove/", pictures.remove, name="remove_picture"),
]
