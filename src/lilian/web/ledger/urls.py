"""Addresses of the money journal."""

from django.urls import path

from lilian.web.ledger.views import accounts, books, holds, mine, postings

app_name = "ledger"
urlpatterns = [
    path("money/", books.books, name="books"),
    path("money/mine/", mine.mine, name="mine"),
    path("money/open/", books.open_book, name="open_book"),
    path("money/books/<int:pk>/", books.book, name="book"),
    path("money/books/<int:pk>/accounts.xlsx", books.accounts_workbook, name="accounts_workbook"),
    path("money/books/<int:pk>/trial/", books.trial, name="trial"),
    path("money/books/<int:pk>/trial.xlsx", books.trial_workbook, name="trial_workbook"),
    path("money/books/<int:pk>/close/", books.close, name="close"),
    path("money/books/<int:pk>/postings/", postings.postings, name="postings"),
    path("money/books/<int:pk>/post/<slug:kind>/", postings.post_entry, name="post"),
    path("money/books/<int:pk>/holds/", holds.holds, name="holds"),
    path("money/accounts/<int:pk>/", accounts.account, name="account"),
    path("money/accounts/<int:pk>/statement.xlsx", accounts.statement_workbook, name="statement_workbook"),
    path("money/accounts/<int:pk>/limit/", accounts.set_limit, name="set_limit"),
    path("money/postings/<int:pk>/", postings.posting, name="posting"),
    path("money/postings/<int:pk>/reverse/", postings.reverse_posting, name="reverse"),
    path("money/holds/<int:pk>/", holds.hold, name="hold"),
    path("money/holds/<int:pk>/post/", holds.post_hold, name="post_hold"),
    path("money/holds/<int:pk>/void/", holds.void_hold, name="void_hold"),
]
