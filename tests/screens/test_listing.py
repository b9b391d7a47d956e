"""Which rows the list shows, and how many of the held ones would be elsewhere."""

from __future__ import annotations

from datetime import UTC

from textual.app import App, ComposeResult

from hoory_tui.render.facts import Moment, row_facts
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.screens.listing import Listing
from hoory_tui.store import threads
from hoory_tui.store.changes import Changes
from hoory_tui.store.records import Conversation, amended
from hoory_tui.store.select import View
from hoory_tui.store.state import Store
from hoory_tui.store.talks import drop_conversation
from hoory_tui.widgets.conversations import ConversationList


class Tiny(App[None]):
    """Nothing but a list of twelve hundred conversations, the last one on top."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store(1, 1)
        for number in range(1, 1201):
            talk = Conversation(number, last_activity_at=float(number))
            threads.put_conversation(self.store, talk, Changes())
        self.rows = ConversationList(id="conversations")
        moment = Moment(2000.0, UTC, UNICODE)
        self.listing = Listing(
            self.store, self.rows, lambda key: row_facts(self.store, key, moment, "")
        )

    def compose(self) -> ComposeResult:
        yield self.rows

    def speak(self, number: int, at: float) -> None:
        changes = Changes()
        talk = amended(self.store.conversations[number], last_activity_at=at)
        threads.put_conversation(self.store, talk, changes)
        self.listing.touch(changes.conversations)

    def lose(self, number: int) -> None:
        changes = Changes()
        drop_conversation(self.store, number, changes)
        self.listing.touch(changes.conversations)


async def test_held_rows_stay_where_they_are_and_those_elsewhere_are_counted() -> None:
    app = Tiny()
    async with app.run_test():
        before = list(app.listing.show(View.ALL, (), is_held=False))
        assert before == list(range(1200, 0, -1))
        for number in (3, 700, 1100):
            app.speak(number, 5000.0 + number)
        assert list(app.listing.show(View.ALL, (), is_held=True)) == before
        assert app.listing.moved == 3
        app.lose(500)
        assert list(app.listing.show(View.ALL, (), is_held=True)) == [
            one for one in before if one != 500
        ]
        assert app.listing.moved == 3
        after = list(app.listing.show(View.ALL, (), is_held=False))
        assert after[:3] == [1100, 700, 3]
        assert app.listing.moved == 0


async def test_drafts_keep_their_rows() -> None:
    app = Tiny()
    async with app.run_test():
        assert list(app.listing.show(View.MINE, {7, 9}, is_held=False)) == [9, 7]
