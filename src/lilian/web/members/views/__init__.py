"""Views of membership."""

from lilian.web.members.views.grants import grant, withdraw
from lilian.web.members.views.households import (
    add_household,
    change_head,
    change_household,
    close_household,
    give_block,
    household_list,
    household_page,
    join_household,
    leave_household,
)
from lilian.web.members.views.organisations import add, change, leave, organisation_list, organisation_page
from lilian.web.members.views.people import add_person, change_person, people_list, person_page, reveal
from lilian.web.members.views.places import add_place, change_place, close_place, place_list, reopen_place
from lilian.web.members.views.posts import end_post, give_post

__all__ = [
    "add",
    "add_household",
    "add_person",
    "add_place",
    "change",
    "change_head",
    "change_household",
    "change_person",
    "change_place",
    "close_household",
    "close_place",
    "end_post",
    "give_block",
    "give_post",
    "grant",
    "household_list",
    "household_page",
    "join_household",
    "leave",
    "leave_household",
    "organisation_list",
    "organisation_page",
    "people_list",
    "person_page",
    "place_list",
    "reopen_place",
    "reveal",
    "withdraw",
]
