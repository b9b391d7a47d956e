"""From an e-mail and a password to the profile that holds the agent's token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import SecretStr

from hoory_tui.client.errors import CodeNeeded, Unreadable
from hoory_tui.client.transport import Transport
from hoory_tui.wire.desk import ProfilePayload
from hoory_tui.words import saying

_PATH: Final = "/auth/sign_in"


async def sign_in(
    transport: Transport, email: str, password: SecretStr, *, code: str | None = None
) -> ProfilePayload:
    """Return the profile, with the long-lived token in it, of whoever has this password.

    Raises SignInRefused for a wrong one. Raises CodeNeeded when a second factor must follow
    and no code is given; go on with `answer_code` then, as each sign-in counts against a
    limit of five in five minutes.
    """
    body = {"email": email, "password": password.get_secret_value()}
    try:
        return await _ask(transport, body)
    except CodeNeeded as needed:
        if code is None:
            raise
        mfa_token = needed.mfa_token
    return await answer_code(transport, mfa_token, code)


async def answer_code(transport: Transport, mfa_token: SecretStr, code: str) -> ProfilePayload:
    """Return the profile after the second factor; raises Invalid for a wrong code.

    SignInRefused means that it took too long and the password must be given again.
    """
    body = {"mfa_token": mfa_token.get_secret_value(), "otp_code": code}
    return await _ask(transport, body)


async def _ask(transport: Transport, body: Mapping[str, object]) -> ProfilePayload:
    data = await transport.post_for_secrets(_PATH, body)
    if isinstance(data, dict) and data.get("mfa_required") is True:
        mfa_token = data.get("mfa_token")
        if not isinstance(mfa_token, SecretStr):
            raise Unreadable(transport.server.host, saying("no mfa_token in the answer"))
        raise CodeNeeded(mfa_token)
    return transport.read(ProfilePayload, transport.unwrap(data, "data"))
