"""Every list an agent looks after: shown at once, asked of the server, counted, kept true."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.store.records import Conversation
from hoory_tui.store.views import Scope, ScopeKind, Sort

from .console import NOW, Console, console
from .stage import (
    ALL,
    APP,
    CAFE,
    DANA,
    INES,
    KENJI,
    KWAME,
    MINE,
    NARE,
    PRIYA,
    THEO,
    WEB,
    YUSUF,
    ZOE,
)


def listed(desk: Console) -> set[int]:
    return set(desk.main.conversations.keys)


def questions(desk: Console) -> list[str]:
    return [unquote(one) for one in desk.desk.asked("/conversations?")]


async def lists(desk: Console, *ids: int) -> None:
    await desk.until(lambda: listed(desk) == set(ids), f"{ids}")


def of_desk(desk: Console, **fields: object) -> set[int]:
    rows = desk.desk.engine.world.conversations.values()
    return {
        one.display_id
        for one in rows
        if one.status == "open" and all(getattr(one, key) == fields[key] for key in fields)
    }


async def test_the_numbered_lists() -> None:
    def before(desk: DemoDesk) -> None:
        desk.agent_writes(INES, KWAME, f"[@Nare](mention://user/{NARE}/Nare) look", private=True)

    async with console(before=before) as desk:
        await desk.shows("Mentions 1", "#top-bar")
        await desk.press("4")
        await lists(desk, KWAME)
        assert any("conversation_type=mention" in one for one in questions(desk))
        await desk.press("1")
        await lists(desk, *of_desk(desk, assignee_id=NARE))
        assert len(listed(desk)) == MINE
        await desk.press("2")
        await lists(desk, *of_desk(desk, assignee_id=None))
        await desk.press("3")
        await lists(desk, *of_desk(desk))
        await desk.press("5")
        await desk.shows("Unattended", "#top-bar")
        waiting = {
            one.display_id
            for one in desk.desk.engine.world.conversations.values()
            if one.first_reply_created_at is None or one.waiting_since is not None
        }
        await lists(desk, *waiting)
        await desk.shows(f"Unattended {len(waiting)}", "#top-bar")
        await desk.press("6")
        await desk.until(lambda: any("=participating" in one for one in questions(desk)))
        watched = {
            one.display_id
            for one in desk.desk.engine.world.conversations.values()
            if NARE in one.participant_ids
        }
        await lists(desk, *watched)
        assert KWAME in watched


async def test_a_mention_is_in_its_list_at_once() -> None:
    async with console() as desk:
        await desk.shows("Mentions 0", "#top-bar")
        await desk.press("4")
        await desk.shows("Nobody mentions you", "#conversations")
        note = f"[@Nare](mention://user/{NARE}/Nare) do you know?"
        desk.desk.agent_writes(YUSUF, THEO, note, private=True)
        await lists(desk, THEO)
        await desk.shows("Mentions 1", "#top-bar")


async def test_what_is_assigned_to_me_is_watched_from_then_on() -> None:
    async with console() as desk:
        await desk.press("6")
        await desk.until(lambda: PRIYA in listed(desk))
        await desk.settled()
        assert ZOE not in listed(desk)
        desk.desk.assign(ZOE, NARE, by=YUSUF)
        await desk.until(lambda: ZOE in listed(desk))
        desk.desk.assign(ZOE, INES, by=YUSUF)
        await desk.settled()
        assert ZOE in listed(desk)


async def choose(desk: Console, key: str, text: str) -> None:
    """Choose in the box of a key by what is typed."""
    before = desk.app.screen
    await desk.press(key)
    await desk.until(lambda: desk.app.screen is not before, "a box")
    await desk.press(*text, "enter")
    await desk.until(lambda: desk.app.screen is before, "the box closed")


async def test_a_box_has_every_inbox_team_label_and_folder() -> None:
    def before(desk: DemoDesk) -> None:
        desk.set_labels(ZOE, ["refund"])
        desk.assign_team(KWAME, next(iter(desk.engine.world.teams)))

    async with console(before=before) as desk:
        world = desk.desk.engine.world
        await choose(desk, "0", world.inboxes[WEB].name)
        assert desk.main.view.scope == Scope(ScopeKind.INBOX, WEB)
        await lists(desk, *of_desk(desk, inbox_id=WEB))
        await desk.shows(world.inboxes[WEB].name, "#top-bar")
        team = next(iter(world.teams.values()))
        await choose(desk, "0", team.name)
        assert desk.main.view.scope == Scope(ScopeKind.TEAM, team.id)
        await lists(desk, KWAME)
        await choose(desk, "0", "refund")
        await lists(desk, ZOE)
        desk.desk.set_labels(PRIYA, ["refund", "vip"])
        await lists(desk, ZOE, PRIYA)
        desk.desk.set_labels(ZOE, [])
        await desk.shows("no longer labelled refund", "#conversations")


async def test_another_status_is_read_from_the_server_and_kept_true() -> None:
    def before(desk: DemoDesk) -> None:
        for number in (KWAME, DANA):
            desk.set_status(number, "resolved")
        desk.set_status(CAFE, "snoozed")

    async with console(before=before) as desk:
        assert not {KWAME, DANA, CAFE} & desk.store.conversations.keys()
        await choose(desk, "O", "resolved")
        await lists(desk, KWAME, DANA)
        assert any("status=resolved" in one for one in questions(desk))
        await desk.shows("resolved", "#top-bar")
        await desk.shows("All 2", "#top-bar")
        await desk.shows("Mine 1", "#top-bar")
        desk.desk.set_status(ZOE, "resolved")
        await lists(desk, KWAME, DANA, ZOE)
        await desk.shows("All 3", "#top-bar")
        desk.desk.set_status(KWAME, "open")
        await desk.until(lambda: KWAME not in listed(desk) or "open" in desk.row_of(KWAME))
        await desk.press("1")
        await lists(desk, DANA)
        await choose(desk, "O", "snoozed")
        await lists(desk, CAFE)
        await choose(desk, "O", "every")
        await desk.press("3")
        await desk.until(lambda: len(listed(desk)) == ALL)
        await choose(desk, "O", "open")
        await desk.until(lambda: len(listed(desk)) == ALL - 3)


@pytest.mark.parametrize("sort", list(Sort))
async def test_every_order_of_the_dashboard_and_more(sort: Sort) -> None:
    from hoory_tui.render.views import SORTS

    def before(desk: DemoDesk) -> None:
        for number, priority in ((ZOE, "urgent"), (CAFE, "low"), (THEO, "high")):
            desk.set_priority(number, priority)

    async with console(before=before) as desk:
        await choose(desk, "S", SORTS[sort])
        assert desk.main.view.sort is sort
        await desk.settled()
        rows = [desk.store.conversations[one] for one in desk.main.conversations.keys]
        assert len(rows) == ALL
        assert in_order(rows, sort)
        if sort is not Sort.LATEST:
            await desk.shows(SORTS[sort], "#top-bar")


def in_order(rows: list[Conversation], sort: Sort) -> bool:
    """Tell whether rows are as a plain sort puts them, whatever comes of equal ones."""
    priority = {"": 0, "low": 1, "medium": 2, "high": 3, "urgent": 4}
    values: list[float] = {
        Sort.LATEST: [-one.spoken_at for one in rows],
        Sort.LEAST_RECENT: [one.spoken_at for one in rows],
        Sort.NEWEST: [-(one.created_at or 0) for one in rows],
        Sort.OLDEST: [one.created_at or 0 for one in rows],
        Sort.PRIORITY: [-float(priority[one.priority]) for one in rows],
        Sort.LEAST_PRIORITY: [float(priority[one.priority]) for one in rows],
        Sort.PRIORITY_OLDEST: [-float(priority[one.priority]) for one in rows],
        Sort.LONGEST_WAITING: [one.waiting_since or NOW * 2 for one in rows],
        Sort.SHORTEST_WAITING: [-(one.waiting_since or 0) for one in rows],
        Sort.UNREAD: [-float(one.unread_count) for one in rows],
    }[sort]
    return values == sorted(values) and len(set(values)) > 1


async def test_a_long_list_is_read_page_by_page_in_the_order_asked_for() -> None:
    def before(desk: DemoDesk) -> None:
        for number in range(70):
            row = desk.new_conversation(f"Old {number}", APP, "Done?")
            desk.set_status(row.display_id, "resolved")

    async with console(before=before) as desk:
        await choose(desk, "S", "oldest first")
        await choose(desk, "O", "resolved")
        await desk.until(lambda: len(listed(desk)) == 25)
        first = [one for one in questions(desk) if "status=resolved" in one]
        assert all("sort_by=created_at_asc" in one for one in first)
        await desk.shows("resolved · oldest first", "#top-bar")
        await desk.shows("All 70", "#top-bar")
        await desk.press("G")
        await desk.until(lambda: len(listed(desk)) == 50)
        await desk.press("G")
        await desk.until(lambda: len(listed(desk)) == 70)
        pages = [one.rsplit("page=", 1)[1] for one in questions(desk) if "status=resolved" in one]
        assert [one.split("&")[0] for one in pages] == ["1", "2", "3"]


async def test_the_shown_list_is_read_again_after_a_gap() -> None:
    async with console() as desk:
        await choose(desk, "O", "resolved")
        await desk.shows("No resolved conversation here.", "#conversations")
        desk.desk.hold_events()
        desk.desk.set_status(ZOE, "resolved")
        desk.desk.agent_writes(
            YUSUF, ZOE, f"[@Nare](mention://user/{NARE}/Nare) done", private=True
        )
        desk.desk.drop_events(99)
        desk.desk.release_events()
        desk.desk.drop_sockets()
        await desk.until(lambda: "live" not in desk.seen("#top-bar"), "the link is down")
        await lists(desk, ZOE)
        await choose(desk, "O", "open")
        await desk.until(lambda: len(listed(desk)) == ALL - 1)


async def test_what_was_chosen_is_there_at_the_next_start(tmp_path: Path) -> None:
    from hoory_tui.keep.listchoice import read_choice

    async with console() as desk:
        desk.app.list_file = tmp_path / "list"
        await choose(desk, "S", "oldest first")
        await choose(desk, "O", "pending")
        chosen = ("pending", Sort.OLDEST)
        await desk.until(lambda: read_choice(tmp_path / "list") == chosen)
        assert desk.app.chosen_order() == chosen
        fresh = desk.app.get_default_screen()
        view = getattr(fresh, "view")  # noqa: B009
        assert (view.status, view.sort) == chosen


async def test_folders_have_numbers_too() -> None:
    async with console() as desk:
        folders = [
            one for one in desk.desk.engine.world.custom_filters.values() if one.agent_id == NARE
        ]
        assert len(folders) < 3
        await desk.until(lambda: desk.store.library.folders or not folders)
        await desk.press("9")
        await desk.shows("There is no such folder")
        if folders:
            before = desk.seen("#top-bar").partition("Mentions")[0]
            await desk.press("7")
            await desk.shows(folders[0].name, "#top-bar")
            assert desk.seen("#top-bar").startswith(before), "what 1, 2 and 3 would give"
            assert "every status" not in desk.seen("#top-bar")


async def test_what_leaves_a_list_says_why() -> None:
    async with console() as desk:
        await desk.press("2")
        await desk.until(lambda: ZOE in listed(desk))
        desk.desk.assign(ZOE, KENJI)
        await desk.until(lambda: "assigned to Kenji Mori" in desk.row_of(ZOE))
        await desk.until(lambda: ZOE not in listed(desk))
