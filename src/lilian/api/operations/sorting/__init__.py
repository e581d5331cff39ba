"""Runs of a sorting line: opened, fed with what the line measured, read, ended."""

from ninja import Router

from lilian.api.operations.sorting import line_data, runs

router = Router()
router.add_router("", runs.router)
router.add_router("", line_data.router)
