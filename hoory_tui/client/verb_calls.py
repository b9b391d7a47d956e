"""What is done to a conversation, asked of the server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import SecretStr

from hoory_tui.client.calls import Calls
from hoory_tui.client.errors import HooryError
from hoory_tui.wire.answers import StatusAnswer
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.people import TeamPayload, UserPayload
from hoory_tui.wire.redact import STARS
from hoory_tui.words import saying


class VerbCalls(Calls):
    """Calls that change one conversation."""

    async def toggle_typing(self, conversation_id: int, *, on: bool, private: bool = False) -> None:
        """Show or stop showing the others that we are typing a reply or a note."""
        body = {"typing_status": "on" if on else "off", "is_private": private}
        await self._transport.tell(f"{self._talk(conversation_id)}/toggle_typing_status", body)

    async def set_status(
        self, conversation_id: int, status: str, *, snoozed_until: int | None = None
    ) -> StatusAnswer:
        """Open, resolve, snooze or set pending.

        `snoozed_until` is in unix seconds; snoozed without it lasts until the next reply.
        """
        body: dict[str, object] = {"status": status}
        if snoozed_until is not None:
            body["snoozed_until"] = snoozed_until
        data = await self._transport.post(f"{self._talk(conversation_id)}/toggle_status", body)
        return self._transport.read(StatusAnswer, self._transport.unwrap(data, "payload"))

    async def assign(self, conversation_id: int, agent_id: int | None) -> UserPayload | None:
        """Hand the conversation to an agent, or to nobody; return the assignee it now has.

        Servers take an unknown id for nobody, so the answer is what counts.
        """
        path = f"{self._talk(conversation_id)}/assignments"
        data = await self._transport.post(path, {"assignee_id": agent_id})
        return None if data is None else self._transport.read(UserPayload, data)

    async def assign_team(self, conversation_id: int, team_id: int | None) -> TeamPayload | None:
        """Hand the conversation to a team, or to none; return the team it now has."""
        path = f"{self._talk(conversation_id)}/assignments"
        data = await self._transport.post(path, {"team_id": team_id})
        return None if data is None else self._transport.read(TeamPayload, data)

    async def update_last_seen(self, conversation_id: int) -> ConversationPayload:
        """Mark the conversation as read for all agents and return it."""
        data = await self._transport.post(f"{self._talk(conversation_id)}/update_last_seen", {})
        return self._transport.read(ConversationPayload, data)

    async def mark_unread(self, conversation_id: int) -> ConversationPayload | None:
        """Mark the contact's last message as unread for all agents; old servers answer nothing."""
        data = await self._transport.post(f"{self._talk(conversation_id)}/unread", {})
        return None if data is None else self._transport.read(ConversationPayload, data)

    async def set_priority(self, conversation_id: int, priority: str) -> None:
        """Give the conversation a priority, "" for none; servers before 3.0 know of none."""
        path = f"{self._talk(conversation_id)}/toggle_priority"
        await self._transport.tell(path, {"priority": priority or None})

    async def mute(self, conversation_id: int) -> None:
        """Block the contact and resolve the conversation."""
        await self._transport.tell(f"{self._talk(conversation_id)}/mute", {})

    async def unmute(self, conversation_id: int) -> None:
        """Let the contact write again; the conversation stays as it is."""
        await self._transport.tell(f"{self._talk(conversation_id)}/unmute", {})

    async def labels_of(self, conversation_id: int) -> list[str]:
        """Return the titles of the labels, letter for letter, as they have to be sent back."""
        return self._titles(await self._transport.get(f"{self._talk(conversation_id)}/labels"))

    async def set_labels(self, conversation_id: int, labels: Sequence[str]) -> list[str]:
        """Make these the labels, whatever they were, and return them as the server took them."""
        path = f"{self._talk(conversation_id)}/labels"
        return self._titles(await self._transport.post(path, {"labels": list(labels)}))

    def _titles(self, data: object) -> list[str]:
        titles = self._transport.unwrap(data, "payload")
        return [one for one in titles if isinstance(one, str)] if isinstance(titles, list) else []

    async def add_participants(self, conversation_id: int, agent_ids: Sequence[int]) -> None:
        """Let agents watch the conversation; those who do already go on."""
        path = f"{self._talk(conversation_id)}/participants"
        await self._transport.tell(path, {"user_ids": list(agent_ids)})

    async def remove_participants(self, conversation_id: int, agent_ids: Sequence[int]) -> None:
        """Let agents no longer watch the conversation."""
        path = f"{self._talk(conversation_id)}/participants"
        await self._transport.change("DELETE", path, {"user_ids": list(agent_ids)})

    async def attributes_of(self, conversation_id: int) -> dict[str, Any]:
        """Return the custom attributes, letter for letter, as they have to be sent back."""
        # Stars in the place of what looks like a secret would be written back as stars.
        data = await self._transport.get_with_secrets(self._talk(conversation_id))
        found = _revealed(self._transport.unwrap(data, "custom_attributes"))
        if not isinstance(found, dict):
            return {}
        if STARS in found.values():
            raise HooryError(
                saying(
                    "An attribute here looks like a secret and was not read, so none was changed; "
                    "use the web dashboard."
                )
            )
        return found

    async def set_attributes(self, conversation_id: int, attributes: Mapping[str, Any]) -> None:
        """Make these the custom attributes, whatever they were."""
        path = f"{self._talk(conversation_id)}/custom_attributes"
        await self._transport.tell(path, {"custom_attributes": dict(attributes)})

    async def send_transcript(self, conversation_id: int, email: str) -> None:
        """Have the thread mailed to an address, which is not looked at before."""
        await self._transport.tell(f"{self._talk(conversation_id)}/transcript", {"email": email})

    async def run_macro(self, macro_id: int, conversation_ids: Sequence[int]) -> None:
        """Have a macro run over conversations, some time later.

        The answer says nothing: neither whether there is such a macro nor what becomes of it.
        """
        path = f"{self._account}/macros/{macro_id}/execute"
        await self._transport.tell(path, {"conversation_ids": list(conversation_ids)})


def _revealed(value: object) -> object:
    match value:
        case SecretStr():
            return value.get_secret_value()
        case dict():
            return {key: _revealed(item) for key, item in value.items()}
        case list():
            return [_revealed(item) for item in value]
    return value
