"""Acts of membership: each is all of it or none, and on record."""

from lilian.members.actions.accounts import open_account
from lilian.members.actions.grants import grant, withdraw_grant
from lilian.members.actions.households import (
    add_household,
    change_head,
    change_household,
    close_household,
    give_block,
    join_household,
    leave_household,
)
from lilian.members.actions.imports import apply_rows, import_rows, undo_rows, weigh_rows
from lilian.members.actions.many import give_posts
from lilian.members.actions.organisations import add_organisation, change_organisation, end_membership
from lilian.members.actions.people import add_person, change_person, link_user, reveal_phone
from lilian.members.actions.places import (
    add_place,
    add_townships,
    change_place,
    close_place,
    remove_place,
    reopen_place,
)
from lilian.members.actions.posts import end_post, give_post
from lilian.members.actions.tokens import IssuedToken, issue_token, note_token_use, revoke_token

__all__ = [
    "IssuedToken",
    "add_household",
    "add_organisation",
    "add_person",
    "add_place",
    "add_townships",
    "apply_rows",
    "change_head",
    "change_household",
    "change_organisation",
    "change_person",
    "change_place",
    "close_household",
    "close_place",
    "end_membership",
    "end_post",
    "give_block",
    "give_post",
    "give_posts",
    "grant",
    "import_rows",
    "issue_token",
    "join_household",
    "leave_household",
    "link_user",
    "note_token_use",
    "open_account",
    "remove_place",
    "reopen_place",
    "reveal_phone",
    "revoke_token",
    "undo_rows",
    "weigh_rows",
    "withdraw_grant",
]
