"""Addresses of the members' pages."""

from django.urls import path

from lilian.web.members import views

app_name = "members"
urlpatterns = [
    path("members/", views.organisation_list, name="organisations"),
    path("members/places/", views.place_list, name="places"),
    path("members/people/", views.people_list, name="people"),
    path("members/<int:pk>/", views.organisation_page, name="organisation"),
]
