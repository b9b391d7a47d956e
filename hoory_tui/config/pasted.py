"""An address as it is copied out of a browser: which desk is meant, and which account of it."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit, urlunsplit

from hoory_tui.config.urls import normalise_url
from hoory_tui.lazily import dataclass, pattern
from hoory_tui.wire.hostnames import is_loopback

_QUOTES: Final = "<>\"'`\u201c\u201d\u2018\u2019\u00ab\u00bb"
_SCHEMES: Final = {"ws": "http", "wss": "https"}
_PAGE: Final = pattern(
    r"/(?:app|auth|api(?:/v[0-9]+)?|cable|widget|survey|super_admin|platform|public|hc)(?:/.*)?$"
)
"""From where on a path belongs to a page of the desk, and not to the place it is kept at."""
_ACCOUNT: Final = pattern(r"/accounts/([1-9][0-9]{0,17})(?:/|$)")
_MOST: Final = 6
"""Addresses that are tried for somebody whose own was wrong."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was meant: the base address, and the account if the address spoke of one."""

    url: str
    account_id: int | None = None


def read_pasted(typed: str, *, allow_plaintext: bool = False) -> Pasted:
    """Return what an address means, however much of a page's address it is.

    Raises :class:`ValueError`, whose text is for the user and never repeats the address.
    """
    address = typed.strip().strip(_QUOTES).strip()
    if "://" not in address and address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
    except ValueError:
        # The stricter reading has the sentence for it.
        return Pasted(normalise_url(address, allow_plaintext=allow_plaintext))
    scheme = _SCHEMES.get(parts.scheme, parts.scheme)
    found = _ACCOUNT.search(f"{parts.path}/{parts.fragment}")
    path = _PAGE.sub("", parts.path)
    base = urlunsplit((scheme, parts.netloc, path, "", "")) if parts.netloc else address
    url = normalise_url(base, allow_plaintext=allow_plaintext)
    return Pasted(url, int(found[1]) if found else None)


def other_addresses(url: str) -> list[str]:
    """Return where the desk may be when it is not at `url`, the likeliest first.

    Encrypted ones, those without the path or with less of it, and the usual name of an
    application beside a web site. A plain http:// one only on this very machine.
    """
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step]
    paths = ["/".join(["", *steps[:count]]) for count in range(len(steps) - 1, -1, -1)]
    hosts = [parts.netloc]
    bare = parts.netloc.removeprefix("www.")
    if bare != parts.netloc or bare.count(".") == 1:
        hosts.append(f"app.{bare}")
    schemes = ["https"]
    if parts.scheme == "http" or is_loopback(parts.hostname or ""):
        schemes = ["http", "https"] if is_loopback(parts.hostname or "") else ["https"]
    found = [
        f"{scheme}://{host}{path}"
        for host in hosts
        for scheme in schemes
        for path in (paths or [""] if host == parts.netloc else [""])
    ]
    if parts.scheme not in schemes or not paths:
        found += [f"{scheme}://{parts.netloc}{parts.path}" for scheme in schemes]
    return [one for one in dict.fromkeys(found) if one != url][:_MOST]
