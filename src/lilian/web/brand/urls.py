"""Addresses of marks. `mark/` is what anybody may open."""

from django.urls import path

from lilian.web.brand import check, labels, licences

app_name = "brand"
urlpatterns = [
    path("mark/", check.search, name="search"),
    path("mark/<str:number>/", check.check, name="check"),
    path("brand/", licences.licences, name="licences"),
    path("brand/new/", licences.new, name="new"),
    path("brand/<int:pk>/", licences.licence, name="licence"),
    path("brand/<int:pk>/rule/", licences.rule, name="rule"),
    path("brand/<int:pk>/ask/", labels.ask, name="ask"),
    path("brand/<int:pk>/spoil/", labels.spoil, name="spoil"),
    path("brand/<int:pk>/take-back/", labels.take_back, name="take_back"),
    path("brand/<int:pk>/report/", labels.report, name="report"),
    path("brand/asks/<int:pk>/", labels.answer, name="answer"),
]
