"""Addresses of the members' pages."""

from django.urls import path

from lilian.web.members import views

app_name = "members"
urlpatterns = [
    path("members/", views.organisation_list, name="organisations"),
    path("members/add/", views.add, name="add"),
    path("members/people/", views.people_list, name="people"),
    path("members/people/<int:pk>/", views.person_page, name="person"),
    path("members/people/<int:pk>/reveal/", views.reveal, name="reveal"),
    path("members/people/<int:pk>/change/", views.change_person, name="change_person"),
    path("members/households/", views.household_list, name="households"),
    path("members/households/<int:pk>/", views.household_page, name="household"),
    path("members/households/<int:pk>/change/", views.change_household, name="change_household"),
    path("members/households/<int:pk>/close/", views.close_household, name="close_household"),
    path("members/households/<int:pk>/join/", views.join_household, name="join_household"),
    path("members/households/<int:pk>/block/", views.give_block, name="give_block"),
    path("members/households/<int:pk>/people/<int:person>/leave/", views.leave_household, name="leave_household"),
    path("members/households/<int:pk>/people/<int:person>/head/", views.change_head, name="change_head"),
    path("members/places/", views.place_list, name="places"),
    path("members/places/add/", views.add_place, name="add_place"),
    path("members/places/<int:pk>/change/", views.change_place, name="change_place"),
    path("members/places/<int:pk>/close/", views.close_place, name="close_place"),
    path("members/places/<int:pk>/reopen/", views.reopen_place, name="reopen_place"),
    path("members/posts/<int:pk>/end/", views.end_post, name="end_post"),
    path("members/grants/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("members/<int:pk>/", views.organisation_page, name="organisation"),
    path("members/<int:pk>/change/", views.change, name="change"),
    path("members/<int:pk>/leave/", views.leave, name="leave"),
    path("members/<int:pk>/people/add/", views.add_person, name="add_person"),
    path("members/<int:pk>/households/add/", views.add_household, name="add_household"),
    path("members/<int:pk>/posts/give/", views.give_post, name="give_post"),
    path("members/<int:pk>/grants/give/", views.grant, name="grant"),
]
