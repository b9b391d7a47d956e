"""The agents' view of contacts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from aiohttp import web

from .contact_actions import InvalidContactError
from .conversation_query import by_last_activity, visible_inbox_ids
from .engine import Engine
from .records import Contact, ContactNote, Json
from .signing_in import caller
from .times import unix
from .web_tools import (
    ApiError,
    answer,
    empty,
    int_or_none,
    not_found,
    number,
    page_echo,
    page_of,
    read_params,
    strings,
)

PAGE_SIZE = 15
CONVERSATIONS_LIMIT = 20


def refused(error: InvalidContactError) -> ApiError:
    """Return the 422 for a contact value the service refuses."""
    return ApiError(422, {"message": str(error), "attributes": [error.attribute]})


def contact_fits(contact: Contact, words: str) -> bool:
    """Return whether a contact's name, e-mail, phone or identifier holds the words."""
    # Spelled out, since a search asks every contact of a big company.
    return (
        words in contact.name.lower()
        or words in (contact.email or "").lower()
        or words in (contact.phone_number or "").lower()
        or words in (contact.identifier or "").lower()
    )


def _sort_key(name: str) -> Callable[[Contact], tuple[float | str, int]]:
    """Return the key of a sort, by the last activity where the name says nothing else."""
    match name:
        case "name":
            return lambda one: (one.name, 0)
        case "email":
            return lambda one: (one.email or "", 0)
        case "phone_number":
            return lambda one: (one.phone_number or "", 0)
        case "created_at":
            return lambda one: (one.created_at, one.id)
    return lambda one: (one.last_activity_at or 0.0, one.id)


