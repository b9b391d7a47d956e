"""Certificates, good and bad, as a server shows them and a client checks them."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path
from typing import Final

from .proxy import HOST

_KEY: Final = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


class Authority:
    """Signs certificates in the name of somebody whom our clients are told to trust."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "authority.pem"

    async def found(self) -> None:
        """Make the authority's own certificate."""
        key = self.folder / "authority.key"
        await _openssl("req", "-x509", *_KEY, "-subj", "/CN=Authority", "-days", "2",
                       "-keyout", str(key), "-out", str(self.file))  # fmt: skip

    @property
    def trust(self) -> ssl.SSLContext:
        """Return what a client checks certificates with that trusts this authority alone."""
        return ssl.create_default_context(cafile=str(self.file))

    async def sign(self, name: str, *, address: str = HOST, days: int = 2) -> Path:
        """Return a file with a certificate for an address, and its key; it may be out of date."""
        key, request, made, extra = (
            self.folder / f"{name}.{kind}" for kind in ("key", "csr", "crt", "ext")
        )
        extra.write_text(f"subjectAltName=IP:{address}\n")
        await _openssl("req", *_KEY, "-subj", f"/CN={name}",
                       "-keyout", str(key), "-out", str(request))  # fmt: skip
        await _openssl("x509", "-req", "-in", str(request), "-out", str(made),
                       "-CA", str(self.file), "-CAkey", str(self.folder / "authority.key"),
                       "-CAcreateserial", "-days", str(days), "-extfile", str(extra))  # fmt: skip
        file = self.folder / f"{name}.pem"
        file.write_text(key.read_text() + made.read_text())
        return file


def showing(certificate: Path) -> ssl.SSLContext:
    """Return what a server shows; `load_cert_chain` exchanges it for those who come later."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


async def _openssl(*arguments: str) -> None:
    process = await asyncio.create_subprocess_exec(
        "openssl", *arguments, stderr=asyncio.subprocess.DEVNULL
    )
    assert await process.wait() == 0, arguments
