"""Acts of box passports."""

from lilian.passport.actions.complaints import AlreadyAnswered, NothingSaid, TooMany, answer, complain
from lilian.passport.actions.consents import NotNamed, NotThatName, PaperMissing, consent, withdraw
from lilian.passport.actions.openings import count_openings

__all__ = [
    "AlreadyAnswered",
    "NotNamed",
    "NotThatName",
    "NothingSaid",
    "PaperMissing",
    "TooMany",
    "answer",
    "complain",
    "consent",
    "count_openings",
    "withdraw",
]
