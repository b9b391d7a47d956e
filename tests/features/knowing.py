"""What is told beside the thread, and how the screen is laid out."""

from __future__ import annotations

from typing import Final

from .feature import row

_CARD: Final = "flows/test_contact_card.py::"

CONTEXT: Final = (
    row(
        "Context",
        "Contact, attributes, notes, labels, edit",
        0,
        "contact toggle.details card.take card.add card.labels",
        f"{_CARD}test_a_field_is_checked_here_and_then_by_the_server "
        f"{_CARD}test_labels_of_others_stay flows/test_notes.py::*",
        "no merging of contacts",
    ),
    row(
        "Context",
        "Previous conversations, jump",
        0,
        "contact card.take",
        f"{_CARD}test_a_previous_conversation_is_gone_to_though_no_list_has_it",
        "the last 20",
    ),
    row(
        "Context",
        "Conversation facts and custom attributes",
        1,
        "contact card.take",
        f"{_CARD}test_the_panel_tells_what_is_kept_once_the_hand_rests",
        "attributes can be undone",
    ),
    row(
        "Context",
        "Participants",
        1,
        "participants card.watch",
        "flows/test_participants.py::*",
    ),
    row(
        "Context",
        "SLA in the row and in the panel",
        1,
        "",
        f"{_CARD}test_a_promise_stands_in_the_row_and_in_the_panel",
        "without business hours; no order by it",
    ),
    row(
        "Context",
        "Own availability, offline automatically, observer",
        0,
        "availability",
        "flows/test_availability.py::*",
        "the web has no observer",
    ),
    row(
        "Context",
        "Layouts, two conversations side by side",
        1,
        "toggle.list zoom two layouts",
        "flows/test_layouts.py::test_words_and_deeds_go_to_whom_the_title_names "
        "flows/test_layouts.py::test_a_layout_is_chosen_by_name",
        "the web shows one",
    ),
)
