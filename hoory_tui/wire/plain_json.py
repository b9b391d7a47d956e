"""JSON read with the standard library alone, and what makes it fit for all that walks it later."""

from __future__ import annotations

import json
from typing import Final

from hoory_tui.wire.redact import may_hold_secrets, redact
from hoory_tui.words import saying

_DEEPEST: Final = 200
"""What the fast reader allows as well; all that walks data later relies on it."""


class WireError(Exception):
    """The server's words could not be read at all; the text never quotes them."""


def read_plain_json(text: str | bytes) -> object:
    """Return the decoded JSON text, without the secrets that may be in it; raises WireError."""
    data = decode_plainly(text)
    return redact(data) if may_hold_secrets(text) else data


def decode_plainly(text: str | bytes) -> object:
    """Return the decoded JSON text as it is; raises WireError when it is none, or nested deep."""
    try:
        # Read as what it must be, or another alphabet would hide a secret from the search for it.
        whole = text if isinstance(text, str) else text.decode("utf-8", "surrogatepass")
        decoded: object = json.loads(whole)
    except (ValueError, RecursionError):
        raise WireError(saying("not JSON")) from None
    if is_deeper(decoded, _DEEPEST):
        raise WireError(saying("nested too deeply"))
    return decoded


def is_deeper(data: object, levels: int) -> bool:
    """Tell whether lists and objects are nested in one another more than so many times."""
    level = [data]
    for _ in range(levels):
        level = [
            child
            for item in level
            if isinstance(item, (dict, list))
            for child in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return False
    return True
