"""Everything that can go wrong with a server, as one tree.

::

    HooryError
    ├── Unreached                 no connection came about
    │   ├── CannotConnect         no address, nobody answering, or too slow; see `Obstacle`
    │   ├── ProxyRefused          the proxy answered and did not let us through
    │   ├── UnusableAuthority     the file that says whom to trust cannot be read
    │   └── UntrustedCertificate  the server could not prove who it is
    │       └── WrongPin          it proved to be somebody else than was set
    ├── Broken                    a connection ended before the answer was complete
    │   ├── Interrupted           it was cut
    │   └── TimedOut              it went silent
    ├── Moved                     the server points to another address
    ├── Declined                  the server understood and said no
    │   ├── SignInRefused         the token, the password or the code is wrong
    │   ├── TokenReplaced         a token was refused that is no longer in use
    │   ├── CodeNeeded            the password is right, a second factor is asked for
    │   ├── NotAllowed            signed in, but not for this
    │   ├── NotFound              there is no such thing
    │   ├── Invalid               the request itself was wrong
    │   └── TooManyRequests       slow down
    ├── NotFetched                a file lies where we fetch nothing from
    │   └── TooLarge              it is larger than the agent allows
    ├── ServerFailed              the server or its proxy is in trouble
    └── Unreadable                the answer is none we understand

The text of every one is a whole sentence for the agent, in English; `sentence` is the same in
the agent's language. No token, no header and no query
of an address is ever part of it, nor of anything the exception holds.
"""

# These names end up in `except` clauses and are read there as what happened.
# ruff: noqa: N818

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

from hoory_tui.words import saying, to_say, told

if TYPE_CHECKING:
    from pydantic import SecretStr

PROXY_SIGN_IN: Final = 407
"""The status with which a proxy, never a server, asks for a name and a password."""


class HooryError(Exception):
    """A request that did not work out."""

    may_have_arrived: ClassVar[bool] = False
    """True when the server may have done what was asked, so that asking again could do it twice."""

    retry_after: float | None = None
    """Seconds for which the server wants to be left alone, None when it did not say."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self._sentence = sentence

    @property
    def sentence(self) -> str:
        """What happened and what to do, for the agent to read."""
        return told(self._sentence)

    @property
    def passing(self) -> bool:
        """Whether nothing was done and the same request can work later, with nobody's help."""
        return False


class Unreached(HooryError):
    """No connection came about, so nothing was asked."""

    @property
    def passing(self) -> bool:
        """True: networks come back."""
        return True


class Obstacle(StrEnum):
    """What stood in the way of a connection."""

    DNS = "no address"
    REFUSED = "refused"
    SLOW = "too slow"
    TLS = "no secure connection"
    ADDRESS = "unusable address"
    PROXY = "proxy not reached"


class CannotConnect(Unreached):
    """Nobody answered at the address."""

    def __init__(self, host: str, obstacle: Obstacle) -> None:
        super().__init__(saying(_OBSTACLES[obstacle], host=host))
        self.obstacle = obstacle

    @property
    def passing(self) -> bool:
        """Whether it is about the network and not about the address."""
        return self.obstacle is not Obstacle.ADDRESS


class ProxyRefused(Unreached):
    """The proxy answered in the server's place and did not let us through."""

    def __init__(self, status: int) -> None:
        super().__init__(
            saying(
                "The proxy wants a name and a password, so nothing was sent; "
                "put them into the proxy's address in the saved login."
            )
            if status == PROXY_SIGN_IN
            else saying(
                "The proxy does not let us through ({status}), so nothing was sent; "
                "check the proxy in the saved login, or ask who runs it.",
                status=status,
            )
        )
        self.status = status

    @property
    def passing(self) -> bool:
        """Whether the proxy is in trouble itself, and not of another opinion."""
        return self.status >= 500


class UnusableAuthority(Unreached):
    """The file with the certificates to trust is gone or holds none."""

    def __init__(self, path: str) -> None:
        super().__init__(
            saying(
                "The certificates in {path} cannot be read, so nothing was sent; correct ca_file.",
                path=path,
            )
        )

    @property
    def passing(self) -> bool:
        """False: somebody has to put the file right."""
        return False


_OBSTACLES = {
    Obstacle.DNS: to_say("There is no server called {host}; check the address and your network."),
    Obstacle.REFUSED: to_say(
        "{host} cannot be reached; check your network, or try again in a moment."
    ),
    Obstacle.SLOW: to_say(
        "{host} took too long to answer the call; check your network and try again."
    ),
    Obstacle.TLS: to_say("{host} offers no secure connection; check the address and its port."),
    Obstacle.PROXY: to_say(
        "The proxy cannot be reached; check the saved login's proxy and your network."
    ),
    Obstacle.ADDRESS: to_say(
        "The address of the server cannot be used; run hoory-tui login again."
    ),
}


class UntrustedCertificate(Unreached):
    """The certificate is not signed by anybody we trust, is out of date or names another host."""

    def __init__(self, host: str, sentence: str = "") -> None:
        super().__init__(
            sentence
            or saying(
                "The certificate of {host} cannot be trusted, so nothing was sent; "
                "check the address and the clock of this machine, or ask who runs the server.",
                host=host,
            )
        )

    @property
    def passing(self) -> bool:
        """False: somebody has to change a certificate, an address or a clock."""
        return False


