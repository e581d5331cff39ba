"""Addresses of marks. `mark/` is what anybody may open."""

from django.urls import path

from lilian.web.brand import books, check, labels, licences, marks, reports

app_name = "brand"
urlpatterns = [
    path("mark/", check.search, name="search"),
    path("mark/<str:number>/", check.check, name="check"),
    path("brand/", licences.licences, name="licences"),
    path("brand/new/", licences.new, name="new"),
    path("brand/licences.xlsx", books.licences, name="book"),
    path("brand/marks/", marks.marks, name="marks"),
    path("brand/marks/new/", marks.new_mark, name="new_mark"),
    path("brand/marks/<int:pk>/", marks.mark, name="mark"),
    path("brand/marks/<int:pk>/rules/", marks.rules, name="rules"),
    path("brand/<int:pk>/", licences.licence, name="licence"),
    path("brand/<int:pk>/rule/", licences.rule, name="rule"),
    path("brand/<int:pk>/renew/", licences.renew, name="renew"),
    path("brand/<int:pk>/ask/", labels.ask, name="ask"),
    path("brand/<int:pk>/spoil/", labels.spoil, name="spoil"),
    path("brand/<int:pk>/take-back/", labels.take_back, name="take_back"),
    path("brand/<int:pk>/report/", reports.report, name="report"),
    path("brand/reports/<int:pk>/retract/", reports.retract, name="retract"),
    path("brand/issues/<int:pk>/numbers/", books.numbers, name="numbers"),
    path("brand/asks/<int:pk>/", labels.answer, name="answer"),
]
