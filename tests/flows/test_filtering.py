"""The list narrowed and filtered: as one types, by a line, as a folder; and all of it again."""

from __future__ import annotations

from functools import partial

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.screens.picker import FilterInput
from hoory_tui.screens.search_intents import DeleteFolder, SaveFolder
from hoory_tui.store import filters
from hoory_tui.store.changes import Changes
from hoory_tui.store.filters.shown import filter_view
from hoory_tui.store.views import ALL as ALL_OPEN
from hoory_tui.store.views import ScopeKind, view_of
from hoory_tui.widgets.findline import FindLine

from .console import Console, console
from .letters import type_in
from .stage import ALL, CAFE, DANA, KWAME, PRIYA, THEO, ZOE


def line_of(desk: Console) -> str:
    return desk.main.query_one(FindLine).text


def rows_of(desk: Console) -> list[int]:
    return list(desk.main.conversations.keys)


def _is_on_top(desk: Console, conversation_id: int) -> bool:
    return rows_of(desk)[0] == conversation_id


async def by_rule(desk: Console, text: str) -> None:
    """Show what a filter takes, as its line does."""
    rule = filters.parse(text, filters.names_of(desk.store))
    desk.main.show_view(filter_view(rule, desk.main.view))
    await desk.settled()


# As one types


async def test_the_list_narrows_with_every_letter_and_is_whole_again_after_esc() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await desk.press("slash")
        await type_in(desk, "p")
        await desk.until(lambda: 1 < len(rows_of(desk)) < ALL)
        await type_in(desk, "riya")
        await desk.until(lambda: rows_of(desk) == [PRIYA])
        assert f"1 of {ALL}" in desk.seen("FindLine")
        assert desk.main.at_hand is not None
        assert desk.main.at_hand.id == PRIYA
        assert "Priya" in desk.seen("#conversations")
        await desk.press("escape")
        await desk.until(lambda: len(rows_of(desk)) == ALL)
        assert desk.main.at_hand.id == ZOE
        assert desk.main.conversations.has_focus
        assert not desk.main.query(FindLine)


async def test_what_is_kept_stays_narrow_while_news_comes_until_esc() -> None:
    async with console() as desk:
        await desk.press("slash")
        await type_in(desk, "lindgren")
        await desk.press("enter")
        assert desk.main.conversations.has_focus
        assert rows_of(desk) == [THEO]
        desk.desk.contact_writes(ZOE, "Noch etwas!")
        desk.desk.new_conversation("Astrid Lindgren", 25, "Hej!")
        await desk.settled()
        await desk.until(lambda: len(rows_of(desk)) == 2)
        assert ZOE not in rows_of(desk)
        await desk.press("escape")
        await desk.until(lambda: len(rows_of(desk)) == ALL + 1)
        assert ZOE in rows_of(desk)


async def test_what_is_kept_is_told_and_another_line_takes_its_place() -> None:
    async with console() as desk:
        await desk.press("slash")
        await type_in(desk, "priya")
        await desk.press("enter")
        told = f"narrowed to priya, 1 of {ALL} · F shows all"
        assert desk.seen("FindLine").splitlines()[-1].strip() == told
        await desk.press("slash")
        await desk.shows("enter keeps them", "FindLine")
        await desk.press("enter", "f")
        await desk.until(lambda: line_of(desk) == "")
        await desk.press("escape")
        assert len(rows_of(desk)) == ALL


async def test_words_of_the_last_message_and_numbers_are_found_too() -> None:
    async with console() as desk:
        await desk.press("slash")
        await type_in(desk, "pair it again")
        await desk.until(lambda: rows_of(desk) == [DANA])
        await desk.press("escape", "slash")
        await type_in(desk, f"#{DANA}")
        await desk.until(lambda: rows_of(desk)[:1] and DANA in rows_of(desk))
        await desk.press("escape", "slash")
        await type_in(desk, "xqzw")
        await desk.shows("Nothing in this list fits “xqzw”.", "#conversations")
        assert desk.main.at_hand is None


async def test_arrows_move_in_what_is_found_while_typing() -> None:
    async with console() as desk:
        await desk.press("slash")
        await type_in(desk, "visitor")
        await desk.until(lambda: len(rows_of(desk)) == 12)
        first = desk.main.conversations.cursor
        await desk.press("down", "down")
        assert desk.main.conversations.cursor == rows_of(desk)[2] != first
        await desk.press("enter", "e")
        chosen = rows_of(desk)[2]
        await desk.until(lambda: desk.desk.conversation(chosen).status == "resolved")


async def test_more_of_a_long_list_is_asked_for() -> None:
    def before(desk: DemoDesk) -> None:
        for number in range(30):
            old = desk.new_conversation(f"Old {number:02}", 25, "Done.").display_id
            desk.set_status(old, "resolved")

    async with console(before=before) as desk:
        desk.main.show_view(view_of(ScopeKind.ALL, "resolved"))
        await desk.until(lambda: len(rows_of(desk)) == 25)
        assert not any("Old 00" in one.label for one in desk.store.contacts.values())
        await desk.press("slash")
        await type_in(desk, "old 00")
        await desk.shows("Old 00", "#conversations")
        assert len(rows_of(desk)) == 1


