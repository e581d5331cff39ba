"""Addresses of the pages of tracing and recall."""

from django.urls import path

from lilian.web.trace import call_list, calls, drills, files, notices, recalls, views

app_name = "trace"
urlpatterns = [
    path("trace/", views.trace, name="trace"),
    path("trace/file/", files.ask, name="file"),
    path("trace/files/<int:pk>/", files.taken, name="file_made"),
    path("trace/recalls/", recalls.recall_list, name="recalls"),
    path("trace/recalls/new/", recalls.new_recall, name="new_recall"),
    path("trace/recalls/<int:pk>/", recalls.recall_page, name="recall"),
    path("trace/recalls/<int:pk>/calls.xlsx", call_list.workbook, name="call_list"),
    path("trace/recalls/<int:pk>/calls.pdf", calls.printed, name="calls_paper"),
    path("trace/recalls/<int:pk>/end/", recalls.end_recall, name="end_recall"),
    path("trace/notices/", notices.notice_list, name="notices"),
    path("trace/notices/<int:pk>/", notices.notice_page, name="notice"),
    path("trace/notices/<int:pk>/call/", calls.call_page, name="call"),
    path("trace/drills/", drills.drill_list, name="drills"),
    path("trace/drills/<int:pk>/", drills.drill_page, name="drill"),
]
