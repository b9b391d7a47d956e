"""What lists are called, and why they are empty."""

from __future__ import annotations

from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.views import SORTS, aside, empty_text, reason, tabs, title_of
from hoory_tui.store import filters
from hoory_tui.store.records import Agent, Conversation, Inbox, Team
from hoory_tui.store.state import Store
from hoory_tui.store.views import (
    ALL,
    MINE,
    UNASSIGNED,
    ListView,
    Scope,
    ScopeKind,
    Sort,
    view_of,
)


def desk() -> Store:
    store = Store(1, 1)
    store.inboxes = {4: Inbox(4, "Website", "")}
    store.teams = {2: Team(2, "Spares")}
    store.agents = {9: Agent(9, "Ana")}
    store.complete_views = {ALL}
    return store


def test_titles() -> None:
    store = desk()
    label = ListView(Scope(ScopeKind.LABEL, name="vip"))
    titles = [
        title_of(store, one, UNICODE)
        for one in (MINE, view_of("inbox", id=4), view_of("team", id=2), label)
    ]
    assert titles == ["Mine", "Website", "Spares", "#vip"]
    assert title_of(store, view_of("inbox", id=5), UNICODE) == "inbox 5"
    assert set(SORTS) == set(Sort)
    assert len(set(SORTS.values())) == len(Sort)


def test_four_tabs_and_the_one_that_is_shown() -> None:
    store = desk()
    shown = tabs(store, view_of("inbox", id=4), UNICODE)
    assert [(one.title, one.count, one.current) for one in shown] == [
        ("Mine", 0, False),
        ("Unassigned", 0, False),
        ("All", 0, False),
        ("Mentions", None, False),
        ("Website", 0, True),
    ]
    assert [one.current for one in tabs(store, MINE, UNICODE)] == [True, False, False, False]


def test_only_what_is_unusual_is_said() -> None:
    assert aside(ALL, UNICODE) == ""
    view = view_of("all", "resolved", Sort.OLDEST)
    assert aside(view, UNICODE) == "resolved · oldest first"
    assert aside(view_of("mine", "all"), UNICODE) == "every status"


def folder(line: str) -> ListView:
    rule = filters.parse(line, filters.Names())
    return ListView(Scope(ScopeKind.FOLDER, 3, "Ours"), "all", filter=rule)


def test_a_folder_tells_its_own_status_and_leaves_the_tabs_as_they_are() -> None:
    store = desk()
    store.counts = {view_of("all", "all"): 99, view_of("all", "pending"): 7}
    shown = tabs(store, folder("status:open label:vip"), UNICODE)
    assert [(one.title, one.count) for one in shown[:3]] == [
        ("Mine", 0),
        ("Unassigned", 0),
        ("All", 0),
    ]
    assert tabs(store, folder("label:vip"), UNICODE, "pending")[2].count == 7
    told = {
        "status:open label:vip": "",
        "status:pending,snoozed": "pending or snoozed",
        "-status:resolved": "not resolved",
        "status:all": "every status",
        "label:vip": "every status",
        "status:open label:vip or status:pending": "several statuses",
    }
    assert {line: aside(folder(line), UNICODE) for line in told} == told


def test_an_empty_list_says_why() -> None:
    store = desk()
    assert empty_text(Store(1, 1), ALL) == "Loading the conversations…"
    assert empty_text(store, MINE) == "Nothing waits for you."
    assert empty_text(store, view_of("mentions")) == "Loading the conversations…"
    store.counts[view_of("all", "resolved")] = 0
    assert "O chooses another status" in empty_text(store, view_of("all", "resolved"))


def test_why_a_row_leaves() -> None:
    store = desk()
    anas = Conversation(1, assignee_id=9)
    assert reason(store, anas, UNASSIGNED) == "assigned to Ana"
    assert reason(store, Conversation(1, assignee_id=1), UNASSIGNED) == "assigned to you"
    assert reason(store, Conversation(1), MINE) == "assigned to nobody"
    assert reason(store, Conversation(1, status="snoozed"), MINE) == "snoozed"
    assert reason(store, Conversation(1, status="gone"), ALL) == "no longer on the server"
    assert reason(store, anas, view_of("team", id=2)) == "of no team"
    assert reason(store, anas, view_of("unattended")) == "answered"
