"""Reading a certificate that nobody vouches for: whose it is, who signed it, from when to when.

The library tells this of certificates that it trusts alone, and of the others it is needed most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Final

from hoory_tui.wire.clean import clean_line

_SEQUENCE: Final = 0x30
_UTC_TIME: Final = 0x17
_VERSION: Final = 0xA0
_EXTENSIONS: Final = 0xA3
_OCTETS: Final = 0x04
_COMMON_NAME: Final = bytes((0x55, 0x04, 0x03))
_ORGANISATION: Final = bytes((0x55, 0x04, 0x0A))
_OTHER_NAMES: Final = bytes((0x55, 0x1D, 0x11))
_DNS, _IP = 0x82, 0x87
_WIDE_LETTERS: Final = 0x1E


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says; times are unix seconds, texts are cleaned."""

    subject: str
    issuer: str
    names: tuple[str, ...]
    since: float
    until: float

    @property
    def is_self_signed(self) -> bool:
        """Whether it names itself as the one who signed it."""
        return self.subject == self.issuer


class NoCertificateError(ValueError):
    """These bytes are no certificate that can be read."""


def read_certificate(data: bytes) -> Certificate:
    """Return what the bytes (DER) of a certificate say; raises NoCertificateError."""
    try:
        return _read(data)
    except (IndexError, ValueError, StopIteration, OverflowError):
        raise NoCertificateError("this is no certificate") from None


def _read(data: bytes) -> Certificate:
    whole = _parts(next(_parts(data))[1])
    parts = list(_parts(next(whole)[1]))
    if parts[0][0] == _VERSION:
        parts = parts[1:]
    # Serial number, algorithm, issuer, validity, subject, key, and what was added later.
    issuer, validity, subject = parts[2][1], parts[3][1], parts[4][1]
    since, until = (_moment(kind, value) for kind, value in _parts(validity))
    return Certificate(_name(subject), _name(issuer), tuple(_others(parts)), since, until)


def _parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        kind, length = data[at], data[at + 1]
        at += 2
        if length & 0x80:
            digits = length & 0x7F
            length = int.from_bytes(data[at : at + digits], "big")
            at += digits
        if at + length > len(data):
            raise ValueError("cut off")
        yield kind, data[at : at + length]
        at += length


def _moment(kind: int, value: bytes) -> float:
    form = "%y%m%d%H%M%SZ" if kind == _UTC_TIME else "%Y%m%d%H%M%SZ"
    return datetime.strptime(value.decode("ascii"), form).replace(tzinfo=UTC).timestamp()


def _name(data: bytes) -> str:
    found: dict[bytes, str] = {}
    for _, group in _parts(data):
        for _, pair in _parts(group):
            (_, label), (kind, text) = _parts(pair)
            letters = "utf-16-be" if kind == _WIDE_LETTERS else "utf-8"
            found.setdefault(label, clean_line(text.decode(letters, "replace")[:100]))
    return found.get(_COMMON_NAME) or found.get(_ORGANISATION) or "nobody"


def _others(parts: list[tuple[int, bytes]]) -> Iterator[str]:
    for kind, value in parts:
        if kind != _EXTENSIONS:
            continue
        for _, extension in _parts(next(_parts(value))[1]):
            fields = list(_parts(extension))
            if fields[0][1] == _OTHER_NAMES and fields[-1][0] == _OCTETS:
                yield from _listed(next(_parts(fields[-1][1]))[1])


def _listed(data: bytes) -> Iterator[str]:
    for kind, value in _parts(data):
        if kind == _DNS:
            yield clean_line(value.decode("ascii", "replace")[:253])
        elif kind == _IP:
            yield str(ip_address(value))
