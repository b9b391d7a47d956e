"""The lists of an account and the signed-in agent's own profile."""

from __future__ import annotations

import json

from pydantic import Field, SecretStr

from hoory_tui.wire.clean import Safe
from hoory_tui.wire.payload import Body, Id, JsonObject, Line, Moment, Payload, Word


class InboxPayload(Payload):
    """An inbox; of its many keys, secrets among them, only what a console shows is read."""

    id: Id
    name: Line | None = None
    channel_type: Word | None = None
    avatar_url: Line | None = None
    phone_number: Line | None = None
    email: Line | None = None
    website_url: Line | None = None
    provider: Word | None = None
    medium: Word | None = None
    inbox_identifier: Line | None = None
    forward_to_email: Line | None = None
    message_templates: list[JsonObject] | None = None


class LabelPayload(Payload):
    """A label; `title` is what conversations carry."""

    id: Id
    title: Line | None = None
    description: Line | None = None
    color: Line | None = None
    show_on_sidebar: bool | None = None


class AccountPayload(Payload):
    """One of the agent's accounts, with the availability chosen there."""

    id: Id
    name: Line | None = None
    status: Word | None = None
    role: Word | None = None
    permissions: list[Word] | None = None
    availability: Word | None = None
    availability_status: Word | None = None
    auto_offline: bool | None = None
    active_at: Moment = None


class ProfilePayload(Payload):
    """The signed-in agent; both tokens are secrets and print as stars."""

    id: Id
    name: Line | None = None
    available_name: Line | None = None
    email: Line | None = None
    access_token: SecretStr | None = None
    pubsub_token: SecretStr | None = None
    account_id: Id | None = None
    role: Word | None = None
    message_signature: Body | None = None
    ui_settings: JsonObject = Field(default_factory=dict)
    accounts: list[AccountPayload] = Field(default_factory=list)


def own_state(profile: ProfilePayload, account_id: int) -> tuple[str, bool | None]:
    """Return what the agent chose to be in an account and whether leaving means offline.

    Servers before 3.x do not tell the second.
    """
    for account in profile.accounts:
        if account.id == account_id:
            return account.availability or "", account.auto_offline
    return "", None


class ServerPayload(Payload):
    """What a server tells of itself without a login."""

    version: Line | None = None
    timestamp: Line | None = None


class Identifier(Payload):
    """The parameters of a cable subscription, for an agent or for a contact.

    With `account_id` and `user_id` it asks for an agent's events, without them for
    those of one contact session.
    """

    channel: Word = Safe("RoomChannel")
    pubsub_token: SecretStr
    account_id: Id | None = None
    user_id: Id | None = None

    def encode(self) -> str:
        """Return the string that names the subscription; it holds the token, never log it.

        The server routes by these exact bytes, so callers build it once and keep it.
        """
        parts: dict[str, str | int] = {
            "channel": self.channel,
            "pubsub_token": self.pubsub_token.get_secret_value(),
        }
        if self.account_id is not None:
            parts["account_id"] = self.account_id
        if self.user_id is not None:
            parts["user_id"] = self.user_id
        return json.dumps(parts, separators=(",", ":"))
