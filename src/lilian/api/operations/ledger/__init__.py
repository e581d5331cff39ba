"""Money: books, accounts with their statements and limits, postings, what is put aside."""

from ninja import Router

from lilian.api.operations.ledger import accounts, books, holds, postings

router = Router()
for part in (books, accounts, postings, holds):
    router.add_router("", part.router)
