"""Runs of a sorting line: opened, fed with what the line measured, overruled by two people, read, ended."""

from ninja import Router

from lilian.api.operations.sorting import line_data, overrides, runs

router = Router()
for part in (runs, line_data, overrides):
    router.add_router("", part.router)
