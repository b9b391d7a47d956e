"""A contact's session with an inbox: made or taken up, and read anew before each connection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hoory_tui.client.contact_api import ContactApi
from hoory_tui.client.errors import HooryError, NotFound, ServerFailed
from hoory_tui.sdk.contact import Contact
from hoory_tui.sdk.inbox.errors import IdentityRefused, SessionGone, UnknownInbox, UnknownSession
from hoory_tui.sdk.secrecy import SECRETS
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.visitor import ContactSession

_KEEP: Final = 5.0
"""Seconds for which the session that was just read is good enough to subscribe with."""
_REFUSED_PROOF: Final = 500


class Seat:
    """The session and its cable token, which servers replace when they like."""

    def __init__(
        self, api: ContactApi, session: ContactSession, clock: Callable[[], float]
    ) -> None:
        self.api = api
        self._clock = clock
        self._take(session)

    def _take(self, session: ContactSession) -> None:
        SECRETS.add(session.source_id)
        SECRETS.add(session.pubsub_token)
        self.session = session
        self._read_at = self._clock()

    @property
    def source_id(self) -> str:
        """The session's own id, as secret as a password."""
        return self.session.source_id

    def doubt(self) -> None:
        """Have the session read again before the next connection: its token was turned away."""
        self._read_at = float("-inf")

    async def read_again(self) -> bool:
        """Read the session again; tell whether its cable token is another one than before.

        Raises HooryError, SessionGone when the contact was deleted.
        """
        before = self.session.pubsub_token
        try:
            self._take(await self.api.contact(self.source_id))
        except NotFound:
            self.doubt()
            raise SessionGone from None
        return self.session.pubsub_token != before

    async def identify(self) -> Identifier:
        """Return what to subscribe with; raises HooryError."""
        if self._clock() - self._read_at > _KEEP:
            await self.read_again()
        return Identifier(pubsub_token=self.session.pubsub_token)


async def take_seat(api: ContactApi, contact: Contact, clock: Callable[[], float]) -> Seat:
    """Return the session of a contact, new or of before; raises HooryError.

    Raises ValueError for a contact that cannot be.
    """
    SECRETS.add(contact.source_id)
    SECRETS.add(contact.hmac_token)
    if contact.source_id is not None and contact.is_only_known_by_session:
        try:
            return Seat(api, await api.contact(contact.source_id), clock)
        except NotFound:
            raise UnknownSession from None
    proof = contact.proof()
    try:
        session = await api.create_contact(
            source_id=contact.source_id,
            identifier=contact.identifier,
            identifier_hash=proof,
            name=contact.name,
            email=contact.email,
            phone_number=contact.phone_number,
            avatar_url=contact.avatar_url,
            custom_attributes=contact.custom_attributes,
        )
    except NotFound:
        raise UnknownInbox(api.host) from None
    except ServerFailed as error:
        raise await _explained(api, error, has_proof=proof is not None) from None
    return Seat(api, session, clock)


async def _explained(api: ContactApi, error: ServerFailed, *, has_proof: bool) -> HooryError:
    """Return what a server's failure means: a wrong proof of identity is answered by one, too."""
    if error.status != _REFUSED_PROOF:
        return error
    if has_proof:
        return IdentityRefused(was_given=True)
    try:
        needs_proof = (await api.inbox()).identity_validation_enabled
    except HooryError:
        return error
    return IdentityRefused(was_given=False) if needs_proof else error
