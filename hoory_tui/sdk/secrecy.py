"""Every secret this process knows, so that whatever it writes can be checked for them."""

from __future__ import annotations

import base64
import re
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from hoory_tui.config.secret import Hidden

STARS: Final = "***"

_SHORTEST: Final = 6
"""A shorter one would be found in half of all words, and is no token anybody hands out."""

_NAMES: Final = (
    r"api[_-]access[_-]token|access[_-]token|pubsub[_-]token|[\w-]{0,40}token|client|uid|hmac[\w-]{0,40}"
    r"|(?:proxy-)?authorization|cookie|password|passwd|secret|api[_-]?key"
)
# Each has a limit to how far it looks ahead, so that a long text takes no longer than it is long.
_PATTERNS: Final = (
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]+"), r"\1 ***"),
    # A name, what stands between it and its value in any notation, and the value.
    (
        re.compile(
            rf"(?i)\b({_NAMES})(\\{{0,4}}[\"']?\s{{0,4}}[:=,]\s{{0,4}}\\{{0,4}}[\"']?)"
            r"(?!(?:bearer|basic)\b)[^\s\"'\\,;&}\])]+"
        ),
        r"\1\2***",
    ),
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]{0,20}://)[^/\s@]{1,500}@"), r"\1***@"),
)


class KnownSecrets:
    """Secrets to be replaced by stars wherever they appear, in the usual spellings too."""

    def __init__(self) -> None:
        self._spellings: set[str] = set()
        self._found: re.Pattern[str] | None = None

    def add(self, secret: Hidden | str | None) -> None:
        """Take note of a secret; of an address with a password in it, the password counts."""
        import json

        text = (secret or "") if isinstance(secret, str | None) else secret.get_secret_value()
        for one in (text, *_credentials(text)):
            if len(one) >= _SHORTEST:
                spellings = {one, quote(one, safe=""), repr(one)[1:-1], json.dumps(one)[1:-1]}
                self._spellings |= spellings
        ordered = sorted(self._spellings, key=len, reverse=True)
        self._found = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def holds(self, text: str) -> bool:
        """Tell whether a secret that is known is part of the text."""
        return self._found is not None and self._found.search(text) is not None

    def hide_known(self, text: str) -> str:
        """Return the text with stars for every secret that is known, and else as it is."""
        return text if self._found is None else self._found.sub(STARS, text)

    def hide(self, text: str) -> str:
        """Return the text with stars for every secret, known or looking like one."""
        text = self.hide_known(text)
        for pattern, stars in _PATTERNS:
            text = pattern.sub(stars, text)
        return text


def _credentials(text: str) -> list[str]:
    if "://" not in text:
        return []
    try:
        parts = urlsplit(text)
    except ValueError:
        return []
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not password:
        return []
    pair = f"{user}:{password}"
    return [password, pair, base64.b64encode(pair.encode()).decode()]


SECRETS: Final = KnownSecrets()
"""Those of this process."""
