"""Rows as the agent REST API spells them, which differs from events key by key."""

from __future__ import annotations

from .event_shapes import EventShapes, can_reply
from .presence import Presence
from .records import (
    Agent,
    Contact,
    Conversation,
    Inbox,
    Json,
    Message,
    MessageType,
    Notification,
    Team,
)
from .times import iso, iso_or_null, unix, unix_float
from .world import World, unread_count


class RestShapes:
    """Builds the bodies of REST answers."""

    def __init__(self, world: World, presence: Presence, events: EventShapes) -> None:
        self._world = world
        self._presence = presence
        self.events = events
        self.beside: tuple[RestShapes, ...] = ()
        """Those of further accounts that the same people are in."""

    def agent(self, agent: Agent) -> Json:
        """Return an agent as lists show it."""
        return {
            "id": agent.id,
            "account_id": self._world.account.id,
            "availability_status": self._presence.availability_status(agent),
            "auto_offline": agent.auto_offline,
            "confirmed": True,
            "email": agent.email,
            "provider": "email",
            "available_name": agent.available_name,
            "name": agent.name,
            "role": agent.role,
            "thumbnail": "",
        }

    def profile(self, agent: Agent) -> Json:
        """Return the signed-in person with the secrets the real profile carries."""
        account = self._world.account
        return {
            "access_token": agent.access_token,
            "account_id": account.id,
            "available_name": agent.available_name,
            "avatar_url": "",
            "confirmed": True,
            "display_name": agent.display_name,
            "message_signature": agent.message_signature,
            "email": agent.email,
            "id": agent.id,
            "inviter_id": None,
            "name": agent.name,
            "provider": "email",
            "pubsub_token": agent.pubsub_token,
            "role": agent.role,
            "ui_settings": agent.ui_settings,
            "uid": agent.email,
            "type": None,
            "accounts": [
                self._own_account(agent),
                *(one._own_account(one._world.agents[agent.id]) for one in self.beside),
            ],
        }

    def _own_account(self, agent: Agent) -> Json:
        account = self._world.account
        return {
            "id": account.id,
            "name": account.name,
            "status": "active",
            "onboarding_step": None,
            "active_at": iso(account.created_at),
            "role": agent.role,
            "permissions": [agent.role],
            "availability": agent.availability,
            "availability_status": self._presence.availability_status(agent),
            "auto_offline": agent.auto_offline,
        }

    def contact(self, contact: Contact, *, with_inboxes: bool = False) -> Json:
        """Return a contact; ``last_activity_at`` is absent before the first activity."""
        here = self._presence.contact_is_here(contact.id)
        shape: Json = {
            "additional_attributes": contact.additional_attributes,
            "availability_status": "online" if here else "offline",
            "email": contact.email,
            "id": contact.id,
            "name": contact.name,
            "phone_number": contact.phone_number,
            "blocked": contact.blocked,
            "identifier": contact.identifier,
            "thumbnail": "",
            "custom_attributes": contact.custom_attributes,
        }
        if contact.last_activity_at is not None:
            shape["last_activity_at"] = unix(contact.last_activity_at)
        shape["created_at"] = unix(contact.created_at)
        if with_inboxes:
            shape["contact_inboxes"] = [
                {"source_id": seat.source_id, "inbox": self.inbox_stub(seat.inbox_id)}
                for seat in self._world.sessions_of(contact.id)
            ]
        return shape

    def inbox_stub(self, inbox_id: int) -> Json:
        """Return the few keys of an inbox that contacts carry."""
        inbox = self._world.inboxes[inbox_id]
        return {
            "id": inbox.id,
            "avatar_url": "",
            "channel_id": inbox.channel_id,
            "name": inbox.name,
            "channel_type": inbox.channel_type,
            "provider": inbox.extra.get("provider"),
        }

    def message(self, message: Message) -> Json:
        """Return the smaller message shape of REST answers."""
        conversation = self._world.conversations[message.conversation_id]
        shape: Json = {
            "id": message.id,
            "content": message.content,
            "inbox_id": conversation.inbox_id,
            "conversation_id": conversation.display_id,
            "message_type": int(message.message_type),
            "content_type": message.content_type,
            "status": message.status,
            "content_attributes": message.content_attributes,
            "created_at": unix(message.created_at),
            "private": message.private,
            "source_id": message.source_id,
        }
        self.events.add_sender_and_files(shape, message)
        return shape

    def conversation(self, conversation: Conversation, viewer: Agent) -> Json:
        """Return the list shape; ``viewer`` decides ``meta.team.is_member``."""
        world = self._world
        last = conversation.messages[-1:]
        return {
            "meta": self._meta(conversation, viewer),
            "id": conversation.display_id,
            "messages": [self.events.message(one) for one in last],
            "account_id": world.account.id,
            "uuid": conversation.uuid,
            "additional_attributes": conversation.additional_attributes,
            "agent_last_seen_at": unix(conversation.agent_last_seen_at),
            "assignee_last_seen_at": unix(conversation.assignee_last_seen_at),
            "can_reply": can_reply(world, conversation),
            "contact_last_seen_at": unix(conversation.contact_last_seen_at),
            "custom_attributes": conversation.custom_attributes,
            "inbox_id": conversation.inbox_id,
            "labels": list(conversation.labels),
            "muted": world.contacts[conversation.contact_id].blocked,
            "snoozed_until": iso_or_null(conversation.snoozed_until),
            "status": conversation.status,
            "created_at": unix(conversation.created_at),
            "updated_at": unix_float(conversation.updated_at),
            "timestamp": unix(conversation.last_activity_at),
            "first_reply_created_at": unix(conversation.first_reply_created_at),
            "unread_count": unread_count(conversation),
            "last_non_activity_message": self._last_non_activity(conversation),
            "last_activity_at": unix(conversation.last_activity_at),
            "priority": conversation.priority,
            "waiting_since": unix(conversation.waiting_since),
            "sla_policy_id": None,
            **_promise(conversation),
        }

    def _meta(self, conversation: Conversation, viewer: Agent) -> Json:
        world = self._world
        meta: Json = {
            "sender": self.contact(world.contacts[conversation.contact_id]),
            "channel": world.inboxes[conversation.inbox_id].channel_type,
        }
        assignee = world.agents.get(conversation.assignee_id or 0)
        if assignee is not None:
            meta["assignee"] = self.agent(assignee)
            meta["assignee_type"] = "User"
        team = world.teams.get(conversation.team_id or 0)
        if team is not None:
            meta["team"] = self.team(team, viewer)
        meta["hmac_verified"] = world.sessions[conversation.session_id].hmac_verified
        return meta

    def _last_non_activity(self, conversation: Conversation) -> Json | None:
        for message in reversed(conversation.messages):
            if message.message_type != MessageType.ACTIVITY:
                return self.events.message(message)
        return None

    def team(self, team: Team, viewer: Agent) -> Json:
        """Return a team as lists show it."""
        return {
            "id": team.id,
            "name": team.name,
            "description": team.description,
            "allow_auto_assign": team.allow_auto_assign,
            "account_id": self._world.account.id,
            "is_member": viewer.id in team.member_ids,
        }

    def team_row(self, team: Team) -> Json:
        """Return the raw team row an assignment answers with."""
        return {
            "id": team.id,
            "name": team.name,
            "description": team.description,
            "allow_auto_assign": team.allow_auto_assign,
            "account_id": self._world.account.id,
            "created_at": iso(team.created_at),
            "updated_at": iso(team.created_at),
        }

    def inbox(self, inbox: Inbox, viewer: Agent) -> Json:
        """Return an inbox; administrators also get its secrets, as in the real service."""
        shape: Json = {
            **self.inbox_stub(inbox.id),
            "greeting_enabled": inbox.greeting_message is not None,
            "greeting_message": inbox.greeting_message,
            "working_hours_enabled": False,
            "enable_email_collect": True,
            "csat_survey_enabled": inbox.csat_survey_enabled,
            "csat_config": {},
            "enable_auto_assignment": False,
            "auto_assignment_config": {},
            "out_of_office_message": None,
            "working_hours": working_hours(),
            "timezone": "UTC",
            "callback_webhook_url": None,
            "allow_messages_after_resolved": True,
            "lock_to_single_conversation": False,
            "sender_name_type": "friendly",
            "business_name": None,
            "allowed_domains": None,
            "widget_color": None,
            "website_url": None,
            "hmac_mandatory": inbox.hmac_mandatory,
            "welcome_title": None,
            "welcome_tagline": None,
            "web_widget_script": None,
            "website_token": None,
            "selected_feature_flags": None,
            "reply_time": None,
            "messaging_service_sid": None,
            "phone_number": None,
        }
        if inbox.identifier is not None:
            shape["inbox_identifier"] = inbox.identifier
            shape["webhook_url"] = ""
            shape["additional_attributes"] = {}
        if viewer.is_administrator and inbox.hmac_token:
            shape["hmac_token"] = inbox.hmac_token
        return shape | inbox.extra

    def notification(self, row: Notification, title: str, body: str) -> Json:
        """Return a bell line: a headline and a body, without account_id."""
        world = self._world
        conversation = world.conversations[row.conversation_id]
        message = world.messages.get(row.message_id or 0)
        return {
            "id": row.id,
            "notification_type": row.notification_type,
            "push_message_title": title,
            "push_message_body": body,
            "primary_actor_type": "Conversation",
            "primary_actor_id": row.conversation_id,
            "primary_actor": self.events.conversation(conversation),
            "read_at": iso_or_null(row.read_at),
            "secondary_actor": self.events.message(message) if message else None,
            "user": self.events.agent(world.agents[row.agent_id]),
            "created_at": unix(row.created_at),
            "last_activity_at": unix(row.updated_at),
            "snoozed_until": iso_or_null(row.snoozed_until),
            "meta": {},
        }


def _promise(conversation: Conversation) -> Json:
    """Return the promise of a conversation; companies without any say nothing of them."""
    sla = conversation.applied_sla
    return {} if sla is None else {"applied_sla": sla, "sla_events": []}


def working_hours() -> list[Json]:
    """Return the default week: nine to five, closed at the weekend."""
    week: list[Json] = []
    for day in range(7):
        closed = day in (0, 6)
        hours = (None, None, None, None) if closed else (9, 0, 17, 0)
        names = ("open_hour", "open_minutes", "close_hour", "close_minutes")
        week.append(
            {"day_of_week": day, "closed_all_day": closed}
            | dict(zip(names, hours, strict=True))
            | {"open_all_day": False}
        )
    return week