# By a line


async def test_a_filter_line_completes_counts_and_shows_its_list() -> None:
    async with console() as desk:
        desk.desk.set_labels(KWAME, ["customs"])
        desk.desk.set_labels(ZOE, ["brakes"])
        await desk.settled()
        await desk.press("f")
        await type_in(desk, "lab")
        await desk.press("tab")
        assert line_of(desk) == "label:"
        await type_in(desk, "cus")
        await desk.press("tab")
        assert line_of(desk) == "label:customs"
        await desk.shows("1 matches    enter shows    ctrl+s saves    esc leaves", "FindLine")
        await type_in(desk, ",brakes")
        await desk.shows("2 match", "FindLine")
        await desk.press("enter")
        await desk.until(lambda: set(rows_of(desk)) == {KWAME, ZOE})
        await desk.shows("label:customs,brakes", "#top-bar")
        assert desk.main.view.scope.kind is ScopeKind.FILTER
        assert desk.main.conversations.has_focus
        desk.desk.set_labels(DANA, ["brakes"])
        await desk.until(lambda: DANA in rows_of(desk), "what streams in is decided here")
        await desk.press("F")
        await desk.until(lambda: len(rows_of(desk)) == ALL)


async def test_names_that_come_late_are_offered_at_once() -> None:
    async with console() as desk:
        held, desk.store.labels = desk.store.labels, {}
        await desk.press("f")
        await type_in(desk, "label:")
        assert "customs" not in desk.seen("FindLine")
        desk.store.labels = held
        desk.main.apply(Changes(lists=True))
        await desk.shows("battery  brakes  customs", "FindLine")


async def test_tab_goes_through_the_offers() -> None:
    async with console() as desk:
        await desk.press("f")
        await type_in(desk, "status:")
        await desk.press("tab")
        assert line_of(desk) == "status:open"
        await desk.press("tab")
        assert line_of(desk) == "status:pending"
        await desk.press("shift+tab")
        assert line_of(desk) == "status:open"
        await type_in(desk, " -ass")
        await desk.press("tab")
        assert line_of(desk) == "status:open -assignee:"


async def test_what_is_wrong_is_said_and_nothing_is_shown() -> None:
    async with console() as desk:
        await desk.press("f")
        await type_in(desk, "label:customz assignee:me")
        await desk.shows("There is no label “customz”; did you mean “customs”?", "FindLine")
        await desk.press("enter")
        assert desk.main.view.filter is None
        assert line_of(desk) == "label:customz assignee:me"
        await desk.press("escape")
        assert desk.main.view.filter is None
        assert desk.main.conversations.has_focus
        await desk.press("F")
        await desk.shows("There is no filter to clear")


def with_old(desk: DemoDesk) -> None:
    """Have a conversation that a console does not hold at first."""
    old = desk.new_conversation("Otto Old", 25, "Done.").display_id
    desk.set_labels(old, ["refund"])
    desk.set_status(old, "resolved")


async def test_the_server_is_asked_for_what_is_not_held() -> None:
    async with console(before=with_old) as desk:
        assert not any(one.status == "resolved" for one in desk.store.conversations.values())
        await desk.press("f")
        await type_in(desk, "status:resolved label:refund")
        await desk.shows("0 match so far", "FindLine")
        await desk.press("enter")
        await desk.until(lambda: len(rows_of(desk)) == 1)
        await desk.shows("Otto Old", "#conversations")


async def test_lines_of_before_come_back_with_the_arrows() -> None:
    async with console() as desk:
        await desk.press("f")
        await type_in(desk, "assignee:me")
        await desk.press("enter", "F", "f")
        await type_in(desk, "stat")
        await desk.press("up")
        assert line_of(desk) == "assignee:me"
        await desk.press("down")
        assert line_of(desk) == "stat"


async def test_f_opens_with_the_filter_that_is_shown() -> None:
    async with console() as desk:
        await desk.press("f")
        await type_in(desk, "assignee:nare")
        await desk.press("enter")
        await desk.until(lambda: desk.main.view.filter is not None)
        await desk.press("f")
        assert line_of(desk) == "assignee:me"
        await desk.press(*["backspace"] * len("assignee:me"), "enter")
        await desk.until(lambda: desk.main.view.filter is None)


# As a folder


