from __future__ import annotations

from datetime import timedelta, timezone

import pytest

from hoory_tui.store.deed_words import doing_words, done_to_many, done_words, kept_words
from hoory_tui.store.deeds import (
    Assign,
    AssignTeam,
    ChangeLabels,
    ChangeParticipants,
    Deed,
    RunMacro,
    SendTranscript,
    SetAttribute,
    SetMuted,
    SetPriority,
    SetRead,
    SetStatus,
)
from hoory_tui.store.library import Library, Macro
from hoory_tui.store.records import Agent, Team
from hoory_tui.store.state import Store

MOMENT = 1_790_000_000.0


@pytest.fixture
def store() -> Store:
    made = Store(7, 1)
    made.agents = {2: Agent(2, "Ana")}
    made.teams = {5: Team(5, "Bikes")}
    made.library = Library(macros=(Macro(9, "Close politely"),))
    return made


@pytest.mark.parametrize(
    ("deed", "done", "doing", "kept"),
    [
        (SetStatus("resolved"), "Resolved", "Resolving", "#1 is still open"),
        (SetStatus("open"), "Opened", "Opening", "#1 is still open"),
        (SetStatus("pending"), "Set pending", "Setting pending", "#1 is still open"),
        (SetStatus("snoozed"), "Snoozed", "Snoozing", "#1 is still open"),
        (
            SetStatus("snoozed", MOMENT),
            "Snoozed until Mon 21 Sep 16:13",
            "Snoozing",
            "#1 is still open",
        ),
        (SetStatus("melted"), "Set melted", "Changing", "#1 is still open"),
        (Assign(2), "Assigned to Ana", "Assigning", "The assignee of #1 is unchanged"),
        (Assign(3), "Assigned to agent 3", "Assigning", "The assignee of #1 is unchanged"),
        (Assign(None), "Unassigned", "Unassigning", "The assignee of #1 is unchanged"),
        (AssignTeam(5), "Given to Bikes", "Assigning", "The team of #1 is unchanged"),
        (AssignTeam(None), "Taken from its team", "Assigning", "The team of #1 is unchanged"),
        (
            ChangeLabels(("vip",), ("spam",)),
            "+vip −spam",
            "Labelling",
            "The labels of #1 are unchanged",
        ),
        (SetPriority("high"), "Priority high", "Changing", "The priority of #1 is unchanged"),
        (SetPriority(""), "No priority", "Changing", "The priority of #1 is unchanged"),
        (SetMuted(True), "Muted and resolved", "Muting", "#1 is not muted"),
        (SetMuted(False), "Unmuted", "Unmuting", "#1 is not unmuted"),
        (SetRead(True), "Marked read", "Marking read", "#1 is not marked read"),
        (SetRead(False), "Marked unread", "Marking unread", "#1 is not marked unread"),
        (
            ChangeParticipants((2,), (4,)),
            "+Ana −agent 4",
            "Changing",
            "The participants of #1 are unchanged",
        ),
        (SetAttribute("plan", "gold"), "plan: gold", "Changing", "plan of #1 is unchanged"),
        (SetAttribute("plan", None), "No plan", "Changing", "plan of #1 is unchanged"),
        (SendTranscript("a@b"), "Transcript to a@b", "Mailing", "No transcript of #1 was sent"),
        (
            RunMacro(9),
            "Macro Close politely",
            "Starting the macro on",
            "The macro was not started on #1",
        ),
    ],
)
def test_every_deed_has_its_words(
    store: Store, deed: Deed, done: str, doing: str, kept: str
) -> None:
    assert done_words(store, deed, timezone(timedelta(hours=2))) == done
    assert doing_words(deed) == doing
    assert kept_words(deed, 1, "open") == kept


@pytest.mark.parametrize(
    ("deed", "count", "words"),
    [
        (SetStatus("resolved"), 3, "3 resolved"),
        (SetStatus("pending"), 2, "2 set pending"),
        (SetStatus("snoozed", MOMENT), 4, "4 snoozed until Mon 21 Sep 16:13"),
        (Assign(2), 2, "2 assigned to Ana"),
        (Assign(None), 2, "2 unassigned"),
        (AssignTeam(5), 2, "2 given to Bikes"),
        (AssignTeam(None), 1, "1 taken from its team"),
        (AssignTeam(None), 2, "2 taken from their teams"),
        (ChangeLabels(("vip",)), 2, "2 labelled +vip"),
        (SetPriority("high"), 2, "2 set to priority high"),
        (SetPriority(""), 2, "2 without priority"),
        (SetMuted(True), 2, "2 muted and resolved"),
        (SetRead(False), 0, "0 marked unread"),
        (ChangeParticipants((2,)), 2, "2 with participants +Ana"),
        (SetAttribute("plan", "gold"), 2, "2 with plan: gold"),
        (SetAttribute("plan", None), 2, "2 without plan"),
        (SendTranscript("a@b"), 2, "2 transcripts to a@b"),
        (RunMacro(9), 2, "2 given to the macro Close politely"),
    ],
)
def test_of_many_the_number_comes_first(store: Store, deed: Deed, count: int, words: str) -> None:
    assert done_to_many(store, deed, count, timezone(timedelta(hours=2))) == words


def test_a_strangers_value_is_clean_and_one_line(store: Store) -> None:
    words = done_words(store, SetAttribute("plan", "a\x1b[2Jb\nc"))
    assert words.isprintable()
