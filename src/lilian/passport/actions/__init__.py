"""Acts of box passports."""

from lilian.passport.actions.complaints import AlreadyAnswered, NothingSaid, TooMany, answer, complain
from lilian.passport.actions.consents import NotNamed, NotThatName, PaperMissing, consent, withdraw
from lilian.passport.actions.openings import count_openings
from lilian.passport.actions.pictures import NoPicture, NoReason, NotBare, SamePicture, keep_picture, remove_picture

__all__ = [
    "AlreadyAnswered",
    "NoPicture",
    "NoReason",
    "NotBare",
    "NotNamed",
    "NotThatName",
    "NothingSaid",
    "PaperMissing",
    "SamePicture",
    "TooMany",
    "answer",
    "complain",
    "consent",
    "count_openings",
    "keep_picture",
    "remove_picture",
    "withdraw",
]
