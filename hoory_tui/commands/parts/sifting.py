"""Conversations by a line of the console's filter: asked of the server, and judged here.

Servers decide a part of what a line can say; the rest is decided by what the answers tell, as
the console does it. Only here does a list go through the console's own records.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Final, TypeVar

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.asking import Desk, Raw, paged
from hoory_tui.store.filters import Filter, FilterError, names_of, parse
from hoory_tui.store.happenings import (
    AgentsLoaded,
    ConversationsLoaded,
    Happening,
    InboxesLoaded,
    LabelsLoaded,
    LibraryLoaded,
    TeamsLoaded,
)
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.store.views import ALL
from hoory_tui.wire.answers import ConversationPage
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.desk import InboxPayload, LabelPayload
from hoory_tui.wire.library import AttributeDefinitionPayload
from hoory_tui.wire.payload import Payload, WireError, read_payload
from hoory_tui.wire.people import TeamPayload, UserPayload

P = TypeVar("P", bound=Payload)

_PAGE: Final = 25


def sift(line: str, status: str | None, desk: Desk) -> Iterator[Raw]:
    """Return the conversations that a line takes, of one status where the line names none.

    Raises CommandError for a line that cannot be read.
    """
    me = desk.me.get("id")
    store = Store(desk.account_id, me_id=me if isinstance(me, int) else 0)
    for roster in _rosters(desk):
        apply(store, roster, time.time())
    try:
        rule = parse(line, names_of(store)).within(status or "open")
    except FilterError as error:
        raise CommandError(f"--filter: {error.sentence}", Exit.USAGE) from None
    question = rule.payload(time.time())

    def ask(page: int) -> list[Raw]:
        path = f"/conversations/filter?page={page}"
        return desk.listed(desk.look_up(path, question.body), "payload")

    return (row for row in paged(ask, _PAGE, None) if _takes(rule, row, store))


def _takes(rule: Filter, row: Raw, store: Store) -> bool:
    read = _read(ConversationPayload, [row])
    if not read:
        return False
    page = ConversationPage(payload=read)
    apply(store, ConversationsLoaded(page, ALL, complete=False), time.time())
    held = store.conversations.get(read[0].id)
    return held is not None and rule.takes(store, held, time.time())


def _rosters(desk: Desk) -> list[Happening]:
    definitions = desk.ask("/custom_attribute_definitions")
    return [
        AgentsLoaded(_read(UserPayload, desk.ask_list("/agents"))),
        InboxesLoaded(_read(InboxPayload, desk.ask_list("/inboxes", "payload"))),
        TeamsLoaded(_read(TeamPayload, desk.ask_list("/teams"))),
        LabelsLoaded(_read(LabelPayload, desk.ask_list("/labels", "payload"))),
        LibraryLoaded(definitions=_read(AttributeDefinitionPayload, desk.listed(definitions))),
    ]


def _read(model: type[P], rows: list[Raw]) -> list[P]:
    found = []
    for row in rows:
        try:
            found.append(read_payload(model, row))
        except WireError:
            # One that cannot be read costs no other.
            continue
    return found
