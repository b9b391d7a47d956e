"""A file that anybody sent: whatever stands in it, it is played, answered, checked and fed."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.sdk.playback.answers import Answers, Question
from hoory_tui.sdk.playback.state import RecordedDesk
from hoory_tui.sdk.recording.checking import check
from hoory_tui.sdk.recording.format import Entry, Heard, Part, read_entry, write_entry
from hoory_tui.sdk.recording.outcome import outcome
from hoory_tui.sdk.recording.reader import Session
from tests.sdk.recording.sessions import ACCOUNT, HEADER, SNAPSHOT, conversation, message

KEYS = st.sampled_from([*message(1), *conversation(), "notification", "conversation", "payload"])
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10), st.floats(allow_nan=False), st.text(max_size=5)
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=12,
)
BENT = st.builds(
    lambda base, more: {**base, **more},
    st.sampled_from([message(1), conversation(), {"id": 7}]),
    st.dictionaries(KEYS, ANYTHING, max_size=4),
)
NAMES = st.sampled_from(
    [
        *("message.created", "message.updated", "conversation.updated", "conversation.deleted"),
        *("contact.updated", "contact.deleted", "notification.created", "presence.update", "link"),
        *("notification.deleted", "conversation.typing_on", "assignee.changed", "x"),
    ]
)
PARTS = st.sampled_from(
    ["profile", "inboxes", "agents", "labels", "conversations", "messages", "notifications", "x"]
)
ENTRIES = st.lists(
    st.one_of(
        st.builds(Part, st.just(1.0), PARTS, st.one_of(ANYTHING, st.lists(BENT, max_size=2))),
        st.builds(
            lambda name, data, number: Heard(
                1.0, {"event": name, "data": data, "conversation_id": number}
            ),
            NAMES,
            st.one_of(ANYTHING, BENT),
            SCALARS,
        ),
    ),
    max_size=6,
)
PATHS = (
    *("/conversations", "/conversations/meta", "/conversations/7", "/conversations/7/messages"),
    *("/inboxes", "/agents", "/teams", "/labels", "/notifications", "/contacts", "/contacts/5"),
    *("/contacts/5/conversations", "/macros", "/search", "/nonsense"),
)
QUESTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"status": "all", "sort_by": "priority_desc", "assignee_type": "me", "page": "99"},
    {"inbox_id": "1", "team_id": "x", "sort_by": "waiting_since_asc", "after": "-1"},
)


@given(ENTRIES)
def test_nothing_that_stands_in_a_file_ends_anything(entries: list[Entry]) -> None:
    whole = [*SNAPSHOT, *(read_entry(write_entry(one)) for one in entries)]
    findings = check(Session(HEADER, whole))
    assert outcome(findings.store)["account_id"] == ACCOUNT
    desk = RecordedDesk(ACCOUNT)
    for entry in whole:
        desk.take(entry)
    answers = Answers(desk, "x", {})
    assert answers.profile()[0] == 200
    for path in PATHS:
        for asked in QUESTIONS:
            assert answers.read(Question(path, asked, ("vip",)))[0] in (200, 404)
