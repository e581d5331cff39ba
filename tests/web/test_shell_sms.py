"""Sign-in codes over HTTP: a vendor of our own on this machine takes them, refuses them, or is not there."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from lilian.web.shell.sms import sender
from lilian.web.shell.sms_http import Http


class Vendor(HTTPServer):
    """Keeps what it was sent; answers `status`."""

    status = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Desk)
        self.taken: list[tuple[Any, str | None]] = []


class Desk(BaseHTTPRequestHandler):
    server: Vendor

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((json.loads(body), self.headers.get("Authorization")))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Nothing to the screen."""


@pytest.fixture
def vendor(settings: Any) -> Iterator[Vendor]:
    server = Vendor()
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    settings.SMS_BACKEND = "lilian.web.shell.sms_http.Http"
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/sms"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def send() -> None:
    sender().send_code(phone="+8613800008000", code="471182")


def test_a_code_reaches_the_vendor(vendor: Vendor) -> None:
    send()
    assert vendor.taken == [({"phone": "+8613800008000", "code": "471182"}, None)]


def test_the_body_is_as_the_vendor_wants_it(vendor: Vendor, settings: Any) -> None:
    settings.SMS_BODY = '{"to": ["{phone}"], "template": 7, "params": {"text": "code {code}"}}'
    settings.SMS_AUTHORIZATION = "Bearer secret"
    send()
    body = {"to": ["+8613800008000"], "template": 7, "params": {"text": "code 471182"}}
    assert vendor.taken == [(body, "Bearer secret")]


def test_a_refusal_is_an_error(vendor: Vendor) -> None:
    vendor.status = 500
    with pytest.raises(OSError, match="500"):
        send()


def test_a_redirect_elsewhere_is_no_success(vendor: Vendor) -> None:
    vendor.status = 304
    with pytest.raises(OSError, match="304"):
        send()


def test_an_address_in_clear_over_the_net_is_refused(settings: Any) -> None:
    settings.SMS_URL = "http://sms.example/send"
    with pytest.raises(ImproperlyConfigured, match="LILIAN_SMS_URL"):
        Http()


def test_a_body_that_is_no_json_is_refused(vendor: Vendor, settings: Any) -> None:
    settings.SMS_BODY = "{phone}"
    with pytest.raises(ImproperlyConfigured, match="LILIAN_SMS_BODY"):
        Http()
