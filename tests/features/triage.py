"""What is done to conversations, one or many."""

from __future__ import annotations

from typing import Final

from .feature import row

_VERBS: Final = "flows/test_verbs.py::"
_WHOM: Final = "flows/test_verbs_on_whom.py::"
_MANY: Final = "flows/test_verbs_on_many.py::"

TRIAGE: Final = (
    row(
        "Triage",
        "Resolve and reopen",
        0,
        "resolve",
        "flows/test_triage.py::test_resolving_shows_at_once_and_stays_at_hand "
        f"{_VERBS}test_several_are_resolved_and_reopened_by_the_one_at_hand",
    ),
    row(
        "Triage",
        "Resolve and go to the next",
        0,
        "resolve.next",
        f"{_VERBS}test_resolving_and_going_to_the_next_open_one",
        "the next open one; says when there is none",
    ),
    row(
        "Triage",
        "Pending",
        0,
        "pending",
        f"{_VERBS}test_pending_and_why_not_again {_VERBS}test_pending_for_several",
    ),
    row(
        "Triage",
        "Snooze: next reply, presets, any words",
        0,
        "snooze",
        f"{_VERBS}test_snoozing_until_the_next_reply_a_preset_and_what_is_typed "
        f"{_VERBS}test_snoozing_several",
        "the moment is shown before it is taken",
    ),
    row(
        "Triage",
        "Assign to me, let go",
        0,
        "assign.me",
        "flows/test_triage.py::test_taking_over_and_letting_go "
        f"{_WHOM}test_several_are_assigned_to_another_and_to_me",
    ),
    row(
        "Triage",
        "Assign an agent, a team, nobody",
        0,
        "assign.other",
        f"{_WHOM}test_assigning_to_another_to_nobody_and_to_a_team "
        f"{_WHOM}test_the_box_shows_availability_and_load",
        "one box, with availability and load; agents of other inboxes too",
    ),
    row(
        "Triage",
        "Labels",
        0,
        "labels",
        f"{_WHOM}test_labels_are_put_on_and_taken_off_and_others_stay "
        f"{_WHOM}test_labels_of_several_keep_what_only_some_have",
        "others' changes are never overwritten",
    ),
    row(
        "Triage",
        "Priority",
        0,
        "priority",
        f"{_WHOM}test_priority_by_its_digit_by_its_name_and_none {_WHOM}test_priority_of_several",
        "of many, too",
    ),
    row(
        "Triage",
        "Read and unread",
        0,
        "mark.unread",
        f"{_MANY}test_unread_and_read {_MANY}test_several_are_read_at_once "
        "flows/test_marking_read.py::test_looking_and_typing_leave_a_conversation_unread",
        "opening does not mark as read, unless `mark_read` says so",
    ),
    row(
        "Triage",
        "Mute",
        1,
        "mute",
        f"{_MANY}test_muting_and_unmuting {_MANY}test_muting_several",
        "of many, too",
    ),
    row(
        "Triage",
        "E-mail transcript",
        1,
        "transcript",
        f"{_MANY}test_a_thread_is_mailed_to_its_contact_after_a_yes",
    ),
    row(
        "Triage",
        "Select several, all, by filter",
        0,
        "mark mark.down mark.up mark.menu",
        "flows/test_marks.py::*",
        "beyond the loaded rows, and in all lists",
    ),
    row(
        "Triage",
        "Every verb on many, with progress and what failed",
        0,
        "log log.retry",
        "flows/test_deeds.py::test_what_fails_is_told_one_by_one_and_retried_with_one_key",
        "the web has five verbs and tells no outcome",
    ),
    row(
        "Triage",
        "Undo, single and bulk, with a list",
        0,
        "undo log log.undo",
        "flows/test_undo.py::test_a_verb_is_undone "
        "flows/test_undo.py::test_what_somebody_else_changed_since_is_left_alone "
        "flows/test_undo.py::test_many_are_undone_but_for_what_somebody_else_changed",
        "the web has none",
    ),
    row(
        "Triage",
        "Macros: preview, one or many, on keys",
        0,
        "macro check.yes",
        "flows/test_macros.py::test_a_macro_is_shown_with_names_before_it_runs "
        "flows/test_macros.py::test_nothing_reaches_a_customer_without_a_fresh_y "
        "flows/test_macros.py::test_a_macro_runs_on_all_that_are_marked",
        "names are resolved; what a customer would see asks",
    ),
    row(
        "Triage",
        "Required attributes and refusals in the server's words",
        1,
        "",
        "flows/test_deeds.py::test_without_permission_the_server_says_so",
        "a sentence in place of a form",
    ),
    row(
        "Triage",
        "Palette with everything, and help that runs",
        0,
        "palette palette.quick help",
        "flows/test_palette.py::test_commands_with_words_are_deeds "
        "flows/test_help.py::"
        "test_a_key_is_found_by_typing_and_runs_on_what_was_at_hand",
        "macros, canned responses, lists and folders are in it",
    ),
)