class WrongPin(UntrustedCertificate):
    """The certificate is none of those that are pinned in the login."""

    def __init__(self, host: str) -> None:
        super().__init__(
            host,
            saying(
                "The certificate of {host} is not the one pinned in the saved login, so nothing "
                "was sent; ask who runs the server before you change pin_sha256.",
                host=host,
            ),
        )


class Broken(HooryError):
    """A connection ended before the answer was complete."""

    may_have_arrived = True


class Interrupted(Broken):
    """The connection was cut, before or within the answer."""

    def __init__(self, host: str) -> None:
        super().__init__(saying("The connection to {host} broke off; try again.", host=host))


class TimedOut(Broken):
    """The server took the request and did not answer in time."""

    def __init__(self, host: str) -> None:
        super().__init__(saying("{host} did not answer in time; try again in a moment.", host=host))


class Moved(HooryError):
    """The server points elsewhere; we follow nobody with a token in hand."""

    def __init__(self, address: str) -> None:
        super().__init__(
            saying(
                "The server wants to be reached at {address}, where nothing was sent; "
                "if you trust that, run hoory-tui login with that address.",
                address=address,
            )
            if address
            else saying(
                "The server sends us to another page instead of answering; "
                "check the address and run hoory-tui login again."
            )
        )
        self.address = address
        """Scheme, host and port, or "" when it is no other server or none that can be used."""


class Declined(HooryError):
    """The server understood and said no; `status` is its HTTP status."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class SignInRefused(Declined):
    """The token, the password or the code is wrong or no longer valid."""

    def __init__(self, words: str = "", status: int = 401) -> None:
        super().__init__(
            saying("The sign-in was refused (“{words}”); sign in again.", words=words)
            if words
            else saying("The sign-in was refused; sign in again."),
            status,
        )


class TokenReplaced(Declined):
    """The token was refused, but another one has taken its place since it was sent."""

    def __init__(self, status: int = 401) -> None:
        super().__init__(
            saying("This was asked with a token from before; it is asked again."), status
        )

    @property
    def passing(self) -> bool:
        """True: nothing was done, and the new token may do it."""
        return True


class CodeNeeded(Declined):
    """The password is right and a code of the second factor must follow."""

    def __init__(self, mfa_token: SecretStr) -> None:
        super().__init__(
            saying("A code from your authenticator app is needed; type it to go on."), 206
        )
        self.mfa_token = mfa_token


class NotAllowed(Declined):
    """The agent is signed in but may not do or see this."""

    def __init__(self, words: str = "", status: int = 401) -> None:
        super().__init__(
            saying("You are not allowed to do this (“{words}”); ask an administrator.", words=words)
            if words
            else saying("You are not allowed to do this; ask an administrator."),
            status,
        )


class NotFound(Declined):
    """What was asked for is gone, belongs to somebody else or is not known to this server."""

    def __init__(self, words: str = "", status: int = 404) -> None:
        super().__init__(
            saying("The server has no such thing (“{words}”); reload the list.", words=words)
            if words
            else saying("The server has no such thing; reload the list."),
            status,
        )


class Invalid(Declined):
    """The server did not accept the values."""

    def __init__(self, words: str = "", status: int = 422) -> None:
        super().__init__(
            saying("The server did not accept this (“{words}”); change it.", words=words)
            if words
            else saying("The server did not accept this; change it."),
            status,
        )


class TooManyRequests(Declined):
    """The server wants a pause before it does anything."""

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__(
            saying("The server asks to slow down; try again in a moment.")
            if retry_after is None
            else saying(
                "The server asks to slow down; try again in {seconds} s.",
                seconds=max(1, round(retry_after)),
            ),
            429,
        )
        self.retry_after = retry_after

    @property
    def passing(self) -> bool:
        """True: it did nothing but ask for a pause."""
        return True


class NotFetched(HooryError):
    """A file lies where nothing is fetched from; nothing was asked there."""

    def __init__(self, why: str) -> None:
        super().__init__(saying("The file was not fetched: {why}.", why=why))


class TooLarge(NotFetched):
    """A file has more bytes than the agent allows."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            saying(
                "it is larger than {limit} MB, "
                "and nothing larger is taken unless config.toml allows it",
                limit=limit // 1_000_000,
            )
        )
        self.limit = limit


class ServerFailed(HooryError):
    """The server, or a proxy before it, is in trouble; the work may be done nevertheless."""

    may_have_arrived = True

    def __init__(self, status: int, retry_after: float | None = None) -> None:
        super().__init__(
            saying("The server has a problem ({status}); try again in a moment.", status=status)
        )
        self.status = status
        self.retry_after = retry_after


class Unreadable(HooryError):
    """An answer came that is not what this server's API would say; `problem` quotes nothing."""

    may_have_arrived = True

    def __init__(self, host: str, problem: str) -> None:
        super().__init__(
            saying(
                "{host} sent an answer that cannot be read ({problem}); "
                "check that the address is the one of the support desk.",
                host=host,
                problem=problem,
            )
        )
        self.problem = problem
