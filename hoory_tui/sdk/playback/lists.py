"""Which conversations of a recorded desk a list shows, and how many each of its tabs holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from hoory_tui.sdk.playback.state import Json, RecordedDesk, listed
from hoory_tui.wire.moments import read_moment

PAGE: Final = 25
MESSAGE_PAGE: Final = 20
MESSAGE_PAGE_AFTER: Final = 100
_PRIORITIES: Final = {"urgent": 4, "high": 3, "medium": 2, "low": 1}


def rows_of(desk: RecordedDesk, asked: Mapping[str, str], labels: Sequence[str] = ()) -> list[Json]:
    """Return the conversations that a list's question means, in its order; all of its tabs."""
    status = asked.get("status", "open")
    found = [
        one
        for one in desk.conversations.values()
        if (status == "all" or one.get("status") == status)
        and _is_of(one, asked)
        and all(label in listed(one.get("labels")) for label in labels)
        and _is_about_me(desk, one, asked.get("conversation_type"))
    ]
    return sorted(found, key=_KEYS.get(asked.get("sort_by", ""), _by_activity))


def of_tab(desk: RecordedDesk, rows: Sequence[Json], tab: str) -> list[Json]:
    """Return those rows that one tab shows."""
    match tab:
        case "me":
            return [one for one in rows if person(one, "assignee") == desk.me_id]
        case "unassigned":
            return [one for one in rows if person(one, "assignee") is None]
        case "assigned":
            return [one for one in rows if person(one, "assignee") is not None]
    return list(rows)


def counts(desk: RecordedDesk, rows: Sequence[Json]) -> dict[str, int]:
    """Return the numbers of the tabs."""
    return {
        "mine_count": len(of_tab(desk, rows, "me")),
        "assigned_count": len(of_tab(desk, rows, "assigned")),
        "unassigned_count": len(of_tab(desk, rows, "unassigned")),
        "all_count": len(rows),
    }


def thread_page(thread: Mapping[int, Json], asked: Mapping[str, str]) -> list[Json]:
    """Return a page of messages, oldest first: the latest, those before an id or after one."""
    before, after = number(asked.get("before")), number(asked.get("after"))
    ids = sorted(thread)
    if after:
        ids = [one for one in ids if one > after and (not before or one < before)]
        return [thread[one] for one in ids[:MESSAGE_PAGE_AFTER]]
    if before:
        ids = [one for one in ids if one < before]
    return [thread[one] for one in ids[-MESSAGE_PAGE:]]


def page_of(rows: Sequence[Json], asked: Mapping[str, str], size: int = PAGE) -> list[Json]:
    """Return one page of rows."""
    begin = (max(1, number(asked.get("page"))) - 1) * size
    return list(rows[begin : begin + size])


def number(text: str | None) -> int:
    """Return the number that a parameter holds, 0 for none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


def _is_of(one: Json, asked: Mapping[str, str]) -> bool:
    inbox, team = number(asked.get("inbox_id")), number(asked.get("team_id"))
    return inbox in (0, one.get("inbox_id")) and team in (0, person(one, "team"))


def person(one: Json, key: str) -> Any:  # noqa: ANN401 (an id, if all is as it should be)
    """Return the id of the assignee, team or sender of a conversation, None for none."""
    meta = one.get("meta")
    told = meta.get(key) if isinstance(meta, dict) else None
    return told.get("id") if isinstance(told, dict) else None


def _is_about_me(desk: RecordedDesk, one: Json, kind: str | None) -> bool:
    """Whether a conversation names us in a note, where that is asked for."""
    if kind != "mention":
        # Who watches a conversation is in no recording.
        return kind is None
    mark = f"mention://user/{desk.me_id}/"
    thread = desk.messages.get(one["id"], {})
    return any(mark in str(each.get("content")) for each in thread.values())


def _urgency(one: Json) -> int:
    return _PRIORITIES.get(str(one.get("priority")), 0)


def _by_activity(one: Json) -> float:
    return -(read_moment(one.get("last_activity_at", one.get("timestamp"))) or 0.0)


def _created(one: Json) -> float:
    return read_moment(one.get("created_at", one.get("timestamp"))) or 0.0


def _waiting(one: Json) -> float:
    return read_moment(one.get("waiting_since")) or 0.0


_KEYS: Final = {
    "last_activity_at_asc": lambda one: -_by_activity(one),
    "created_at_asc": _created,
    "created_at_desc": lambda one: -_created(one),
    "waiting_since_asc": _waiting,
    "waiting_since_desc": lambda one: -_waiting(one),
    "priority_desc": lambda one: -_urgency(one),
    "priority_asc": _urgency,
}
