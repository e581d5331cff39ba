"""Addresses of the background work."""

from django.urls import path

from lilian.web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/", views.job_list, name="jobs"),
    path("jobs/<int:pk>/", views.job_page, name="job"),
    path("jobs/<int:pk>/retry/", views.retry, name="retry"),
]
