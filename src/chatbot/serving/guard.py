"""Who may in: by the host that was asked for, the page that asks, and the token.

The host is checked because a foreign name can be made to point at this computer (DNS rebinding);
the origin because any page that a person has open may send requests here.
"""

import hmac
import ipaddress
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urlsplit

SHORTEST_TOKEN = 16
"""Characters; a token made at random has 43."""


def new_token() -> str:
    """A token that nobody guesses: 256 bits, in letters that an address can hold."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Guard:
    """Judges requests. `names` are host names beside the loopback's under which people come.

    With `exposed`, an address of any computer counts as this one's: a literal address cannot be
    rebound, and a server on all interfaces does not know them all.
    """

    token: str = field(repr=False)
    names: Collection[str] = ()
    exposed: bool = False
    secret: str = field(default_factory=new_token, repr=False)
    """What the cookie holds instead of the token, new with each start."""

    def knows_host(self, host: str) -> bool:
        """Whether a Host header names this computer.

        >>> guard = Guard("t", names=["bones.example"])
        >>> [guard.knows_host(h) for h in ("localhost:80", "127.0.0.1", "[::1]:9", "evil.example")]
        [True, True, True, False]
        >>> guard.knows_host("10.0.0.7:80"), Guard("t", exposed=True).knows_host("10.0.0.7:80")
        (False, True)
        """
        name = _name(f"//{host}")
        if name == "localhost" or name in self.names:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or self.exposed

    def knows_origin(self, origin: str, host: str) -> bool:
        """Whether an Origin header is the page that this host itself served.

        >>> guard = Guard("t")
        >>> guard.knows_origin("http://127.0.0.1:8765", "127.0.0.1:8765")
        True
        >>> guard.knows_origin("http://127.0.0.1:9999", "127.0.0.1:8765")
        False
        >>> guard.knows_origin("null", "127.0.0.1:8765")
        False
        """
        scheme, _, rest = origin.partition("://")
        return scheme in {"http", "https"} and rest.casefold() == host.casefold()

    def knows_token(self, given: str) -> bool:
        """Whether this is the token, in a time that tells nothing."""
        return _same(given, self.token)

    def knows_cookie(self, given: str) -> bool:
        """Whether this is the cookie that was set here, in a time that tells nothing."""
        return _same(given, self.secret)


def is_loopback(host: str) -> bool:
    """Whether a host to listen on can be reached from this computer only.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _name(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").casefold()
    except ValueError:
        return ""


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(), right.encode())
