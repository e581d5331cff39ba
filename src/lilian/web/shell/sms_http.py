"""Sign-in codes through any vendor that takes JSON over HTTPS: `LILIAN_SMS_BACKEND=lilian.web.shell.sms_http.Http`.

What is sent is `LILIAN_SMS_BODY` with `{phone}` (E.164) and `{code}` filled in, to `LILIAN_SMS_URL`, with the header
`Authorization: <LILIAN_SMS_AUTHORIZATION>` where one is set. A vendor that signs its requests in a way of its own gets
a class of its own, after `sms.Sender`.
"""

import json
from typing import Any
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PATIENCE_S = 8


class VendorRefused(Exception):
    """The vendor's answer says that the code was not taken; its words are for the log, not for the page."""


def filled(body: Any, words: dict[str, str]) -> Any:
    """The body with its fields filled in, wherever they stand in a text. Codes hold no characters JSON would mind."""
    if isinstance(body, dict):
        return {name: filled(part, words) for name, part in body.items()}
    if isinstance(body, list):
        return [filled(part, words) for part in body]
    if not isinstance(body, str):
        return body
    for name, word in words.items():
        body = body.replace(f"{{{name}}}", word)
    return body


class Http:
    """One POST per code, answered within eight seconds or taken as failed; nothing is sent twice."""

    def __init__(self) -> None:
        self.url, self.authorization = settings.SMS_URL, settings.SMS_AUTHORIZATION
        if not self.url.startswith(("https://", "http://127.0.0.1:")):
            raise ImproperlyConfigured("LILIAN_SMS_URL must begin with https://")
        try:
            self.body = json.loads(settings.SMS_BODY)
        except ValueError:
            raise ImproperlyConfigured("LILIAN_SMS_BODY must be JSON") from None

    def send_code(self, *, phone: str, code: str) -> None:
        """:raises OSError: if the vendor cannot be reached or answers with an error
        :raises VendorRefused: if it answers something else than 200 to 299
        """
        data = json.dumps(filled(self.body, {"phone": phone, "code": code}), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"}
        if self.authorization:
            headers["Authorization"] = self.authorization
        request = Request(self.url, data=data, headers=headers, method="POST")  # noqa: S310 - https, see above
        with urlopen(request, timeout=PATIENCE_S) as answer:  # noqa: S310
            if not 200 <= answer.status < 300:
                raise VendorRefused(f"{answer.status}")
