"""What a console has to hold once everything has come to rest: what the server holds."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from hoory_tui.store.select import rows as in_order
from hoory_tui.store.views import ALL
from tests.store.model_console import Console
from tests.store.model_server import Server

ROW: Final = (
    "status",
    "assignee_id",
    "team_id",
    "priority",
    "labels",
    "snoozed_until",
    "unread_count",
    "contact_id",
)


def check(console: Console, server: Server) -> None:
    """Compare everything; raises AssertionError at the first difference."""
    check_rows(console, server)
    for key in sorted(console.opened & server.talks.keys() & console.store.timelines.keys()):
        check_thread(console, server, key)
    check_outbox(console, server)
    check_notifications(console, server)


def check_rows(console: Console, server: Server) -> None:
    store = console.store
    rows = {key: one for key, one in store.conversations.items() if one.status != "gone"}
    unknown = server.talks.keys() - rows.keys()
    assert not [key for key in unknown if server.talks[key].status == "open"]
    assert rows.keys() <= server.talks.keys()
    truth = true_console(server, set(rows))
    for key, row in rows.items():
        true = truth.store.conversations[key]
        for name in ROW:
            assert getattr(row, name) == getattr(true, name), (key, name, row, true)
        last, true_last = row.last_message, true.last_message
        assert (last and last.id) == (true_last and true_last.id)
    unsent = {one.conversation_id for one in store.outbox.values()}
    shown = [key for key in in_order(store, ALL) if key in rows]
    assert shown == in_order(truth.store, ALL, also=unsent)


def true_console(server: Server, keys: set[int]) -> Console:
    """Return a console that has just read these conversations, and heard nothing."""
    truth = Console(server)
    for key in sorted(keys):
        truth.open(key)
        truth.look_up(key)
    while truth.jobs:
        truth.answer(0, is_late=False)
    return truth


def check_thread(console: Console, server: Server, key: int) -> None:
    timeline = console.store.timelines[key]
    assert timeline.loaded
    assert not timeline.stale
    held, talk = timeline.messages(), server.talks[key]
    first = timeline.oldest_id() or 0
    true = server.page(talk, limit=1000)
    if timeline.has_older:
        true = [one for one in true if one["id"] >= first]
    assert [one.id for one in held] == [one["id"] for one in true]
    for mine, theirs in zip(held, true, strict=True):
        attributes: dict[str, Any] = theirs["content_attributes"]
        assert (mine.content, mine.status, mine.private, mine.deleted, mine.error) == (
            theirs["content"],
            theirs["status"],
            theirs["private"],
            bool(attributes.get("deleted")),
            attributes.get("external_error", ""),
        ), theirs


def check_outbox(console: Console, server: Server) -> None:
    store = console.store
    pendings = [*store.outbox.values(), *(one.pending for one in store.matches.values())]
    for key, talk in server.talks.items():
        left = Counter(one.content for one in store.outbox.values() if one.conversation_id == key)
        made = {one.get("echo_id") for one in talk.messages}
        absent = Counter(
            one.content
            for one in pendings
            if one.conversation_id == key and one.echo_id not in made
        )
        assert left == absent, (key, left, absent)


def check_notifications(console: Console, server: Server) -> None:
    page = {one["id"] for one in server.notifications()["payload"]}
    # What is older than the page is not told of by it.
    assert {one for one in console.store.notifications if one >= min(page, default=0)} == page
    assert console.store.unread_notifications == server.bell()
