"""Marks: their rules, who may use them, labels and what became of them, packings that bear one."""

from ninja import Router

from lilian.api.operations.brand import checks, labels, licences, marks, packings, reports

router = Router()
for part in (marks, licences, labels, reports, packings, checks):
    router.add_router("", part.router)
