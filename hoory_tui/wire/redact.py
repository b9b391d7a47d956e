"""Takes secrets out of decoded data before anything can keep, print or record it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

STARS: Final = "***"

_ENDINGS: Final = tuple(
    word + plural
    for word in ("token", "secret", "password", "passwd", "passphrase", "api_key", "api-key",
                 "apikey", "private_key", "privatekey")
    for plural in ("", "s")
)  # fmt: skip
_BEGINNINGS: Final = ("hmac_token", "hmac_key", "hmac_identifier")
# What a text must hold to hold such a key. A key ends by a bare quote; that of a token inside the
# identifier, which is a string, has a backslash before it and costs nothing here.
_HINTS: Final = (b'token"', b'tokens"', b"secret", b"passw", b"passphrase", b'key"', b'keys"',
                 b"hmac_t", b"hmac_k", b"hmac_i")  # fmt: skip
# No letter needs to be written as an escape, so whoever does it hides something.
_ESCAPED_LETTERS: Final = tuple(f"\\u00{digit}".encode() for digit in "4567")


def may_hold_secrets(text: str | bytes) -> bool:
    """Whether a JSON text has a key that calls for a closer look; far cheaper than that look."""
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    raw = raw.lower()
    if any(map(raw.__contains__, _HINTS)):
        return True
    return b"\\u00" in raw and any(map(raw.__contains__, _ESCAPED_LETTERS))


@lru_cache(maxsize=2048)
def is_secret_key(key: str) -> bool:
    """Whether what stands under this key is nobody's business, going by its name alone."""
    low = key.lower()
    return low.endswith(_ENDINGS) or low.startswith(_BEGINNINGS)


def redact(data: object) -> object:
    """Return JSON data, changed in place, with stars under every key that names a secret."""
    return _replace(data, lambda _: STARS)


def conceal(data: object) -> object:
    """Return JSON data, changed in place, with the strings under such keys as SecretStr.

    For answers that bring the secret somebody asked for: it prints as stars until its own model
    takes it.
    """
    # Whoever reads lists with the standard library alone does not come by here.
    from pydantic import SecretStr

    return _replace(data, lambda value: SecretStr(value) if isinstance(value, str) else STARS)


def _replace(data: object, stand_in: Callable[[object], object]) -> object:
    waiting: list[Any] = [data]
    while waiting:
        holder = waiting.pop()
        if isinstance(holder, list):
            waiting += [item for item in holder if isinstance(item, (dict, list))]
            continue
        if not isinstance(holder, dict):
            continue
        for key, value in holder.items():
            # "Has a password" and "no token" tell nothing.
            if value is None or isinstance(value, bool):
                continue
            if is_secret_key(key):
                holder[key] = stand_in(value)
            elif isinstance(value, (dict, list)):
                waiting.append(value)
    return data
