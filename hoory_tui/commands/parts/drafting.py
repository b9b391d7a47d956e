"""What a message needs before it leaves: words filled in, a mail's heads, and room for it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.names import listed, near
from hoory_tui.lazily import dataclass
from hoory_tui.wire.clean import clean_line

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.store.enclosure import Enclosure
    from hoory_tui.store.records import Conversation
    from hoory_tui.store.state import Store


@dataclass(frozen=True, slots=True)
class Draft:
    """A message as it is to leave; `after_id` is the newest one that is known of its thread."""

    text: str
    enclosure: Enclosure | None = None
    after_id: int | None = None


async def made_ready(
    api: AgentApi, store: Store, conversation_id: int, text: str, options: argparse.Namespace
) -> Draft:
    """Return the message that the server is to get; raises HooryError, CommandError.

    The store is told of what has to be known for that.
    """
    from hoory_tui.store.happenings import ConversationLoaded, InboxesLoaded
    from hoory_tui.store.reduce import apply

    apply(store, ConversationLoaded(await api.conversation(conversation_id)), 0.0)
    conversation = store.conversations[conversation_id]
    if not conversation.can_reply and not options.note:
        raise CommandError(
            f"The channel of #{conversation_id} takes no reply now, so nothing was sent; only a "
            "private note can be written, with --note."
        )
    if not options.note or options.canned:
        apply(store, InboxesLoaded(await api.inboxes()), 0.0)
    if options.canned:
        text = await _canned(api, store, conversation, options.canned)
    elif options.note and "@" in text:
        text = await _with_mentions(api, store, text)
    enclosure = await _enclosure(api, store, conversation, options)
    _refuse_too_long(store, conversation, text, private=options.note)
    last = conversation.last_message
    return Draft(text, enclosure, last.id if last is not None else None)


def _refuse_too_long(store: Store, conversation: Conversation, text: str, *, private: bool) -> None:
    from hoory_tui.store.limits import limit_of

    inbox = store.inboxes.get(conversation.inbox_id)
    limit = limit_of(inbox, private=private)
    if len(text) > limit:
        where = "a private note" if private or inbox is None else inbox.name
        raise CommandError(
            f"The text has {len(text):,} characters and {where} takes {limit:,}; nothing was "
            "sent. Shorten it, or send it in parts.",
            Exit.USAGE,
        )


async def _canned(api: AgentApi, store: Store, conversation: Conversation, code: str) -> str:
    """Return the canned response of this short code, filled in for the conversation."""
    from hoory_tui.store.happenings import AgentsLoaded
    from hoory_tui.store.library import fold_canned
    from hoory_tui.store.reduce import apply
    from hoory_tui.store.variables import filled, unresolved, values_of

    wanted = code.strip().removeprefix("/").casefold()
    known = fold_canned(await api.canned_responses())
    found = [one for one in known if one.short_code.casefold() == wanted]
    if not found:
        offered = near(wanted, (one.short_code for one in known))
        hint = f"; did you mean {listed(offered)}?" if offered else "."
        raise CommandError(
            f"There is no canned response called “{clean_line(code)}”{hint}", Exit.NOT_FOUND
        )
    apply(store, AgentsLoaded(await api.agents()), 0.0)
    values = values_of(store, conversation)
    if missing := unresolved(found[0].content, values):
        raise CommandError(
            f"Nothing is known for {listed(missing, 'and')}, so nothing was sent; write the text "
            "yourself."
        )
    return filled(found[0].content, values)


async def _with_mentions(api: AgentApi, store: Store, text: str) -> str:
    """Return a note in which whom it names by @ is told of it, as from every other client."""
    from hoory_tui.store.happenings import AgentsLoaded, TeamsLoaded
    from hoory_tui.store.mentions import linked
    from hoory_tui.store.reduce import apply

    apply(store, AgentsLoaded(await api.agents()), 0.0)
    apply(store, TeamsLoaded(await api.teams()), 0.0)
    return linked(text, store)


async def _enclosure(
    api: AgentApi, store: Store, conversation: Conversation, options: argparse.Namespace
) -> Enclosure | None:
    """Return to whom a mail goes: as usual in this thread, and to whom else was named."""
    from hoory_tui.store.enclosure import Enclosure, MailHeads
    from hoory_tui.store.happenings import MessagesLoaded, Reach
    from hoory_tui.store.recipients import is_address, takes_heads, usual_heads
    from hoory_tui.store.reduce import apply

    named = [*options.cc, *options.bcc]
    if options.note or not takes_heads(store.inboxes.get(conversation.inbox_id)):
        if named:
            raise CommandError(
                "Only a mail has others to go to, and this is none; nothing was sent.", Exit.USAGE
            )
        return None
    if wrong := [one for one in named if not is_address(one)]:
        raise CommandError(
            f"“{clean_line(wrong[0])}” is no mail address; nothing was sent.", Exit.USAGE
        )
    page = await api.messages(conversation.id)
    apply(store, MessagesLoaded(conversation.id, page, Reach.LATEST, False), 0.0)
    usual = usual_heads(store, conversation)
    heads = MailHeads(
        usual.to,
        tuple(dict.fromkeys((*usual.cc, *options.cc))),
        tuple(dict.fromkeys((*usual.bcc, *options.bcc))),
    )
    return Enclosure(heads=heads) if heads.to or heads.cc or heads.bcc else None
