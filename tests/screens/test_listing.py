"""Which rows the list shows, and how many of the held ones would be elsewhere."""

from __future__ import annotations

from datetime import UTC

from textual.app import App, ComposeResult

from hoory_tui.render.facts import Moment, row_facts
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.screens.listing import STAY, Hold, Listing
from hoory_tui.store import threads
from hoory_tui.store.changes import Changes
from hoory_tui.store.records import Conversation, amended
from hoory_tui.store.state import Store
from hoory_tui.store.talks import drop_conversation
from hoory_tui.store.views import ALL, MINE, UNASSIGNED
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


BOX = Hold(boxed=True)
RESTING = Hold()
NEAR = Hold(near=True)
MOVING = Hold(moving=True, near=True)


async def test_held_rows_stay_where_they_are_and_those_elsewhere_are_counted() -> None:
    app = Tiny()
    async with app.run_test():
        before = list(app.listing.show(ALL, (), RESTING, 0.0))
        assert before == list(range(1200, 0, -1))
        for number in (3, 700, 1100):
            app.speak(number, 5000.0 + number)
        assert list(app.listing.show(ALL, (), BOX, 0.0)) == before
        assert app.listing.moved == 3
        app.lose(500)
        assert list(app.listing.show(ALL, (), BOX, 0.0)) == [one for one in before if one != 500]
        assert app.listing.moved == 3
        after = list(app.listing.show(ALL, (), RESTING, 0.0))
        assert after[:3] == [1100, 700, 3]
        assert app.listing.moved == 0


async def test_a_hand_that_moves_sees_no_row_move() -> None:
    app = Tiny()
    app.store.complete_views.add(ALL)
    async with app.run_test():
        before = list(app.listing.show(ALL, (), RESTING, 0.0))
        app.speak(3, 5000.0)
        assert list(app.listing.show(ALL, (), MOVING, 0.0)) == before
        assert app.listing.is_behind
        assert app.listing.moved == 0
        assert app.listing.show(ALL, (), RESTING, 0.0)[0] == 3
        assert not app.listing.is_behind


async def test_drafts_keep_their_rows() -> None:
    app = Tiny()
    async with app.run_test():
        assert list(app.listing.show(MINE, {7, 9}, RESTING, 0.0)) == [9, 7]


def assign(app: Tiny, number: int, agent_id: int | None) -> None:
    changes = Changes()
    talk = amended(app.store.conversations[number], assignee_id=agent_id)
    threads.put_conversation(app.store, talk, changes)


async def test_a_row_that_no_longer_belongs_stays_a_moment_with_the_reason() -> None:
    app = Tiny()
    async with app.run_test():
        app.listing.show(UNASSIGNED, (), RESTING, 0.0)
        app.rows.set_cursor(1200)
        before = list(app.listing.show(UNASSIGNED, (), RESTING, 0.0))
        assign(app, 1198, 4)
        assert list(app.listing.show(UNASSIGNED, (), RESTING, 10.0)) == before
        assert app.listing.row_facts(1198).faded == "assigned to #4"
        assert app.listing.row_facts(1197).faded == ""
        assert app.listing.leaves_in(10.5) == STAY - 0.5
        assert list(app.listing.show(UNASSIGNED, (), RESTING, 10.0 + STAY - 0.1)) == before
        after = list(app.listing.show(UNASSIGNED, (), RESTING, 10.0 + STAY))
        assert after == [one for one in before if one != 1198]
        assert app.listing.leaves_in(20.0) is None


async def test_the_row_at_hand_stays_as_long_as_the_hand_rests_on_it() -> None:
    app = Tiny()
    async with app.run_test():
        app.listing.show(UNASSIGNED, (), RESTING, 0.0)
        app.rows.set_cursor(1198)
        before = list(app.listing.show(UNASSIGNED, (), RESTING, 0.0))
        assign(app, 1198, 1)
        assert list(app.listing.show(UNASSIGNED, (), RESTING, 10.0)) == before
        assert list(app.listing.show(UNASSIGNED, (), RESTING, 99.0)) == before
        assert app.listing.pinned == 1198
        assert app.listing.leaves_in(99.0) is None
        app.rows.set_cursor(1197)
        assert 1198 not in app.listing.show(UNASSIGNED, (), RESTING, 99.0)
        assert app.listing.pinned is None


async def test_the_row_at_hand_keeps_its_place_when_somebody_writes_in_it() -> None:
    app = Tiny()
    async with app.run_test():
        app.listing.show(ALL, (), RESTING, 0.0)
        app.rows.set_cursor(1196)
        before = list(app.listing.show(ALL, (), RESTING, 0.0))
        app.speak(1196, 9000.0)
        held = app.listing.show(ALL, (), RESTING, 0.0)
        assert list(held) == before
        assert held.index(1196) == app.rows.position_of(1196) == 4
        app.rows.set_cursor(1195)
        assert list(app.listing.show(ALL, (), RESTING, 0.0))[:2] == [1196, 1200]


async def test_rows_that_come_in_above_leave_the_row_at_hand_on_its_line() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 20)):
        app.listing.show(ALL, (), RESTING, 0.0)
        app.rows.set_cursor(1198)
        app.listing.show(ALL, (), NEAR, 0.0)
        line = 2 * app.rows.keys.index(1198) - round(app.rows.scroll_y)
        for number in (3, 700, 900):
            app.speak(number, 5000.0 + number)
            app.listing.show(ALL, (), NEAR, 0.0)
            assert 2 * app.rows.keys.index(1198) - round(app.rows.scroll_y) == line
        assert app.listing.above == 3
        # Once the hand has been still for a while, they may be seen.
        app.listing.show(ALL, (), RESTING, 0.0)
        assert (round(app.rows.scroll_y), app.listing.above) == (0, 0)


async def test_who_is_gone_to_is_shown_as_ever_wherever_it_belongs() -> None:
    app = Tiny()
    async with app.run_test():
        app.listing.show(MINE, {1190}, RESTING, 0.0)
        app.rows.set_cursor(1190)
        app.listing.guest = 7
        assert list(app.listing.show(MINE, {1190, 7}, RESTING, 0.0)) == [1190, 7]
        app.rows.set_cursor(7)
        assert list(app.listing.show(MINE, {1190}, RESTING, 9.0)) == [1190, 7]
        assert app.listing.row_facts(7).faded == ""
        app.rows.set_cursor(1190)
        assert list(app.listing.show(MINE, {1190}, RESTING, 9.0)) == [1190, 7]
        assert app.listing.row_facts(7).faded == "assigned to nobody"
        assert list(app.listing.show(MINE, {1190}, RESTING, 9.0 + STAY)) == [1190]


async def test_rows_come_in_at_the_top_while_no_hand_is_near() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 20)):
        app.listing.show(ALL, (), RESTING, 0.0)
        app.rows.set_cursor(1198)
        app.speak(3, 5000.0)
        app.listing.show(ALL, (), RESTING, 0.0)
        assert (round(app.rows.scroll_y), app.rows.keys[0], app.listing.above) == (0, 3, 0)
