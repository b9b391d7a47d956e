"""Marking conversations: by hand, in stretches, all at once; marks are ids, wherever rows go."""

from __future__ import annotations

from hoory_tui.config.settings import Settings
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.screens.picker import PickerScreen
from hoory_tui.store.happenings import ConversationGone
from hoory_tui.store.views import ScopeKind, view_of

from .console import Console, console
from .letters import type_in
from .stage import ALL, APP, CAFE, DANA, KWAME, NARE, PRIYA, THEO, ZOE


async def menu(desk: Console, *keys: str) -> None:
    await desk.press("asterisk")
    await desk.until(lambda: isinstance(desk.app.screen, PickerScreen), "the box")
    await desk.press(*keys)
    await desk.until(lambda: not isinstance(desk.app.screen, PickerScreen), "the box to close")


async def test_space_marks_goes_down_and_is_seen() -> None:
    async with console() as desk:
        first, second, third = desk.main.conversations.keys[:3]
        await desk.press("space", "space")
        assert desk.main.targets == (first, second)
        assert desk.main.at_hand is not None
        assert desk.main.at_hand.id == third
        await desk.shows("2 marked", "#footer")
        assert desk.row_of(first)[:4].strip().startswith("✓ ")
        assert "✓" not in desk.row_of(third)
        await desk.press("k", "space")
        assert set(desk.main.targets) == {first}
        await desk.press("escape")
        assert set(desk.main.targets) == {third}
        await desk.lacks("marked", "#footer")


async def test_a_stretch_is_marked_with_shift() -> None:
    async with console() as desk:
        rows = list(desk.main.conversations.keys)
        await desk.press("j", "shift+down", "shift+down", "shift+down", "shift+up")
        assert desk.main.targets == tuple(rows[1:4])
        await desk.press("shift+up", "shift+up", "shift+up")
        assert desk.main.targets == tuple(rows[0:2])


async def test_marks_stay_with_their_conversations_while_rows_move() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.press("space")
        await desk.turn_to(CAFE)
        await desk.press("space")
        desk.desk.contact_writes(CAFE, "One more order.")
        await desk.until(lambda: desk.main.conversations.keys[0] == CAFE, "a row that moved")
        assert set(desk.main.targets) == {CAFE, DANA}
        await desk.until(lambda: "✓" in desk.row_of(CAFE), "its mark")


async def test_what_is_marked_stays_so_while_one_of_it_is_read() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.press("space", "k", "enter")
        await desk.until(lambda: desk.main.messages.has_focus)
        await desk.press("escape")
        assert desk.main.targets == (DANA,)
        await desk.press("escape")
        assert desk.main.at_hand is not None
        assert desk.main.targets == (desk.main.at_hand.id,)


async def test_what_the_server_no_longer_has_is_no_longer_marked() -> None:
    async with console() as desk:
        await menu(desk, "enter")
        assert len(desk.main.targets) == ALL
        desk.app._tell([ConversationGone(THEO)])
        await desk.until(lambda: THEO not in desk.store.conversations, "the conversation gone")
        await desk.shows(f"{ALL - 1} marked", "#footer")
        assert THEO not in desk.main.targets


async def test_all_of_the_list_and_none_and_the_last_ones_again() -> None:
    async with console() as desk:
        await desk.press("1")
        await menu(desk, "enter")
        mine = {one for one, row in desk.store.conversations.items() if row.assignee_id == NARE}
        assert set(desk.main.targets) == mine
        await desk.shows(f"{len(mine)} marked; keys act on all of them")
        await menu(desk, *"none", "enter")
        assert len(desk.main.targets) == 1
        await menu(desk, *"last", "enter")
        assert set(desk.main.targets) == mine


async def test_those_on_the_screen_and_the_others() -> None:
    async with console(size=(120, 16)) as desk:
        rows = list(desk.main.conversations.keys)
        await menu(desk, *"screen", "enter")
        seen = desk.main.targets
        assert seen == tuple(rows[: len(seen)])
        assert 4 <= len(seen) < 9
        await menu(desk, *"others", "enter")
        assert desk.main.targets == tuple(rows[len(seen) :])


