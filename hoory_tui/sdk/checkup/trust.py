"""Whether the server proves who it is: its certificate, our trust, pins, and whose clock is off."""

from __future__ import annotations

import asyncio
import hashlib
import ssl
import time
from dataclasses import dataclass
from typing import Final

from yarl import URL

from hoory_tui.client.session import Server
from hoory_tui.sdk.checkup.case import Case
from hoory_tui.sdk.checkup.certificate import Certificate, NoCertificateError, read_certificate
from hoory_tui.sdk.checkup.findings import About, Verdict, fail, ok, skipped, warn
from hoory_tui.sdk.checkup.lines import NoTunnelError, line_to, read_head, why
from hoory_tui.sdk.checkup.route import judge_refusal
from hoory_tui.wire.clean import clean_line
from hoory_tui.wire.server_clock import read_http_date
from hoory_tui.words import said, to_say

DAY: Final = 86_400.0
_SOON: Final = 14
"""Days before the end of a certificate from which on it is spoken of."""
# What OpenSSL calls the reasons.
_TOO_EARLY, _TOO_LATE, _OWN, _NAME, _ADDRESS = 9, 10, 18, 62, 64
_UNKNOWN_SIGNERS: Final = (2, 19, 20, 21)
_ASK: Final = to_say("Nothing secret was sent; ask who runs the server.")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the server showed when it was called.

    `problem` is OpenSSL's number for why it is not trusted, 0 when it is; `clock` is what it
    says the time is, in unix seconds, where that was asked.
    """

    certificate: Certificate | None
    fingerprint: bytes = b""
    version: str = ""
    problem: int = 0
    words: str = ""
    clock: float | None = None


class NoHandshakeError(Exception):
    """There is somebody, and no secure connection comes about with them."""


async def check_tls(case: Case) -> Verdict:
    """Have the server show its certificate."""
    server = case.the_server()
    if URL(server.url).scheme != "https":
        return skipped("The address is not an https:// one, so nothing proves who answers.")
    try:
        shown = await _look(case, server)
    except TimeoutError:
        return fail(
            said(
                "{host} opened no secure connection in {seconds:g} s.",
                host=server.host,
                seconds=case.timeout,
            ),
            said("Check the port in the address; a firewall may hold secure connections up."),
            About.NETWORK,
        )
    except NoTunnelError as error:
        return judge_refusal(clean_line(case.proxy.host or "") if case.proxy else "", error.status)
    except NoHandshakeError as error:
        return fail(
            said("{host} speaks, but not securely ({reason}).", host=server.host, reason=error),
            said("Check the scheme and the port in the address: http:// may be meant."),
            About.ADDRESS,
        )
    except OSError as error:
        return fail(
            said(
                "The connection to {host} broke while it was being secured ({reason}).",
                host=server.host,
                reason=said(why(error)),
            ),
            said("Check the port in the address; something in between may cut secure connections."),
            About.NETWORK,
        )
    pins, is_own_trust = server.network.pin_sha256, server.network.ca_file is not None
    return judge_trust(server, shown, time.time(), pins=pins, is_own_trust=is_own_trust)


def judge_trust(
    server: Server,
    shown: Shown,
    now: float,
    *,
    pins: tuple[bytes, ...] = (),
    is_own_trust: bool = False,
) -> Verdict:
    """Judge what the server showed; `is_own_trust` tells that a ca_file says whom to trust."""
    host = URL(server.url).host or ""
    if pins and shown.fingerprint not in pins:
        return fail(
            said("{host} shows another certificate than the pinned one.", host=host),
            said(_ASK),
        )
    if shown.problem and (is_own_trust or not pins):
        return _distrusted(host, shown, now, is_own_trust=is_own_trust)
    if shown.certificate is None:
        return ok(f"{shown.version}; the certificate is trusted.")
    left = int((shown.certificate.until - now) // DAY)
    by = "by its pin" if pins else "by ca_file" if is_own_trust else "by this system"
    text = (
        f"{shown.version}; certificate of {shown.certificate.issuer} for {host}, "
        f"trusted {by}, good until {_date(shown.certificate.until)} ({_days(left)} left)."
    )
    if left < _SOON:
        return warn(text, "Ask who runs the server to renew it in time.")
    return ok(text)


def _distrusted(host: str, shown: Shown, now: float, *, is_own_trust: bool) -> Verdict:
    certificate, problem = shown.certificate, shown.problem
    if problem in (_TOO_EARLY, _TOO_LATE) and certificate is not None:
        return _out_of_date(host, certificate, shown.clock, now)
    if problem in (_NAME, _ADDRESS) and certificate is not None:
        names = ", ".join(certificate.names[:3]) or certificate.subject
        return fail(
            said("The certificate is for {names} and not for {host}.", names=names, host=host),
            said(
                "Check the address; a login page of this network may stand in between. {ask}",
                ask=said(_ASK),
            ),
        )
    if problem == _OWN:
        remedy = said("If it is the right one, name it in ca_file or pin_sha256 of the login.")
        return fail(
            said("The certificate of {host} is signed by itself alone.", host=host),
            f"{remedy} {said(_ASK)}",
        )
    if problem in _UNKNOWN_SIGNERS:
        signer = certificate.issuer if certificate is not None else said("somebody")
        remedy = said("If that is your company's own authority, name its certificate in ca_file.")
        text = (
            said(
                "The certificate of {host} is signed by {signer}, whom the ca_file does not trust.",
                host=host,
                signer=signer,
            )
            if is_own_trust
            else said(
                "The certificate of {host} is signed by {signer}, whom this system does not trust.",
                host=host,
                signer=signer,
            )
        )
        return fail(
            text,
            f"{remedy} {said(_ASK)}",
        )
    return fail(
        said("The certificate of {host} is not trusted ({reason}).", host=host, reason=shown.words),
        said(_ASK),
    )


def _out_of_date(host: str, certificate: Certificate, clock: float | None, now: float) -> Verdict:
    is_over = now > certificate.until
    moment, today = _date(certificate.until if is_over else certificate.since), _date(now)
    if clock is not None and certificate.since <= clock <= certificate.until:
        # Nothing vouches for that clock, but two that agree are more likely than one.
        return fail(
            said(
                "The certificate of {host} ran out on {moment}, and it is {today} here, but "
                "{clock} by the server's clock.",
                host=host,
                moment=moment,
                today=today,
                clock=_date(clock),
            )
            if is_over
            else said(
                "The certificate of {host} begins on {moment}, and it is {today} here, but "
                "{clock} by the server's clock.",
                host=host,
                moment=moment,
                today=today,
                clock=_date(clock),
            ),
            said("Set the clock of this machine; then the certificate is probably good."),
        )
    if is_over:
        return fail(
            said(
                "The certificate of {host} ran out on {moment}, and it is {today} here.",
                host=host,
                moment=moment,
                today=today,
            ),
            said("Ask who runs the server to renew it; if the date here is wrong, set the clock."),
        )
    return fail(
        said(
            "The certificate of {host} begins on {moment}, and it is {today} here.",
            host=host,
            moment=moment,
            today=today,
        ),
        said("Wait, or ask who runs the server; if the date here is wrong, set the clock."),
    )


async def _look(case: Case, server: Server) -> Shown:
    pinned_only = bool(server.network.pin_sha256) and server.network.ca_file is None
    try:
        return await _shake(case, server, _blind() if pinned_only else _seeing(server))
    except ssl.SSLCertVerificationError as error:
        code, words = error.verify_code, clean_line(error.verify_message)
    shown = await _shake(case, server, _blind(), ask_time=code in (_TOO_EARLY, _TOO_LATE))
    return Shown(shown.certificate, shown.fingerprint, shown.version, code, words, shown.clock)


async def _shake(
    case: Case, server: Server, context: ssl.SSLContext, *, ask_time: bool = False
) -> Shown:
    async with asyncio.timeout(case.timeout), line_to(case) as (reader, writer):
        try:
            await writer.start_tls(context, server_hostname=URL(server.url).raw_host)
        except ssl.SSLCertVerificationError:
            raise
        except ssl.SSLError as error:
            reason = clean_line((error.reason or "no handshake").replace("_", " ").lower())
            raise NoHandshakeError(reason) from None
        channel = writer.get_extra_info("ssl_object")
        data: bytes = channel.getpeercert(binary_form=True) or b""
        clock = await _ask_time(reader, writer, server) if ask_time else None
        return Shown(_readable(data), hashlib.sha256(data).digest(), channel.version(), clock=clock)


async def _ask_time(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server: Server
) -> float | None:
    """Ask for nothing but the date, of somebody who has proved nothing."""
    host = URL(server.url).host_port_subcomponent
    writer.write(f"HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    await writer.drain()
    for line in (await read_head(reader)).split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"date":
            return read_http_date(value.strip().decode("latin-1"))
    return None


def _seeing(server: Server) -> ssl.SSLContext:
    found = server.network.ssl()
    return found if isinstance(found, ssl.SSLContext) else ssl.create_default_context()


def _blind() -> ssl.SSLContext:
    # To read a certificate that is not trusted; no secret is ever sent by this.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _readable(data: bytes) -> Certificate | None:
    try:
        return read_certificate(data)
    except NoCertificateError:
        return None


def _date(moment: float) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(moment))


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
