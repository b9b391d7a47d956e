"""What agents do to a conversation: status, people, labels, typing, reading."""

from __future__ import annotations

from aiohttp import web

from .agent_conversations import find_conversation
from .conversation_actions import PRIORITIES, STATUSES
from .engine import Engine
from .records import Conversation, Json
from .signing_in import caller
from .times import iso_or_null
from .web_tools import (
    ApiError,
    answer,
    empty,
    int_or_none,
    ints,
    read_params,
    server_error,
    strings,
    unprocessable,
)


class ActionRoutes:
    """The POST routes under one conversation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def routes(self, base: str) -> list[web.RouteDef]:
        """Return the routes under an account."""
        one = f"{base}/conversations/{{conversation}}"
        return [
            web.post(f"{one}/toggle_status", self.toggle_status),
            web.post(f"{one}/toggle_priority", self.toggle_priority),
            web.post(f"{one}/toggle_typing_status", self.toggle_typing),
            web.post(f"{one}/update_last_seen", self.update_last_seen),
            web.post(f"{one}/unread", self.unread),
            web.post(f"{one}/mute", self.mute),
            web.post(f"{one}/unmute", self.unmute),
            web.post(f"{one}/transcript", self.transcript),
            web.post(f"{one}/assignments", self.assign),
            web.get(f"{one}/labels", self.labels),
            web.post(f"{one}/labels", self.set_labels),
            web.get(f"{one}/participants", self.participants),
            web.post(f"{one}/participants", self.add_participants),
            web.patch(f"{one}/participants", self.set_participants),
            web.delete(f"{one}/participants", self.remove_participants),
            web.post(f"{one}/custom_attributes", self.custom_attributes),
            web.get(f"{one}/draft_messages", self.draft),
            web.put(f"{one}/draft_messages", self.put_draft),
            web.delete(f"{one}/draft_messages", self.delete_draft),
            web.post(f"{base}/bulk_actions", self.bulk),
        ]

    async def toggle_status(self, request: web.Request) -> web.Response:
        """Set a status, or flip between open and resolved when none is given."""
        conversation = find_conversation(self._engine, request)
        values = (await read_params(request)).values
        status = values.get("status")
        if status is None:
            status = "resolved" if conversation.status == "open" else "open"
        until = values.get("snoozed_until")
        moment = None if until is None else int_or_none(until)
        if status not in STATUSES or (until is not None and moment is None):
            raise server_error()
        if status == "resolved" and conversation.status != "resolved":
            self._refuse_unfilled(conversation)
        self._engine.conversations.set_status(
            conversation, status, caller(request), None if moment is None else float(moment)
        )
        payload: Json = {
            "success": True,
            "conversation_id": conversation.display_id,
            "current_status": conversation.status,
            "snoozed_until": iso_or_null(conversation.snoozed_until),
        }
        return answer({"payload": payload})

    def _refuse_unfilled(self, conversation: Conversation) -> None:
        """Refuse to resolve what lacks a required attribute, as the service refuses bad rows."""
        missing = self._engine.conversations.missing_attributes(conversation)
        if missing:
            message = f"Required attributes are missing: {', '.join(missing)}"
            raise ApiError(422, {"message": message, "attributes": missing})

    async def toggle_priority(self, request: web.Request) -> web.Response:
        """Set or remove the priority."""
        conversation = find_conversation(self._engine, request)
        priority = (await read_params(request)).values.get("priority") or None
        if priority not in (None, *PRIORITIES):
            raise server_error()
        self._engine.conversations.set_priority(conversation, priority, caller(request))
        return empty()

    async def toggle_typing(self, request: web.Request) -> web.Response:
        """Say that the caller began or stopped typing."""
        conversation = find_conversation(self._engine, request)
        params = await read_params(request)
        status = params.values.get("typing_status")
        if status in ("on", "off"):
            private = params.flag("is_private")
            on = status == "on"
            self._engine.conversations.typing(conversation, caller(request), on, private)
        return empty()

    async def update_last_seen(self, request: web.Request) -> web.Response:
        """Mark the conversation as read by the agents."""
        conversation = find_conversation(self._engine, request)
        agent = caller(request)
        self._engine.conversations.agent_sees(conversation, agent)
        return answer(self._engine.rest.conversation(conversation, agent))

    async def unread(self, request: web.Request) -> web.Response:
        """Mark the conversation as unread again."""
        conversation = find_conversation(self._engine, request)
        self._engine.conversations.mark_unread(conversation)
        return answer(self._engine.rest.conversation(conversation, caller(request)))

    async def mute(self, request: web.Request) -> web.Response:
        """Block the contact."""
        conversation = find_conversation(self._engine, request)
        self._engine.conversations.mute(conversation, caller(request))
        return empty()

    async def unmute(self, request: web.Request) -> web.Response:
        """Unblock the contact."""
        conversation = find_conversation(self._engine, request)
        self._engine.conversations.unmute(conversation, caller(request))
        return empty()

    async def transcript(self, request: web.Request) -> web.Response:
        """Accept a transcript wish and note it; the pretend company sends no mail."""
        conversation = find_conversation(self._engine, request)
        email = (await read_params(request)).values.get("email")
        if not email:
            raise unprocessable("email param missing")
        self._engine.world.transcripts.append((conversation.display_id, str(email)))
        return empty()

    async def assign(self, request: web.Request) -> web.Response:
        """Assign an agent, or (without ``assignee_id``) a team; unknown ids unassign."""
        engine, agent = self._engine, caller(request)
        conversation = find_conversation(engine, request)
        values = (await read_params(request)).values
        if "assignee_id" in values:
            assignee = engine.world.agents.get(int_or_none(values["assignee_id"]) or 0)
            engine.conversations.assign(conversation, assignee, agent)
            return answer(engine.rest.agent(assignee) if assignee else None)
        team = engine.world.teams.get(int_or_none(values.get("team_id")) or 0)
        engine.conversations.assign_team(conversation, team.id if team else None, agent)
        return answer(engine.rest.team_row(team) if team else None)

    async def labels(self, request: web.Request) -> web.Response:
        """List the labels."""
        return answer({"payload": find_conversation(self._engine, request).labels})

    async def set_labels(self, request: web.Request) -> web.Response:
        """Replace the labels."""
        conversation = find_conversation(self._engine, request)
        labels = strings((await read_params(request)).values.get("labels"))
        self._engine.conversations.set_labels(conversation, labels, caller(request))
        return answer({"payload": conversation.labels})

    def _people(self, agent_ids: list[int]) -> list[Json]:
        agents = self._engine.world.agents
        return [self._engine.rest.agent(agents[one]) for one in agent_ids]

    async def participants(self, request: web.Request) -> web.Response:
        """List the watchers."""
        return answer(self._people(find_conversation(self._engine, request).participant_ids))

    async def add_participants(self, request: web.Request) -> web.Response:
        """Add watchers and answer with the new ones only."""
        conversation = find_conversation(self._engine, request)
        wanted = ints((await read_params(request)).values.get("user_ids"))
        new = self._engine.conversations.add_participants(conversation, wanted)
        return answer(self._people(new))

    async def set_participants(self, request: web.Request) -> web.Response:
        """Make the watchers exactly these."""
        conversation = find_conversation(self._engine, request)
        wanted = ints((await read_params(request)).values.get("user_ids"))
        kept = [one for one in conversation.participant_ids if one in wanted]
        conversation.participant_ids = kept
        self._engine.conversations.add_participants(conversation, wanted)
        return answer(self._people(conversation.participant_ids))

    async def remove_participants(self, request: web.Request) -> web.Response:
        """Take watchers off."""
        conversation = find_conversation(self._engine, request)
        gone = ints((await read_params(request)).values.get("user_ids"))
        kept = [one for one in conversation.participant_ids if one not in gone]
        conversation.participant_ids = kept
        return empty()

    async def custom_attributes(self, request: web.Request) -> web.Response:
        """Replace all custom attributes."""
        conversation = find_conversation(self._engine, request)
        attributes = (await read_params(request)).hash("custom_attributes")
        self._engine.conversations.set_custom_attributes(conversation, attributes)
        return answer({"custom_attributes": attributes})

    async def draft(self, request: web.Request) -> web.Response:
        """Answer with the draft all agents share."""
        text = find_conversation(self._engine, request).draft
        return answer(
            {"has_draft": False} if text is None else {"has_draft": True, "message": text}
        )

    async def put_draft(self, request: web.Request) -> web.Response:
        """Store the shared draft."""
        conversation = find_conversation(self._engine, request)
        draft = (await read_params(request)).hash("draft_message")
        conversation.draft = str(draft.get("message") or "") or None
        return empty()

    async def delete_draft(self, request: web.Request) -> web.Response:
        """Forget the shared draft."""
        find_conversation(self._engine, request).draft = None
        return empty()

    async def bulk(self, request: web.Request) -> web.Response:
        """Change several conversations at once."""
        engine, agent = self._engine, caller(request)
        params = await read_params(request)
        if params.values.get("type") != "Conversation":
            return answer({"success": False}, 422)
        fields, labels = params.hash("fields"), params.hash("labels")
        for display_id in ints(params.values.get("ids")):
            conversation = engine.world.conversation(display_id)
            if conversation is None:
                continue
            if "assignee_id" in fields:
                assignee = engine.world.agents.get(int_or_none(fields["assignee_id"]) or 0)
                engine.conversations.assign(conversation, assignee, agent)
            if int_or_none(fields.get("team_id")) in engine.world.teams:
                team_id = int_or_none(fields["team_id"])
                engine.conversations.assign_team(conversation, team_id, agent)
            unfilled = engine.conversations.missing_attributes(conversation)
            is_skipped = fields.get("status") == "resolved" and bool(unfilled)
            if fields.get("status") in STATUSES and not is_skipped:
                until = int_or_none(params.values.get("snoozed_until"))
                engine.conversations.set_status(conversation, fields["status"], agent, until)
            if labels:
                gone = strings(labels.get("remove"))
                kept = [one for one in conversation.labels if one not in gone]
                wanted = [*kept, *strings(labels.get("add"))]
                engine.conversations.set_labels(conversation, wanted, agent)
        return empty()
