"""Host names as browsers read them: numbers unmasked, other scripts as punycode."""

from __future__ import annotations

import ipaddress
import unicodedata
from typing import Final

from hoory_tui.lazily import pattern
from hoory_tui.words import to_say

_NAME: Final = pattern(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_PORT: Final = pattern(r"(?P<host>\[[^\[\]]*\]|[^:\[\]]*)(?::(?P<port>[0-9]{0,5}))?")
_NUMBER: Final = pattern(r"0x[0-9a-f]*|[0-9]+")
# Scripts that are written together in one word by the people who use them.
_TOGETHER: Final = (
    {"LATIN", "CJK", "HIRAGANA", "KATAKANA"},
    {"LATIN", "CJK", "BOPOMOFO"},
    {"LATIN", "CJK", "HANGUL"},
)
# Letters of other alphabets that a reader takes for Latin ones.
_IMITATIONS: Final = frozenset(
    "аеорсухіјѕһԁԛԝӏкмнтвгпьѵүοανιυρκχγωτηεβսոօցհյքզտ"  # Cyrillic, Greek, Armenian
)


def is_loopback(host: str) -> bool:
    """Tell whether a host's name or address, in brackets or not, can only mean this machine."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        name = host.lower().removesuffix(".")
        return name == "localhost" or name.endswith(".localhost")


def split_port(place: str) -> tuple[str, str]:
    """Return (host, ":port" or "") of the part between the slashes; ValueError if it is none."""
    if "@" in place:
        raise ValueError(to_say("it carries a user name, which hides the real host"))
    found = _PORT.fullmatch(place)
    if found is None:
        raise ValueError(to_say("its host is not valid"))
    port = found["port"]
    if not port:
        return found["host"], ""
    if not 0 < int(port) < 65536:
        raise ValueError(to_say("its port is not valid"))
    return found["host"], f":{int(port)}"


def to_ascii(host: str) -> str:
    """Return the host in lower-case ASCII; ValueError with a reason when it is none."""
    if host.startswith("["):
        return _ip6(host)
    if not host.isascii():
        # Seldom needed, and a load of its own.
        from yarl import URL

        try:
            host = URL.build(scheme="https", host=host).raw_host or ""
        except ValueError:
            raise ValueError(to_say("its host is not valid")) from None
    host = host.lower().removesuffix(".")
    if not host:
        raise ValueError(to_say("it names no host"))
    if len(host) > 253 or _NAME.fullmatch(host) is None:
        raise ValueError(to_say("its host is not valid"))
    parts = host.split(".")
    return _ip4(parts) if _NUMBER.fullmatch(parts[-1]) else host


def _ip6(host: str) -> str:
    try:
        number = ipaddress.IPv6Address(host[1:-1])
    except ValueError:
        raise ValueError(to_say("its host is not valid")) from None
    if number.scope_id is not None:
        raise ValueError(to_say("its host is not valid"))
    return f"[{number.compressed}]"


def _ip4(parts: list[str]) -> str:
    """Return dotted numbers out of any of the ways in which browsers accept them."""
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        raise ValueError(to_say("its host is not valid"))
    try:
        numbers = [_number(part) for part in parts]
    except ValueError:
        raise ValueError(to_say("its host is not valid")) from None
    *first, last = numbers
    if any(number > 255 for number in first) or last >= 256 ** (5 - len(numbers)):
        raise ValueError(to_say("its host is not valid"))
    for position, number in enumerate(first):
        last += number << (8 * (3 - position))
    return str(ipaddress.IPv4Address(last))


def _number(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if part.startswith("0") and part != "0" else int(part)


def ip_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the number that this ASCII host is, None for a name."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def is_local(host: str) -> bool:
    """Tell whether this ASCII host is no place of the open internet."""
    number = ip_of(host)
    if number is None:
        return host == "localhost" or host.endswith(".localhost")
    if isinstance(number, ipaddress.IPv6Address) and number.ipv4_mapped is not None:
        number = number.ipv4_mapped
    return not number.is_global


def to_unicode(host: str) -> str:
    """Return the host in its own letters, or unchanged where these cannot be shown."""
    if "xn--" not in host:
        return host
    try:
        from yarl import URL

        spelled = URL.build(scheme="https", host=host).host or host
    except ValueError:
        return host
    # Marks and unseen characters in a name help nobody to read it.
    return spelled if all(one.isalnum() or one in "-._" for one in spelled) else host


def is_lookalike(spelled: str) -> bool:
    """Tell whether a name mixes alphabets, imitates Latin letters or cannot be shown at all."""
    return any(_is_lookalike(label) for label in spelled.split("."))


def _is_lookalike(label: str) -> bool:
    letters = [letter for letter in label if letter.isalpha()]
    scripts = {_script(letter) for letter in letters}
    if label.startswith("xn--"):
        return True
    if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
        return True
    return bool(letters) and scripts != {"LATIN"} and all(one in _IMITATIONS for one in letters)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0].partition("-")[0]
