"""Whether the server takes the token, and what the agent is in the account."""

from __future__ import annotations

from pydantic import SecretStr

from hoory_tui.client.agent_api import AgentApi, read_profile
from hoory_tui.client.errors import HooryError, NotAllowed, NotFound, SignInRefused
from hoory_tui.client.transport import Transport
from hoory_tui.config.secret import Hidden
from hoory_tui.sdk.checkup.case import Case
from hoory_tui.sdk.checkup.findings import Verdict, fail, failed_by, ok, warn
from hoory_tui.sdk.secrecy import SECRETS
from hoory_tui.wire.clean import clean_line
from hoory_tui.wire.desk import ProfilePayload
from hoory_tui.words import said


async def check_token(case: Case) -> Verdict:
    """Ask whose token it is."""
    assert case.profile is not None
    transport = _in_the_name_of(case, case.profile.token)
    try:
        agent = await read_profile(transport)
    except SignInRefused:
        return fail(
            said("The server does not take the token: it is wrong, or it was replaced."),
            said("Run hoory-tui login, or copy the token anew from the profile page of the desk."),
        )
    except HooryError as error:
        return failed_by(error)
    for secret in (agent.access_token, agent.pubsub_token):
        SECRETS.add(secret)
    case.agent, case.signed_in = agent, transport
    email = f" <{agent.email}>" if agent.email else ""
    return ok(f"The token is that of {agent.name or f'agent {agent.id}'}{email}.")


def _in_the_name_of(case: Case, token: Hidden) -> Transport:
    assert case.session is not None
    SECRETS.add(token)
    return Transport(case.session, case.the_server(), SecretStr(token.get_secret_value()))


async def check_account(case: Case) -> Verdict:
    """Look whether the agent belongs to the account, and as what."""
    assert case.profile is not None
    assert case.agent is not None
    assert case.signed_in is not None
    agent, wanted = case.agent, case.profile.account_id
    chosen = wanted or agent.account_id or next((one.id for one in agent.accounts), None)
    if chosen is None:
        return fail(
            said("This agent belongs to no account."),
            said("Ask an administrator to add you to one."),
        )
    case.account = next((one for one in agent.accounts if one.id == chosen), None)
    if agent.accounts and case.account is None:
        return judge_no_member(agent, chosen)
    case.api = AgentApi(case.signed_in, chosen)
    try:
        await case.api.conversation_counts()
    except NotFound:
        # Servers before that call; whether the account is ours they have told already.
        pass
    except NotAllowed as error:
        return fail(
            said(
                "You belong to account {chosen}, and the server lets you see nothing "
                "there ({sentence})",
                chosen=chosen,
                sentence=clean_line(error.sentence),
            ),
            said(
                "Ask an administrator whether the account is suspended or your rights are limited."
            ),
        )
    except HooryError as error:
        return failed_by(error)
    name = (case.account.name if case.account else None) or f"#{chosen}"
    role = (case.account.role if case.account else None) or agent.role or "an agent"
    if case.account is not None and case.account.status == "suspended":
        return warn(f"The account {name} is suspended.", "Ask an administrator.")
    return ok(f"You are {role} of {name} (account {chosen}).")


def judge_no_member(agent: ProfilePayload, wanted: int) -> Verdict:
    """Judge an account that the agent does not belong to."""
    known = ", ".join(f"{one.id} ({one.name or said('no name')})" for one in agent.accounts[:5])
    return fail(
        said(
            "You do not belong to account {wanted}; yours are: {known}.", wanted=wanted, known=known
        ),
        said("Run hoory-tui login again, or correct account_id (or HOORY_ACCOUNT)."),
    )