class ContactRoutes:
    """Lists, single contacts and what hangs on them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def routes(self, base: str) -> list[web.RouteDef]:
        """Return the routes under an account."""
        contacts = f"{base}/contacts"
        one = f"{contacts}/{{contact}}"
        return [
            web.get(contacts, self.index),
            web.post(contacts, self.create),
            web.get(f"{contacts}/active", self.active),
            web.get(f"{contacts}/search", self.search),
            web.get(one, self.show),
            web.patch(one, self.update),
            web.put(one, self.update),
            web.get(f"{one}/conversations", self.conversations),
            web.get(f"{one}/labels", self.labels),
            web.post(f"{one}/labels", self.set_labels),
            web.get(f"{one}/notes", self.notes),
            web.post(f"{one}/notes", self.add_note),
            web.delete(f"{one}/notes/{{note}}", self.delete_note),
            web.get(f"{one}/contactable_inboxes", self.contactable_inboxes),
            web.post(f"{base}/actions/contact_merge", self.merge),
        ]

    def _contact(self, request: web.Request) -> Contact:
        contact = self._engine.world.contacts.get(number(request.match_info["contact"]))
        if contact is None:
            raise not_found()
        return contact

    def _listed(self, contact_ids: list[int], request: web.Request) -> list[Json]:
        start = (page_of(request) - 1) * PAGE_SIZE
        contacts = self._engine.world.contacts
        shown = [contacts[one] for one in contact_ids[start : start + PAGE_SIZE]]
        return [self._engine.rest.contact(one, with_inboxes=True) for one in shown]

    def _sorted(self, found: Iterable[Contact], request: web.Request) -> list[int]:
        """Return the contacts' ids in order; each contact is looked at in its turn only."""
        sort = request.query.get("sort", "")
        name, backwards = sort.lstrip("-"), sort.startswith("-")
        key = _sort_key(name)
        keys = [(key(one), one.id) for one in found]
        if name not in ("name", "email", "phone_number", "created_at"):
            backwards = backwards or not sort
        keys.sort(key=lambda pair: pair[0], reverse=backwards)
        return [contact_id for _key, contact_id in keys]

    async def index(self, request: web.Request) -> web.Response:
        """List contacts, 15 a page."""
        wanted = set(request.query.getall("labels[]", []))
        contacts = self._engine.world.all_contacts()
        found = self._sorted(
            (one for one in contacts if not wanted or wanted.intersection(one.labels)), request
        )
        meta = {"count": len(found), "current_page": page_echo(request)}
        return answer({"meta": meta, "payload": self._listed(found, request)})

    async def active(self, request: web.Request) -> web.Response:
        """List the contacts who are here now."""
        here = self._engine.presence.contacts_snapshot()
        found = [self._engine.world.contacts[int(one)] for one in here]
        payload = self._listed(self._sorted(found, request), request)
        meta = {"count": len(found), "current_page": page_echo(request)}
        return answer({"meta": meta, "payload": payload})

    async def search(self, request: web.Request) -> web.Response:
        """Find contacts by name, e-mail, phone or identifier."""
        words = request.query.get("q", "").strip().lower()
        if not words:
            raise ApiError(422, {"error": "Specify search string with parameter q"})
        contacts = self._engine.world.all_contacts()
        found = self._sorted((one for one in contacts if contact_fits(one, words)), request)
        payload = self._listed(found, request)
        meta = {
            "count": len(payload),
            "current_page": page_echo(request),
            "has_more": len(found) > page_of(request) * PAGE_SIZE,
        }
        return answer({"meta": meta, "payload": payload})

    async def show(self, request: web.Request) -> web.Response:
        """Answer with one contact."""
        contact = self._contact(request)
        return answer({"payload": self._engine.rest.contact(contact, with_inboxes=True)})

    async def create(self, request: web.Request) -> web.Response:
        """Store a new contact, with a seat in the inbox that is named."""
        engine = self._engine
        values = (await read_params(request)).values
        try:
            contact = engine.contacts.create(values, caller(request))
        except InvalidContactError as error:
            raise refused(error) from None
        seat: Json = {"inbox": None, "source_id": None}
        inbox_id = int_or_none(values.get("inbox_id"))
        if inbox_id in engine.world.inboxes:
            session = engine.contacts.identify(contact, inbox_id)
            seat = {"inbox": engine.rest.inbox_stub(inbox_id), "source_id": session.source_id}
        shape = engine.rest.contact(contact, with_inboxes=True)
        return answer({"payload": {"contact": shape, "contact_inbox": seat}})

    async def update(self, request: web.Request) -> web.Response:
        """Change a contact."""
        contact = self._contact(request)
        try:
            values = (await read_params(request)).values
            self._engine.contacts.update(contact, values, caller(request))
        except InvalidContactError as error:
            raise refused(error) from None
        return answer({"payload": self._engine.rest.contact(contact, with_inboxes=True)})

    async def conversations(self, request: web.Request) -> web.Response:
        """List the contact's conversations the caller may see."""
        contact, agent = self._contact(request), caller(request)
        visible = visible_inbox_ids(self._engine.world, agent)
        all_of_them = self._engine.world.conversations_of(contact.id)
        found = by_last_activity(one for one in all_of_them if one.inbox_id in visible)
        shown = found[:CONVERSATIONS_LIMIT]
        payload = [self._engine.rest.conversation(one, agent) for one in shown]
        return answer({"payload": payload})

    async def labels(self, request: web.Request) -> web.Response:
        """List a contact's labels."""
        return answer({"payload": self._contact(request).labels})

    async def set_labels(self, request: web.Request) -> web.Response:
        """Replace a contact's labels."""
        contact = self._contact(request)
        labels = strings((await read_params(request)).values.get("labels"))
        self._engine.contacts.set_labels(contact, labels, caller(request))
        return answer({"payload": contact.labels})

    def _note(self, note: ContactNote) -> Json:
        agent = self._engine.world.agents[note.agent_id]
        return {
            "id": note.id,
            "content": note.content,
            "account_id": None,
            "contact_id": None,
            "user": self._engine.rest.agent(agent),
            "created_at": unix(note.created_at),
            "updated_at": unix(note.created_at),
        }

    async def notes(self, request: web.Request) -> web.Response:
        """List the notes about a contact, newest first."""
        notes = self._engine.world.contact_notes.get(self._contact(request).id, [])
        return answer([self._note(one) for one in reversed(notes)])

    async def add_note(self, request: web.Request) -> web.Response:
        """Write a note about a contact."""
        contact, world = self._contact(request), self._engine.world
        params = await read_params(request)
        content = params.values.get("content") or params.hash("note").get("content")
        if not content:
            raise ApiError(422, {"message": "Content can't be blank", "attributes": ["content"]})
        note = ContactNote(
            world.ids.take("note"), contact.id, caller(request).id, str(content), world.now()
        )
        world.contact_notes.setdefault(contact.id, []).append(note)
        return answer(self._note(note))

    async def delete_note(self, request: web.Request) -> web.Response:
        """Take a note about a contact away."""
        notes = self._engine.world.contact_notes.get(self._contact(request).id, [])
        wanted = number(request.match_info["note"])
        note = next((one for one in notes if one.id == wanted), None)
        if note is None:
            raise not_found()
        notes.remove(note)
        return empty()

    async def contactable_inboxes(self, request: web.Request) -> web.Response:
        """List the inboxes a contact can be written to through."""
        seats = self._engine.world.sessions_of(self._contact(request).id)
        payload = [
            {"inbox": self._engine.rest.inbox_stub(one.inbox_id), "source_id": one.source_id}
            for one in seats
        ]
        return answer({"payload": payload})

    async def merge(self, request: web.Request) -> web.Response:
        """Fold one contact into another."""
        values = (await read_params(request)).values
        contacts = self._engine.world.contacts
        base = contacts.get(int_or_none(values.get("base_contact_id")) or 0)
        other = contacts.get(int_or_none(values.get("mergee_contact_id")) or 0)
        if base is None or other is None:
            raise not_found()
        if base is other:
            return empty()
        self._engine.contacts.merge(base, other, caller(request))
        return answer(self._engine.rest.contact(base))
