"""A message to somebody else's server, and to nothing else: the address is resolved once, looked at, and called.

Without this, whoever names an address could make our server ask its own neighbours (server-side request forgery).
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Timer
from urllib.parse import SplitResult, urlsplit

TIMEOUT_S = 10  # for a word of theirs
WHOLE_S = 30  # for all of it: who says a byte every nine seconds holds a worker for ever otherwise
PORTS = {"https": 443, "http": 80}


class Refused(ValueError):
    """This address is not called; the message says why."""


@dataclass(frozen=True)
class Allowed:
    """Hosts that may be called: if `only` has any, no others; those of `inner` though they lie inside or speak http."""

    only: Collection[str] = ()
    inner: Collection[str] = ()


@dataclass(frozen=True)
class Reply:
    """`body` is as much as was asked for."""

    status: int
    body: bytes = b""


def checked(url: str, allowed: Allowed) -> SplitResult:
    """The address taken apart.

    :raises Refused: if it is not https, has a name or password in it, or a host that is not allowed
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as wrong:
        raise Refused(str(wrong)) from None
    host = (parts.hostname or "").rstrip(".").lower()
    if parts.scheme not in PORTS or not host or parts.username is not None or parts.password is not None:
        raise Refused("an address like https://partner.example/path is expected")
    inner = host in allowed.inner
    if not inner and (parts.scheme != "https" or port not in (None, 443, 8443)):
        raise Refused("only https is called, at its own port or 8443")
    if allowed.only and not inner and host not in allowed.only:
        raise Refused("this host is not among those allowed")
    return parts


def resolved(parts: SplitResult, allowed: Allowed) -> str:
    """The one address to call.

    :raises Refused: if the host has none, or any of them lies inside
    """
    host = (parts.hostname or "").rstrip(".").lower()
    port = parts.port or PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as wrong:
        raise Refused(f"the host is not found: {wrong}") from None
    addresses = [str(row[4][0]).split("%")[0] for row in found]
    if host not in allowed.inner and not all(is_outside(address) for address in addresses):
        raise Refused("the host is an address of the inner network")
    return addresses[0]


def is_outside(address: str) -> bool:
    """True for an address of the public internet; what is wrapped in IPv6 is looked at unwrapped."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        for wrapped in (ip.ipv4_mapped, ip.sixtofour, ip.teredo and ip.teredo[1]):
            if wrapped:
                return is_outside(str(wrapped))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return is_outside(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


class _Plain(http.client.HTTPConnection):
    """`opened` is its socket still when an answer has taken it over."""

    opened: socket.socket | None = None

    def connect(self) -> None:
        super().connect()
        self.opened = self.sock


class _Pinned(http.client.HTTPSConnection):
    """Calls the address that was looked at; the certificate is still that of the name."""

    opened: socket.socket | None = None

    def __init__(self, host: str, address: str, port: int) -> None:
        self._trust = ssl.create_default_context()
        super().__init__(host, port, timeout=TIMEOUT_S, context=self._trust)
        self._address = address

    def connect(self) -> None:
        bare = socket.create_connection((self._address, self.port), self.timeout)
        # Known before the greetings, so that these can be broken off too.
        greeting = self._trust.wrap_socket(bare, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock = self.opened = greeting
        greeting.do_handshake()


@contextmanager
def within(line: _Plain | _Pinned, seconds: float) -> Iterator[None]:
    """The line is broken off when the time is over, whatever is being said.

    :raises TimeoutError: then
    """
    over = Event()

    def hang_up() -> None:
        over.set()
        if opened := line.opened:  # else not called yet
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)

    clock = Timer(seconds, hang_up)
    clock.daemon = True
    clock.start()
    try:
        yield
    except Exception:
        if not over.is_set():
            raise
    finally:
        clock.cancel()
    if over.is_set():  # a header that is broken off looks like one that ended
        raise TimeoutError(f"not done within {seconds} seconds")


def post(url: str, text: bytes, headers: Mapping[str, str], allowed: Allowed, *, most_bytes: int = 0) -> Reply:
    """Send it, and read so much of what is said; a redirect is an answer like any other, and not followed.

    :raises Refused: if the address may not be called
    :raises OSError, http.client.HTTPException: if nobody answers
    """
    parts = checked(url, allowed)
    address = resolved(parts, allowed)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    line: _Plain | _Pinned
    line = _Pinned(host, address, port) if parts.scheme == "https" else _Plain(address, port, timeout=TIMEOUT_S)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        with within(line, WHOLE_S):
            line.request("POST", target, body=text, headers={"Host": parts.netloc, **headers})
            answer = line.getresponse()
            said = answer.read(most_bytes) if most_bytes else b""
        return Reply(answer.status, said)  # what it says besides is not waited for
    finally:
        line.close()