async def test_those_that_fit_a_text() -> None:
    async with console() as desk:
        await menu(desk, *"visitor", "enter")
        assert len(desk.main.targets) == ALL - 6
        assert not {CAFE, DANA, KWAME, ZOE, PRIYA, THEO} & set(desk.main.targets)
        await desk.press("escape")
        await menu(desk, *"assignee:none", "enter")
        nobodys = {one for one, row in desk.store.conversations.items() if not row.assignee_id}
        assert set(desk.main.targets) == nobodys


async def test_marks_stay_in_another_list() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await desk.press("space")
        await desk.press("1")
        await desk.until(lambda: ZOE not in desk.main.conversations.keys)
        assert desk.main.targets == (ZOE,)


async def test_marks_are_letters_where_there_are_no_symbols() -> None:
    async with console(settings=Settings(ascii=True)) as desk:
        first = desk.main.conversations.keys[0]
        await desk.press("space")
        assert desk.row_of(first)[:4].strip().startswith("# ")


def many_resolved(desk: DemoDesk) -> None:
    for number in range(60):
        row = desk.new_conversation(f"Done {number:02}", APP, "A question.")
        desk.set_status(row.display_id, "resolved")


async def test_all_of_a_list_that_is_not_loaded_yet() -> None:
    async with console(before=many_resolved) as desk:
        desk.main.show_view(view_of(ScopeKind.ALL, "resolved"))
        await desk.until(lambda: len(desk.main.conversations.keys) >= 25, "the first page")
        await desk.settled()
        assert len(desk.main.conversations.keys) < 60
        await desk.press("asterisk")
        await desk.shows("known, the rest is loaded")
        await desk.press("enter")
        await desk.shows("60 marked", "#footer")
        await desk.press("escape")
        await menu(desk, *"done 5", "enter")
        await desk.shows("15 marked", "#footer")


async def test_those_that_fit_in_a_list_that_is_not_loaded_yet() -> None:
    async with console(before=many_resolved) as desk:
        desk.main.show_view(view_of(ScopeKind.ALL, "resolved"))
        await desk.until(lambda: len(desk.main.conversations.keys) >= 25, "the first page")
        await desk.settled()
        await menu(desk, *"done 0", "enter")
        await desk.shows("15 marked", "#footer")


async def test_all_of_a_list_that_becomes_whole_while_the_box_is_open() -> None:
    async with console(before=many_resolved) as desk:
        resolved = view_of(ScopeKind.ALL, "resolved")
        desk.main.show_view(resolved)
        await desk.until(lambda: len(desk.main.conversations.keys) >= 25, "the first page")
        await desk.settled()
        await desk.press("asterisk")
        await desk.shows("known, the rest is loaded")
        await desk.app._sync.pages.read(resolved)
        await desk.settled()
        await desk.press("enter")
        await desk.shows("60 marked", "#footer")


async def test_another_list_meanwhile_is_not_marked() -> None:
    async with console(before=many_resolved) as desk:
        desk.main.show_view(view_of(ScopeKind.ALL, "resolved"))
        await desk.until(lambda: len(desk.main.conversations.keys) >= 25, "the first page")
        await desk.settled()
        desk.desk.delay_next("GET", "/conversations", 0.5)
        await menu(desk, "enter")
        await desk.press("2")
        await desk.shows("Another list is shown by now, so nothing was marked.")
        assert len(desk.main.marked) == 0


async def test_all_is_not_what_only_stays_in_the_list() -> None:
    async with console(settings=Settings(send_delay=10)) as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("Hello")
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.store.outbox)
        await desk.press("h", "2")
        await desk.until(lambda: desk.main.view.scope.kind is ScopeKind.UNASSIGNED)
        assert DANA in desk.main.conversations.keys
        await menu(desk, "enter")
        rows = desk.store.conversations.items()
        nobodys = {one for one, row in rows if row.assignee_id is None}
        assert set(desk.main.targets) == nobodys
        assert DANA not in nobodys


async def test_all_of_a_narrowed_list_is_what_is_left_of_it() -> None:
    async with console() as desk:
        await desk.press("slash")
        await type_in(desk, "dana")
        await desk.until(lambda: list(desk.main.conversations.keys) == [DANA])
        await desk.press("enter")
        await menu(desk, "enter")
        assert desk.main.targets == (DANA,)
        await desk.shows("1 marked")
