"""Marks: their rules, who may use them, labels and what became of them, packings that bear one."""

from ninja import Router

from lilian.api.operations.brand import checks, labels, licences, marks, use

router = Router()
for part in (marks, licences, labels, use, checks):
    router.add_router("", part.router)
