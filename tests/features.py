"""What an agent can do on the web, where its key is here, and which test proves it.

The rows are those of the dashboard that matter on every day (P0) and soon after (P1). Each test
drives the running console against the demo desk and looks at what the desk has in the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FIND, TRIAGE, WRITE, CONTEXT, ALERTS = "Find", "Triage", "Write", "Context", "Alerts"


@dataclass(frozen=True)
class Feature:
    """One row: `keys` are ids of the registry, `tests` are files and functions in tests/."""

    group: str
    name: str
    priority: int
    keys: tuple[str, ...]
    tests: tuple[str, ...]
    differs: str = ""


def _row(group: str, name: str, priority: int, keys: str, tests: str, differs: str = "") -> Feature:
    return Feature(group, name, priority, tuple(keys.split()), tuple(tests.split()), differs)


_VIEWS: Final = "flows/test_views.py::"
_VERBS: Final = "flows/test_verbs.py::"
_WHOM: Final = "flows/test_verbs_on_whom.py::"
_MANY: Final = "flows/test_verbs_on_many.py::"
_CARD: Final = "flows/test_contact_card.py::"
_MENU: Final = "flows/test_message_menu.py::"

FEATURES: Final = (
    _row(
        FIND,
        "Mine, Unassigned, All with live counts",
        0,
        "view.1 view.2 view.3",
        f"{_VIEWS}test_the_numbered_lists flows/test_triage.py::"
        "test_the_tabs_show_their_conversations_and_counts",
        "counted here, exactly, once the list is whole",
    ),
    _row(
        FIND,
        "Mentions, Unattended, Participating",
        0,
        "view.4 view.5 view.6",
        f"{_VIEWS}test_a_mention_is_in_its_list_at_once "
        f"{_VIEWS}test_what_is_assigned_to_me_is_watched_from_then_on",
        "the count of mentions is always in view",
    ),
    _row(
        FIND,
        "Five statuses",
        0,
        "view.status",
        f"{_VIEWS}test_another_status_is_read_from_the_server_and_kept_true",
    ),
    _row(
        FIND,
        "Lists of an inbox, a team, a label",
        0,
        "view.choose",
        f"{_VIEWS}test_a_box_has_every_inbox_team_label_and_folder",
        "one box, with counts",
    ),
    _row(
        FIND,
        "All orders of the dashboard, waiting since, unread",
        0,
        "view.sort",
        f"{_VIEWS}test_every_order_of_the_dashboard_and_more "
        f"{_VIEWS}test_a_long_list_is_read_page_by_page_in_the_order_asked_for",
        "equal rows never change places",
    ),
    _row(
        FIND,
        "Status and order are remembered",
        1,
        "view.status view.sort",
        f"{_VIEWS}test_what_was_chosen_is_there_at_the_next_start",
        "on this machine, not in the profile",
    ),
    _row(
        FIND,
        "Saved folders: read, run, save, delete",
        1,
        "view.7 view.8 view.9 line.save line.remove",
        f"{_VIEWS}test_folders_have_numbers_too flows/test_filtering.py::"
        "test_a_filter_is_saved_as_a_folder_and_deleted_again",
        "no renaming; what only we can decide is not saved",
    ),
    _row(
        FIND,
        "Filter",
        0,
        "filter filter.clear",
        "flows/test_filtering.py::test_a_filter_line_completes_counts_and_shows_its_list",
        "a typed line with completion in place of a form",
    ),
    _row(
        FIND,
        "Narrow the list as you type",
        0,
        "find",
        "flows/test_filtering.py::"
        "test_the_list_narrows_with_every_letter_and_is_whole_again_after_esc",
        "the web has none",
    ),
    _row(
        FIND,
        "Find in the thread",
        1,
        "find conv.next_unread conv.prev_unread",
        "flows/test_search.py::test_finding_in_the_thread_goes_from_the_newest_back",
        "the browser's own search",
    ),
    _row(
        FIND,
        "Search everything, jump to the message",
        0,
        "search search.take",
        "flows/test_search.py::test_what_is_held_is_found_at_once_and_opened "
        "flows/test_search.py::test_a_message_far_back_is_jumped_to_without_a_gap "
        "flows/test_search.py::test_a_contact_leads_to_all_conversations",
        "what is held is found before the server answers",
    ),
    _row(
        FIND,
        "Go to a conversation by name or number",
        0,
        "goto",
        "flows/test_goto.py::test_one_that_is_not_held_is_fetched",
        "the web has an address line",
    ),
    _row(
        FIND,
        "Next that needs me, next mention",
        0,
        "conv.next_unread conv.prev_unread conv.next_mention",
        "flows/test_needs_me.py::test_a_mention_that_was_turned_to_needs_nobody_any_more",
        "the web has none",
    ),
    _row(
        FIND,
        "A list that does not move under the hand",
        0,
        "",
        f"{_VIEWS}test_what_leaves_a_list_says_why flows/test_churn.py::*",
        "the web moves",
    ),
    _row(
        TRIAGE,
        "Resolve and reopen",
        0,
        "resolve",
        "flows/test_triage.py::test_resolving_shows_at_once_and_stays_at_hand "
        f"{_VERBS}test_several_are_resolved_and_reopened_by_the_one_at_hand",
    ),
    _row(
        TRIAGE,
        "Resolve and go to the next",
        0,
        "resolve.next",
        f"{_VERBS}test_resolving_and_going_to_the_next_open_one",
        "the next open one; says when there is none",
    ),
    _row(
        TRIAGE,
        "Pending",
        0,
        "pending",
        f"{_VERBS}test_pending_and_why_not_again {_VERBS}test_pending_for_several",
    ),
    _row(
        TRIAGE,
        "Snooze: next reply, presets, any words",
        0,
        "snooze",
        f"{_VERBS}test_snoozing_until_the_next_reply_a_preset_and_what_is_typed "
        f"{_VERBS}test_snoozing_several",
        "the moment is shown before it is taken",
    ),
    _row(
        TRIAGE,
        "Assign to me, let go",
        0,
        "assign.me",
        "flows/test_triage.py::test_taking_over_and_letting_go "
        f"{_WHOM}test_several_are_assigned_to_another_and_to_me",
    ),
    _row(
        TRIAGE,
        "Assign an agent, a team, nobody",
        0,
        "assign.other",
        f"{_WHOM}test_assigning_to_another_to_nobody_and_to_a_team "
        f"{_WHOM}test_the_box_shows_availability_and_load",
        "one box, with availability and load; agents of other inboxes too",
    ),
    _row(
        TRIAGE,
        "Labels",
        0,
        "labels",
        f"{_WHOM}test_labels_are_put_on_and_taken_off_and_others_stay "
        f"{_WHOM}test_labels_of_several_keep_what_only_some_have",
        "others' changes are never overwritten",
    ),
    _row(
        TRIAGE,
        "Priority",
        0,
        "priority",
        f"{_WHOM}test_priority_by_its_digit_by_its_name_and_none {_WHOM}test_priority_of_several",
        "of many, too",
    ),
    _row(
        TRIAGE,
        "Read and unread",
        0,
        "mark.unread",
        f"{_MANY}test_unread_and_read {_MANY}test_several_are_read_at_once "
        "flows/test_marking_read.py::test_looking_and_typing_leave_a_conversation_unread",
        "opening does not mark as read, unless `mark_read` says so",
    ),
    _row(
        TRIAGE,
        "Mute",
        1,
        "mute",
        f"{_MANY}test_muting_and_unmuting {_MANY}test_muting_several",
        "of many, too",
    ),
    _row(
        TRIAGE,
        "E-mail transcript",
        1,
        "transcript",
        f"{_MANY}test_a_thread_is_mailed_to_its_contact_after_a_yes",
    ),
    _row(
        TRIAGE,
        "Select several, all, by filter",
        0,
        "mark mark.down mark.up mark.menu",
        "flows/test_marks.py::*",
        "beyond the loaded rows, and in all lists",
    ),
    _row(
        TRIAGE,
        "Every verb on many, with progress and what failed",
        0,
        "log log.retry",
        "flows/test_deeds.py::test_what_fails_is_told_one_by_one_and_retried_with_one_key",
        "the web has five verbs and tells no outcome",
    ),
    _row(
        TRIAGE,
        "Undo, single and bulk, with a list",
        0,
        "undo log log.undo",
        "flows/test_undo.py::test_a_verb_is_undone "
        "flows/test_undo.py::test_what_somebody_else_changed_since_is_left_alone "
        "flows/test_undo.py::test_many_are_undone_but_for_what_somebody_else_changed",
        "the web has none",
    ),
    _row(
        TRIAGE,
        "Macros: preview, one or many, on keys",
        0,
        "macro check.yes",
        "flows/test_macros.py::test_a_macro_is_shown_with_names_before_it_runs "
        "flows/test_macros.py::test_nothing_reaches_a_customer_without_a_fresh_y "
        "flows/test_macros.py::test_a_macro_runs_on_all_that_are_marked",
        "names are resolved; what a customer would see asks",
    ),
    _row(
        TRIAGE,
        "Required attributes and refusals in the server's words",
        1,
        "",
        "flows/test_deeds.py::test_without_permission_the_server_says_so",
        "a sentence in place of a form",
    ),
    _row(
        TRIAGE,
        "Palette with everything, and help that runs",
        0,
        "palette palette.quick help",
        "flows/test_palette.py::test_commands_with_words_are_deeds "
        "flows/test_help.py::"
        "test_a_key_is_found_by_typing_and_runs_on_what_was_at_hand",
        "macros, canned responses, lists and folders are in it",
    ),
    _row(
        WRITE,
        "Reply and private note",
        0,
        "reply note compose.switch compose.send",
        "flows/test_writing.py::* flows/test_right_person.py::*",
    ),
    _row(
        WRITE,
        "What did not go out is kept, sent in order and never twice",
        0,
        "retry discard",
        "flows/test_sending.py::test_what_may_have_arrived_is_looked_for_and_then_asked_about "
        "flows/test_sending.py::test_words_written_offline_wait_visibly_and_leave_in_order",
        "by hand on the web",
    ),
    _row(
        WRITE,
        "Hold before send, and take back",
        0,
        "undo",
        "flows/test_holding.py::*",
        "the web sends at once",
    ),
    _row(
        WRITE,
        "Canned responses with variables",
        0,
        "canned compose.prepared",
        "flows/test_canned.py::test_a_canned_response_is_chosen_and_sent_filled_in "
        "flows/test_canned.py::test_a_slash_names_one_while_typing_goes_on "
        "flows/test_canned.py::test_what_cannot_be_filled_in_is_flagged_and_asked_about",
        "what cannot be filled in stays and is asked about",
    ),
    _row(
        WRITE,
        "Mentions of agents and teams",
        0,
        "note",
        "flows/test_mentions.py::test_a_colleague_is_completed_and_told "
        "flows/test_mentions.py::test_two_of_one_name_are_told_apart",
        "the text shows @Name",
    ),
    _row(WRITE, "Emoji by shortcode", 1, "", "flows/test_canned.py::test_emoji_have_names"),
    _row(
        WRITE,
        "Drafts per conversation and mode",
        0,
        "compose.leave",
        "flows/test_keeping.py::*",
        "on disk",
    ),
    _row(WRITE, "Reply quoting a message", 1, "reply.quote", "flows/test_quoting.py::*"),
    _row(
        WRITE,
        "Signature",
        1,
        "compose.signature",
        "flows/test_mail_heads.py::test_a_signature_is_shown_sent_and_remembered_by_the_server",
    ),
    _row(
        WRITE,
        "E-mail heads",
        1,
        "compose.heads",
        "flows/test_mail_heads.py::test_a_mail_goes_to_whom_the_last_one_names "
        "flows/test_mail_heads.py::test_heads_are_changed_checked_and_sent",
    ),
    _row(
        WRITE,
        "Templates where the channel needs them",
        1,
        "template",
        "flows/test_templates.py::*",
        "WhatsApp's; Twilio's are refused with the reason",
    ),
    _row(
        WRITE,
        "Attachments by path, with completion and progress",
        1,
        "compose.attach",
        "flows/test_attaching.py::*",
    ),
    _row(
        WRITE,
        "An editor of one's own",
        0,
        "compose.editor",
        "terminal/test_editing.py::*",
        "the web has none",
    ),
    _row(
        WRITE,
        "Length limits, closed windows, second thoughts",
        0,
        "",
        "flows/test_checks_before_sending.py::*",
    ),
    _row(
        WRITE,
        "Delete, retry, translate, copy a message",
        1,
        "menu menu.delete menu.retry menu.translate copy.text",
        f"{_MENU}test_a_message_is_deleted_at_once_and_at_the_server "
        f"{_MENU}test_what_failed_is_sent_again_by_the_server "
        f"{_MENU}test_a_message_is_translated_once_and_below_its_own_words",
    ),
    _row(
        WRITE,
        "Pipe the thread to a command",
        1,
        "pipe",
        "flows/test_piping.py::test_the_words_become_a_draft_and_nothing_is_sent",
        "the web has its own assistant",
    ),
    _row(
        CONTEXT,
        "Contact, attributes, notes, labels, edit",
        0,
        "contact toggle.details card.take card.add card.labels",
        f"{_CARD}test_a_field_is_checked_here_and_then_by_the_server "
        f"{_CARD}test_labels_of_others_stay flows/test_notes.py::*",
        "no merging of contacts",
    ),
    _row(
        CONTEXT,
        "Previous conversations, jump",
        0,
        "contact card.take",
        f"{_CARD}test_a_previous_conversation_is_gone_to_though_no_list_has_it",
        "the last 20",
    ),
    _row(
        CONTEXT,
        "Conversation facts and custom attributes",
        1,
        "contact card.take",
        f"{_CARD}test_the_panel_tells_what_is_kept_once_the_hand_rests",
        "attributes can be undone",
    ),
    _row(
        CONTEXT,
        "Participants",
        1,
        "participants card.watch",
        "flows/test_participants.py::*",
    ),
    _row(
        CONTEXT,
        "SLA in the row and in the panel",
        1,
        "",
        f"{_CARD}test_a_promise_stands_in_the_row_and_in_the_panel",
        "without business hours; no order by it",
    ),
    _row(
        CONTEXT,
        "Own availability, offline automatically, observer",
        0,
        "availability",
        "flows/test_availability.py::*",
        "the web has no observer",
    ),
    _row(
        CONTEXT,
        "Layouts, two conversations side by side",
        1,
        "toggle.list zoom two layouts",
        "flows/test_layouts.py::test_words_and_deeds_go_to_whom_the_title_names "
        "flows/test_layouts.py::test_a_layout_is_chosen_by_name",
        "the web shows one",
    ),
    _row(
        ALERTS,
        "A sound for what is mine, or for all",
        0,
        "",
        "flows/test_alerting.py::test_what_is_wanted_is_heard",
        "the terminal's bell",
    ),
    _row(
        ALERTS,
        "Notifications: read, snooze, jump, mark all",
        0,
        "bell bell.open bell.read bell.snooze bell.read_all",
        "flows/test_notifications.py::*",
    ),
)


def readme_table() -> str:
    """Return the rows as the README shows them."""
    from hoory_tui.keys import KEYS, shown_keys

    shown = {key.id: shown_keys(key)[0] for key in KEYS}
    lines = ["| what | keys | otherwise than on the web |", "| --- | --- | --- |"]
    for group in dict.fromkeys(row.group for row in FEATURES):
        lines.append(f"| **{group}** | | |")
        for row in FEATURES:
            if row.group == group:
                keys = " ".join(f"`{shown[one]}`" for one in row.keys)
                lines.append(f"| {row.name} | {keys} | {row.differs} |")
    return "\n".join(lines)
