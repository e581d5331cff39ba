"""What is wrong with a document or an event: which rule, where, and a sentence for a developer."""

from typing import NamedTuple


class Fault(NamedTuple):
    """`rule`: `schema` where the official JSON Schema refuses too, else the name of the rule it does not hold.

    `path`: as JSONPath has it, from the event's or the document's root: `$.epcList[3]`.
    """

    rule: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class Unreadable(ValueError):
    """Not an EPCIS document at all, or one broken as a whole; `fault` says where."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


SCHEMA = "schema"
