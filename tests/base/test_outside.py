"""Other people's servers: what may be called, what never, and how long one is waited for."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from threading import Thread

import pytest

from lilian.base import outside
from lilian.base.outside import Allowed

NEAR = Allowed(inner=["127.0.0.1"])
HEADER, BODY = b"HTTP/1.1 200 OK\r\nX-Long: ", b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    "url",
    [
        *("http://partner.example/", "ftp://partner.example/", "https://me:pw@partner.example/", "https://"),
        *("https://partner.example:22/", "https://partner.example:99999/", "nonsense"),
    ],
)
def test_an_address_that_is_not_plainly_https_is_refused(url: str) -> None:
    with pytest.raises(outside.Refused):
        outside.checked(url, Allowed())


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "255.255.255.255", "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"),
        "2002:a00:1::",
    ],
)
def test_the_inner_network_is_never_called(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not outside.is_outside(address)
    good = (2, 1, 6, "", ("8.8.8.8", 443))
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: [good, (2, 1, 6, "", (address, 443))])
    with pytest.raises(outside.Refused):
        outside.resolved(outside.checked("https://partner.example/", Allowed()), Allowed())


def test_the_outside_may_be_called_and_a_place_may_name_who() -> None:
    assert outside.is_outside("8.8.8.8")
    assert outside.is_outside("2606:4700:4700::1111")
    only = Allowed(only=["partner.example"])
    assert outside.checked("https://partner.example/x", only).hostname == "partner.example"
    with pytest.raises(outside.Refused):
        outside.checked("https://other.example/x", only)


@pytest.fixture(params=[HEADER, BODY], ids=["header", "body"])
def dripping(request: pytest.FixtureRequest) -> Iterator[str]:
    """A server whose answer hardly ends, in its header or in its body; it gives up after 20 bytes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()
        Thread(target=drip, args=(server, stop, request.param), daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        stop.set()


def test_who_says_a_byte_now_and_then_is_broken_off(dripping: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "WHOLE_S", 0.1)
    with pytest.raises(TimeoutError):
        outside.post(dripping, b"{}", {}, NEAR, most_bytes=100)


@pytest.mark.slow
def test_without_the_clock_it_is_not_broken_off(dripping: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutant: each byte comes in time, so that only the answer's end ends it."""
    monkeypatch.setattr(outside, "within", lambda line, seconds: contextlib.nullcontext())
    assert outside.post(dripping, b"{}", {}, NEAR, most_bytes=100).status == 200


def drip(server: socket.socket, stop: threading.Event, begun: bytes) -> None:
    line, _ = server.accept()
    with line, contextlib.suppress(OSError):
        while not line.recv(10_000).endswith(b"{}"):
            continue
        line.sendall(begun)
        for _ in range(20):
            if stop.wait(0.02):
                return
            line.sendall(b"x")