async def test_a_filter_is_saved_as_a_folder_and_deleted_again() -> None:
    async with console() as desk:
        filters = desk.desk.engine.world.custom_filters
        await desk.press("f")
        await type_in(desk, "assignee:me or id:4")
        await desk.press("ctrl+s")
        await desk.shows("Type a name that no folder has yet.")
        assert desk.app.screen.query_one(FilterInput).placeholder == "a name"
        await type_in(desk, "My four")
        await desk.press("enter")
        await desk.until(lambda: "My four" in [one.name for one in filters.values()])
        made = next(one for one in filters.values() if one.name == "My four")
        rows = made.query["payload"]
        assert [(one["attribute_key"], one["query_operator"]) for one in rows] == [
            ("status", "and"),
            ("assignee_id", "or"),
            ("status", "and"),
            ("display_id", None),
        ]
        await desk.until(lambda: desk.main.view.scope.kind is ScopeKind.FOLDER)
        await desk.until(lambda: {CAFE, DANA, PRIYA, ZOE} <= set(rows_of(desk)))
        assert THEO not in rows_of(desk)
        await desk.shows("My four", "#top-bar")
        await desk.press("f", "f8")
        await desk.asks("Delete the folder “My four”? The conversations in it stay.")
        await desk.press("y")
        await desk.until(lambda: made.id not in filters)
        await desk.until(lambda: desk.main.view.scope.kind is ScopeKind.ALL)
        assert "My four" not in [one.name for one in desk.store.library.folders]


async def test_what_the_server_cannot_decide_is_no_folder() -> None:
    async with console() as desk:
        count = len(desk.desk.engine.world.custom_filters)
        await desk.press("f")
        await type_in(desk, "assignee:me older:2h")
        await desk.press("ctrl+s")
        await desk.shows("knows no older:2h; nothing was saved.", "FindLine")
        assert len(desk.desk.engine.world.custom_filters) == count


async def test_a_refused_folder_is_told() -> None:
    async with console() as desk:
        desk.desk.fail_next("POST", "/custom_filters", 422, body={"error": "no more folders"})
        await desk.press("f")
        await type_in(desk, "assignee:me")
        await desk.press("ctrl+s")
        await type_in(desk, "Ours")
        await desk.press("enter")
        await desk.shows("The folder “Ours” may not be saved")


async def test_a_row_that_time_puts_out_is_never_there_twice() -> None:
    async with console() as desk:
        await by_rule(desk, "newer:2h")
        rows, talks = rows_of(desk), desk.store.conversations
        assert len(rows) > 3
        oldest = min(rows, key=lambda one: talks[one].last_activity_at)
        writers = [one for one in rows if one != oldest][-2:]
        # The rule goes by the clock, the order was made before: both are right until the beat.
        desk.clock.pass_by(7201 - (desk.clock.now() - talks[oldest].last_activity_at))
        for cursor, writer in zip((rows[0], oldest), writers, strict=True):
            desk.main.conversations.set_cursor(cursor)
            desk.clock.pass_by(1)
            desk.desk.contact_writes(writer, "Hi again!")
            await desk.until(partial(_is_on_top, desk, writer), "the row on top")
            assert sorted(rows_of(desk)) == sorted(set(rows_of(desk)))
            assert oldest in rows_of(desk)


async def test_who_is_taken_by_an_attribute_comes_and_goes_with_it() -> None:
    async with console() as desk:
        put = desk.desk.engine.conversations.set_custom_attributes
        put(desk.desk.conversation(ZOE), {"plan": "gold"})
        put(desk.desk.conversation(THEO), {"plan": "gold"})
        await desk.settled()
        await by_rule(desk, "attr.plan:gold")
        assert set(rows_of(desk)) == {ZOE, THEO}
        desk.main.conversations.set_cursor(THEO)
        put(desk.desk.conversation(PRIYA), {"plan": "gold"})
        await desk.until(lambda: PRIYA in rows_of(desk), "what fits now")
        put(desk.desk.conversation(ZOE), {})
        await desk.shows("no longer fits", "#conversations")


async def test_a_folder_that_is_saved_late_takes_no_letters_from_the_composer() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        before = desk.main.view
        query = filters.parse("status:open", filters.names_of(desk.store)).payload().body
        desk.desk.delay_next("POST", "/custom_filters", 0.5)
        desk.app.post_message(SaveFolder("Late", query))
        await desk.press("r")
        await type_in(desk, "som")
        await desk.shows("Saved as the folder “Late”.")
        assert desk.main.composer.text.has_focus
        await type_in(desk, "e")
        assert desk.written == "some"
        assert desk.main.view == before


async def test_a_folder_that_is_deleted_late_takes_no_letters_from_the_composer() -> None:
    async with console() as desk:
        rule = filters.parse("status:open", filters.names_of(desk.store)).payload()
        desk.app.post_message(SaveFolder("Gone soon", rule.body))
        await desk.until(lambda: desk.main.view.scope.name == "Gone soon", "the folder")
        view = desk.main.view
        await desk.turn_to(DANA, opened=True)
        desk.desk.delay_next("DELETE", f"/custom_filters/{view.scope.id}", 0.5)
        desk.app.post_message(DeleteFolder(view.scope.id, view.scope.name))
        await desk.press("r")
        await desk.shows("The folder “Gone soon” is deleted.")
        assert desk.main.composer.text.has_focus
        assert desk.main.view == view
        await desk.press("escape", "F")
        await desk.until(lambda: desk.main.view == ALL_OPEN, "the list of before")
