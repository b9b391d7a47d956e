"""Reading certificates by hand: the same as the library reads of those that it trusts."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoory_tui.sdk.checkup.certificate import (
    Certificate,
    NoCertificateError,
    read_certificate,
)

from ...faults.tls import Authority


async def test_a_certificate_says_whose_it_is_and_for_how_long(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    await authority.found()
    await authority.sign("desk", address="127.0.0.9")
    pem = (tmp_path / "desk.crt").read_text()
    read = read_certificate(ssl.PEM_cert_to_DER_cert(pem))
    assert (read.subject, read.issuer, read.names) == ("desk", "Authority", ("127.0.0.9",))
    assert 86_400 <= read.until - read.since <= 3 * 86_400
    assert not read.is_self_signed
    root = read_certificate(ssl.PEM_cert_to_DER_cert(authority.file.read_text()))
    assert root.is_self_signed
    library = ssl.create_default_context(cafile=str(authority.file)).get_ca_certs()[0]
    assert root.until == ssl.cert_time_to_seconds(str(library["notAfter"]))


@settings(max_examples=300)
@given(st.binary(max_size=80))
def test_rubbish_is_refused_and_never_breaks(data: bytes) -> None:
    with pytest.raises(NoCertificateError):
        assert isinstance(read_certificate(data), Certificate)
