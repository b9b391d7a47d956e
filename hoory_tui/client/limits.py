"""What every question to a server keeps to, whichever library puts it."""

from __future__ import annotations

from typing import Final

TOKEN_HEADER: Final = "api-access-token"  # noqa: S105
"""With hyphens: common proxies drop header names with underscores, servers take both."""
LARGEST_ANSWER: Final = 16 * 1024 * 1024
"""Bytes of a body."""
REST_SECONDS: Final = 30.0
"""For a question and all of its answer."""
CONNECT_SECONDS: Final = 10.0
