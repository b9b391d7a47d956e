"""What can go wrong on the contact's side only, within the tree of HooryError."""

# These names end up in `except` clauses and are read there as what happened.
# ruff: noqa: N818

from __future__ import annotations

from dataclasses import dataclass

from hoory_tui.client.errors import Declined, HooryError, NotFound, SignInRefused
from hoory_tui.words import saying


class UnknownInbox(NotFound):
    """The server has no inbox of this identifier that speaks to programs."""

    def __init__(self, host: str) -> None:
        sentence = saying(
            "{host} has no API inbox with this identifier, so nothing was made; "
            "look the identifier up in the settings of the inbox.",
            host=host,
        )
        Declined.__init__(self, sentence, 404)


class UnknownSession(NotFound):
    """No session of this inbox has the source id that was given."""

    def __init__(self) -> None:
        sentence = saying(
            "This inbox knows no session with that source_id, so nothing was made; "
            "leave it out, or give a name or an e-mail address with it, to begin a new one."
        )
        Declined.__init__(self, sentence, 404)


class SessionGone(SignInRefused):
    """The contact was deleted, and the session with it."""

    def __init__(self) -> None:
        sentence = saying(
            "The server no longer knows this contact's session, so nothing arrives any more; "
            "begin a new one."
        )
        Declined.__init__(self, sentence, 404)


class ConversationGone(NotFound):
    """The conversation was deleted or belongs to another contact."""

    def __init__(self, conversation_id: int) -> None:
        sentence = saying(
            "The contact has no conversation {conversation_id}, so nothing was done; "
            "take another one or begin a new one.",
            conversation_id=conversation_id,
        )
        Declined.__init__(self, sentence, 404)


class MessageGone(NotFound):
    """The conversation has no such message."""

    def __init__(self, conversation_id: int, message_id: int) -> None:
        sentence = saying(
            "Conversation {conversation_id} has no message {message_id}, so nothing was "
            "answered; take the id of a message that asks something.",
            conversation_id=conversation_id,
            message_id=message_id,
        )
        Declined.__init__(self, sentence, 404)


class IdentityRefused(Declined):
    """The proof of who the contact is was wrong or missing."""

    def __init__(self, *, was_given: bool) -> None:
        super().__init__(
            saying(
                "The server did not take this contact, most likely because identifier_hash is not "
                "the HMAC of this identifier (500); check the inbox's HMAC token."
            )
            if was_given
            else saying(
                "This inbox takes nobody whose identity is not proven (500); "
                "give identifier and identifier_hash."
            ),
            500,
        )


class NotOffered(Declined):
    """The server is too old for this."""

    def __init__(self, what: str) -> None:
        super().__init__(
            saying(
                "This server is too old to let a contact {what} (404); nothing was changed.",
                what=what,
            ),
            404,
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that left, and what it can be recognised by in the thread."""

    conversation_id: int
    content: str
    file_sizes: tuple[int, ...]
    echo_id: str
    after_id: int
    """Every message of the thread with this id or a lower one was there before."""


class UnclearSend(HooryError):
    """A message left, no clear answer came, and the thread did not show it while it was looked for.

    It is never sent again by itself: `sent` can be handed to `InboxService.find` to look again.
    """

    may_have_arrived = True

    def __init__(self, sent: Sent, why: HooryError, seconds: float) -> None:
        super().__init__(
            saying(
                "It is not known whether the message arrived; the thread did not show it for "
                "{seconds:.0f} s. Look at the thread before you send it again. The reason: {why}",
                why=why.args[0],
                seconds=seconds,
            )
        )
        self.sent = sent
        self.why = why
