"""Read a body: JSON in UTF-8, without the numbers JSON does not have."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser


def no_such_number(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")


class StrictParser(Parser):
    """NaN and Infinity are not numbers here, and the body is UTF-8 and nothing else."""

    def parse_body(self, request: HttpRequest) -> Any:
        """:raises ValueError: if the body is not JSON"""
        return json.loads(request.body.decode("utf-8"), parse_constant=no_such_number)
