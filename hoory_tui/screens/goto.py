"""Going to a conversation by its number or by the name of its contact."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Final

from hoory_tui.render.facts import Moment
from hoory_tui.render.names import shown_name
from hoory_tui.screens.picker import Choice, Picked, PickerScreen
from hoory_tui.screens.search_intents import GoTo
from hoory_tui.store import select
from hoory_tui.store.records import GONE, Conversation
from hoory_tui.store.state import Store
from hoory_tui.wire.limits import LARGEST_ID
from hoory_tui.words import said

_MOST: Final = 2_000
"""Conversations that are found by name at once; older ones by their number, or by searching."""
_HELD, _FETCH, _SEARCH = "held:", "fetch:", "search:"


class GotoScreen(PickerScreen):
    """The box in which one goes to a conversation: a whole number is that one and no other."""

    def _show_fitting(self, cursor: str | None) -> None:
        super()._show_fitting(cursor)
        number = self.field.value.strip().removeprefix("#")
        if number.isascii() and number.isdecimal():
            for key in (f"{_HELD}{int(number)}", f"{_FETCH}{int(number)}"):
                if self.rows.position_of(key) is not None:
                    self.rows.set_cursor(key)


def goto_screen(store: Store, at: Moment, keymap: Mapping[str, str]) -> PickerScreen:
    """Return the box in which one of all conversations that are held is chosen, or another."""
    rows = (one for one in store.conversations.values() if one.status != GONE)
    latest = sorted(rows, key=lambda one: (-one.spoken_at, -one.id))
    return GotoScreen(
        said("Go to a conversation: number or name"),
        [_choice(store, one, at) for one in islice(latest, _MOST)],
        glyphs=at.glyphs,
        keymap=keymap,
        free=lambda text: _other(store, text),
        empty=said("Nothing is known of that name here."),
    )


def _choice(store: Store, row: Conversation, at: Moment) -> Choice:
    contact = select.contact_of(store, row)
    inbox = store.inboxes.get(row.inbox_id)
    status = "" if row.status == "open" else f"{row.status} {at.glyphs.dot} "
    hint = f"{status}{shown_name(inbox.name, at.glyphs, 20) if inbox else ''}  #{row.id}"
    words = f"#{row.id} {row.id} {contact.email} {contact.phone_number} {row.subject}"
    return Choice(f"{_HELD}{row.id}", contact.label, hint, words=words)


def _other(store: Store, text: str) -> Choice | None:
    """Return the choice that what is typed is by itself: a number, else words to search for."""
    number = text.strip().removeprefix("#")
    if number.isascii() and number.isdecimal():
        if int(number) > LARGEST_ID:
            return None
        if int(number) in store.conversations:
            return Choice(f"{_HELD}{int(number)}", said("Go to #{number}", number=int(number)))
        return Choice(
            f"{_FETCH}{int(number)}",
            said("Open #{number}", number=int(number)),
            said("asks the server"),
        )
    words = " ".join(text.split())
    return Choice(
        f"{_SEARCH}{words}",
        said("Search everything for “{words}”", words=words),
        said("asks the server"),
    )


def wish_of(picked: Picked | None) -> GoTo | str | None:
    """Return where to go, or the words to search for; None for nowhere."""
    if picked is None or not picked.keys:
        return None
    key = picked.keys[0]
    if key.startswith(_SEARCH):
        return key.removeprefix(_SEARCH)
    return GoTo(int(key.partition(":")[2]))
