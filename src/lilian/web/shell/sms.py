"""How a sign-in code reaches a phone. A site names its own class in LILIAN_SMS_BACKEND."""

from typing import Protocol

import structlog
from django.conf import settings
from django.utils.module_loading import import_string


class Sender(Protocol):
    """Vendors approve templates, not texts: so the code is handed over, not a sentence."""

    def send_code(self, *, phone: str, code: str) -> None:
        """Send `code` to `phone` (E.164).

        :raises Exception: if the vendor did not take it; the page then asks to try again
        """


class Console:
    """For the demo and for development: the code goes to the log."""

    def send_code(self, *, phone: str, code: str) -> None:
        structlog.get_logger("lilian.sms").warning("sign_in_code", phone_tail=phone[-4:], code=code)


def sender() -> Sender:
    return import_string(settings.SMS_BACKEND)()
