"""The visitors' API: a contact's own side of an API inbox, without any sign-in."""

from __future__ import annotations

import hashlib
import hmac

from aiohttp import web

from .agent_messages import PAGE_SIZE, message_window
from .contact_actions import InvalidContactError
from .engine import Engine
from .message_actions import Draft
from .public_shapes import PublicShapes, public_messages
from .records import Contact, Conversation, Inbox, Json, Session
from .web_tools import (
    ApiError,
    answer,
    empty,
    number,
    public_not_found,
    read_params,
    server_error,
)

SURVEY_DAYS = 14
_BASE = "/public/api/v1/inboxes/{inbox}"


class PublicRoutes:
    """Routes under an inbox identifier; the ids in the path are the secret."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._shapes = PublicShapes(engine.world, engine.events)

    def routes(self) -> list[web.RouteDef]:
        """Return all public routes."""
        contact = f"{_BASE}/contacts/{{source}}"
        talks = f"{contact}/conversations"
        talk = f"{talks}/{{conversation}}"
        return [
            web.get(_BASE, self.inbox),
            web.post(f"{_BASE}/contacts", self.create_contact),
            web.get(contact, self.contact),
            web.patch(contact, self.update_contact),
            web.get(talks, self.conversations),
            web.post(talks, self.create_conversation),
            web.get(talk, self.conversation),
            web.post(f"{talk}/toggle_status", self.resolve),
            web.post(f"{talk}/toggle_typing", self.typing),
            web.post(f"{talk}/update_last_seen", self.update_last_seen),
            web.get(f"{talk}/messages", self.messages),
            web.post(f"{talk}/messages", self.create_message),
            web.patch(f"{talk}/messages/{{message}}", self.answer_message),
        ]

    # -- finding ------------------------------------------------------------------------------

    def _inbox(self, request: web.Request) -> Inbox:
        inbox = self._engine.world.inbox_by_identifier(request.match_info["inbox"])
        if inbox is None:
            raise public_not_found()
        return inbox

    def _session(self, request: web.Request) -> Session:
        inbox = self._inbox(request)
        session = self._engine.world.session_by_source(inbox.id, request.match_info["source"])
        if session is None:
            raise public_not_found()
        return session

    def _contact(self, session: Session) -> Contact:
        return self._engine.world.contacts[session.contact_id]

    def _own(self, session: Session) -> list[Conversation]:
        """Return this seat's conversations, or all verified seats' when it is verified."""
        seats = {session.id}
        if session.hmac_verified:
            sessions = self._engine.world.sessions_of(session.contact_id)
            seats |= {one.id for one in sessions if one.hmac_verified}
        found = self._engine.world.conversations_of(session.contact_id)
        return [one for one in found if one.session_id in seats]

    def _conversation(self, request: web.Request) -> tuple[Contact, Conversation]:
        session = self._session(request)
        wanted = number(request.match_info["conversation"], public_not_found)
        for conversation in self._own(session):
            if conversation.display_id == wanted:
                return self._contact(session), conversation
        raise public_not_found()

    # -- the contact --------------------------------------------------------------------------

    async def inbox(self, request: web.Request) -> web.Response:
        """Describe the inbox."""
        return answer(self._shapes.inbox(self._inbox(request)))

    async def create_contact(self, request: web.Request) -> web.Response:
        """Give a visitor a seat; a known source id is the same seat again."""
        inbox = self._inbox(request)
        values = (await read_params(request)).values
        verified = _check_identity(inbox, values)
        world = self._engine.world
        source_id = str(values.get("source_id") or "") or None
        session = world.session_by_source(inbox.id, source_id) if source_id else None
        if session is None:
            contact = self._known_contact(values) or self._new_contact(values)
            session = world.add_session(contact, inbox.id, source_id)
        session.hmac_verified = session.hmac_verified or verified
        return answer(self._shapes.session(session))

    def _known_contact(self, values: Json) -> Contact | None:
        for key in ("identifier", "email", "phone_number"):
            value = values.get(key)
            found = self._engine.world.contact_by(key, str(value)) if value else None
            if found is not None:
                return found
        return None

    def _new_contact(self, values: Json) -> Contact:
        contacts = self._engine.contacts
        if not values.get("name"):
            values = {**values, "name": contacts.invented_name()}
        try:
            return contacts.create(values)
        except InvalidContactError as error:
            raise ApiError(422, {"message": str(error), "attributes": [error.attribute]}) from None

    async def contact(self, request: web.Request) -> web.Response:
        """Show a visitor's own seat."""
        return answer(self._shapes.session(self._session(request)))

    async def update_contact(self, request: web.Request) -> web.Response:
        """Change a visitor; a value known from another contact merges the two."""
        session = self._session(request)
        values = (await read_params(request)).values
        if _check_identity(self._inbox(request), values):
            session.hmac_verified = True
        contact, engine = self._contact(session), self._engine
        known = self._known_contact(values)
        if known is not None and known is not contact:
            engine.contacts.merge(known, contact)
            contact = known
        try:
            engine.contacts.update(contact, values)
        except InvalidContactError as error:
            raise ApiError(422, {"message": str(error), "attributes": [error.attribute]}) from None
        return answer(self._shapes.contact_row(contact))

    # -- conversations ------------------------------------------------------------------------

    async def conversations(self, request: web.Request) -> web.Response:
        """List a visitor's conversations."""
        own = self._own(self._session(request))
        return answer([self._shapes.conversation(one) for one in own])

    async def create_conversation(self, request: web.Request) -> web.Response:
        """Open a conversation; the first message is sent separately."""
        session = self._session(request)
        attributes = (await read_params(request)).hash("custom_attributes")
        conversation = self._engine.conversations.create(session, custom_attributes=attributes)
        return answer(self._shapes.conversation(conversation))

    async def conversation(self, request: web.Request) -> web.Response:
        """Show one conversation."""
        return answer(self._shapes.conversation(self._conversation(request)[1]))

    async def resolve(self, request: web.Request) -> web.Response:
        """Let the visitor close an open conversation."""
        contact, conversation = self._conversation(request)
        if conversation.status != "resolved":
            self._engine.conversations.set_status(conversation, "resolved", contact)
        return answer(self._shapes.conversation(conversation))

    async def typing(self, request: web.Request) -> web.Response:
        """Say that the visitor began or stopped typing."""
        contact, conversation = self._conversation(request)
        status = (await read_params(request)).values.get("typing_status")
        if status in ("on", "off"):
            self._engine.conversations.typing(conversation, contact, status == "on")
        return empty()

    async def update_last_seen(self, request: web.Request) -> web.Response:
        """Say that the visitor has looked."""
        _contact, conversation = self._conversation(request)
        self._engine.conversations.contact_reads(conversation)
        return empty()

    # -- messages -----------------------------------------------------------------------------

    async def messages(self, request: web.Request) -> web.Response:
        """List a page of public messages, oldest first."""
        _contact, conversation = self._conversation(request)
        text = request.query.get("before", "")
        before = int(text) if text.isdecimal() else None
        shown = message_window(public_messages(conversation), before, None)[-PAGE_SIZE:]
        return answer([self._shapes.message(one) for one in shown])

    async def create_message(self, request: web.Request) -> web.Response:
        """Write as the visitor."""
        contact, conversation = self._conversation(request)
        params = await read_params(request)
        content = params.values.get("content")
        draft = Draft(
            None if content is None else str(content),
            files=params.uploads,
            echo_id=params.values.get("echo_id"),
        )
        message = self._engine.messages.contact_writes(contact, conversation, draft)
        return answer(self._shapes.message(message))

    async def answer_message(self, request: web.Request) -> web.Response:
        """Store the visitor's answer to a survey, a form or a choice."""
        _contact, conversation = self._conversation(request)
        message = self._engine.world.messages.get(
            number(request.match_info["message"], public_not_found)
        )
        if message is None or message.conversation_id != conversation.id:
            raise public_not_found()
        values = (await read_params(request)).values.get("submitted_values")
        age = self._engine.world.now() - message.created_at
        if message.content_type == "input_csat" and age > SURVEY_DAYS * 86_400:
            sentence = "You cannot update the CSAT survey after 14 days"
            raise ApiError(422, {"error": sentence})
        if values is not None:
            self._engine.messages.submit(message, values)
        return answer(self._shapes.message(message))


def _check_identity(inbox: Inbox, values: Json) -> bool:
    """Return whether the identity is proven; a wrong or missing due proof is a 500."""
    given = values.get("identifier_hash")
    if not given and not inbox.hmac_mandatory:
        return False
    identifier = str(values.get("identifier") or "")
    right = hmac.new(inbox.hmac_token.encode(), identifier.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(right, str(given or "")):
        raise server_error()
    return True
