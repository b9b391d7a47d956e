"""Pinned certificates, in the way that connections of the library check them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from hashlib import sha256

import aiohttp


class Pins(aiohttp.Fingerprint):
    """Several certificates of which a server has to show one, during a change for instance."""

    def __init__(self, pins: Sequence[bytes]) -> None:
        super().__init__(pins[0])
        self._pins = frozenset(pins)

    def check(self, transport: asyncio.Transport) -> None:
        """Raise ServerFingerprintMismatch unless the other side showed one of them."""
        shown = transport.get_extra_info("ssl_object")
        if shown is None:
            return
        certificate = shown.getpeercert(binary_form=True) or b""
        got = sha256(certificate).digest()
        if got not in self._pins:
            raise aiohttp.ServerFingerprintMismatch(self.fingerprint, got, "", 0)
