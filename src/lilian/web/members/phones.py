"""A masked phone with its button: who presses it is on record."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lilian.members.values import PersonCard
from lilian.web.shell.requests import Request


def phone_cell(request: Request, card: PersonCard) -> SafeString:
    return render_to_string("members/phone.html", {"card": card}, request=request)


def spaced(phone: str) -> str:
    """`+8613800008000` -> `138 0000 8000`, as people read it out."""
    digits = phone.removeprefix("+86")
    return f"{digits[:3]} {digits[3:7]} {digits[7:]}" if len(digits) == 11 else digits
