"""The network keys of a saved login: whom to trust, and through which proxy to go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from hoory_tui.config.secret import Secret, text_of
from hoory_tui.lazily import pattern
from hoory_tui.words import saying

FROM_ENVIRONMENT: Final = "env"

_PIN: Final = pattern(r"(?:sha256[:/=])?([0-9a-f]{64})", re.IGNORECASE)
_PROXY_PROBLEM: Final = saying('a proxy is given as "http://host:port" or as "env"')


def read_pins(pins: object) -> tuple[str, ...]:
    """The fingerprints in one form, from one text or a list; :class:`ValueError` otherwise."""
    entries = [pins] if isinstance(pins, str) else pins
    if not isinstance(entries, (list, tuple)) or not entries:
        raise ValueError(saying("this must be a fingerprint in quotes, or a list of them"))
    found = []
    for entry in entries:
        plain = re.sub(r"[:\s]", "", entry) if isinstance(entry, str) else ""
        match = _PIN.fullmatch(plain.removeprefix("sha256").removeprefix("SHA256"))
        if match is None:
            raise ValueError(
                saying("a SHA-256 fingerprint is 64 hexadecimal digits, colons allowed")
            )
        found.append(match[1].lower())
    return tuple(found)


def check_proxy(proxy: object) -> Secret:
    """A proxy's address, wrapped because of a password in it, or ``env``.

    Raises :class:`ValueError`, which never repeats any of it.
    """
    text = text_of(proxy)
    if not isinstance(text, str):
        raise ValueError(saying("this must be text in quotes"))  # noqa: TRY004
    if text == FROM_ENVIRONMENT:
        return Secret(text)
    if not text.isprintable() or " " in text or "\\" in text:
        raise ValueError(_PROXY_PROBLEM)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError(_PROXY_PROBLEM) from None
    if parts.scheme != "http" or not parts.hostname or port == 0:
        raise ValueError(_PROXY_PROBLEM)
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError(saying("a proxy's address ends after its port"))
    return Secret(text.rstrip("/"))


def check_ca_file(path: Path) -> None:
    """Refuse, by :class:`ValueError`, a file in which there is no certificate to trust."""
    # Not needed for a login without such a file, nor for its first picture.
    import ssl

    try:
        context = ssl.create_default_context(cafile=str(path))
    except FileNotFoundError:
        raise ValueError(saying("there is no such file")) from None
    except ssl.SSLError:
        raise ValueError(saying("this file holds no certificate in PEM form")) from None
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or saying("wrong name")
        raise ValueError(
            saying("this file cannot be read ({strerror})", strerror=problem)
        ) from None
    if not context.cert_store_stats()["x509"]:
        raise ValueError(saying("this file holds no certificate"))


def proxies_in(environ: Mapping[str, str]) -> tuple[dict[str, Secret], tuple[str, ...]]:
    """The proxies that the usual variables name, by ``https`` and ``http``, and the exempt hosts.

    Small letters win over capitals, as everywhere. Raises :class:`ValueError`, which names the
    variable and not its value.
    """
    found = {}
    for scheme in ("https", "http"):
        for variable in (f"{scheme}_proxy", "all_proxy"):
            name, value = _variable(environ, variable)
            if not value:
                continue
            try:
                found[scheme] = check_proxy(value if "://" in value else f"http://{value}")
            except ValueError as error:
                raise ValueError(
                    saying(
                        "{name} in the environment is wrong: {reason}",
                        name=name,
                        reason=error.args[0],
                    )
                ) from None
            break
    exempt = _variable(environ, "no_proxy")[1]
    return found, tuple(entry.strip() for entry in exempt.split(",") if entry.strip())


def _variable(environ: Mapping[str, str], name: str) -> tuple[str, str]:
    for spelling in (name, name.upper()):
        # A web server sets the capitals from a request's header for the programs it runs.
        if spelling == "HTTP_PROXY" and "REQUEST_METHOD" in environ:
            continue
        if value := environ.get(spelling, "").strip():
            return spelling, value
    return name.upper(), ""
