"""What finds a conversation: views, orders, filters, search."""

from __future__ import annotations

from typing import Final

from .feature import row

_VIEWS: Final = "flows/test_views.py::"

FIND: Final = (
    row(
        "Find",
        "Mine, Unassigned, All with live counts",
        0,
        "view.1 view.2 view.3",
        f"{_VIEWS}test_the_numbered_lists flows/test_triage.py::"
        "test_the_tabs_show_their_conversations_and_counts",
        "counted here, exactly, once the list is whole",
    ),
    row(
        "Find",
        "Mentions, Unattended, Participating",
        0,
        "view.4 view.5 view.6",
        f"{_VIEWS}test_a_mention_is_in_its_list_at_once "
        f"{_VIEWS}test_what_is_assigned_to_me_is_watched_from_then_on",
        "the count of mentions is always in view",
    ),
    row(
        "Find",
        "Five statuses",
        0,
        "view.status",
        f"{_VIEWS}test_another_status_is_read_from_the_server_and_kept_true",
    ),
    row(
        "Find",
        "Lists of an inbox, a team, a label",
        0,
        "view.choose",
        f"{_VIEWS}test_a_box_has_every_inbox_team_label_and_folder",
        "one box, with counts",
    ),
    row(
        "Find",
        "All orders of the dashboard, waiting since, unread",
        0,
        "view.sort",
        f"{_VIEWS}test_every_order_of_the_dashboard_and_more "
        f"{_VIEWS}test_a_long_list_is_read_page_by_page_in_the_order_asked_for",
        "equal rows never change places",
    ),
    row(
        "Find",
        "Status and order are remembered",
        1,
        "view.status view.sort",
        f"{_VIEWS}test_what_was_chosen_is_there_at_the_next_start",
        "on this machine, not in the profile",
    ),
    row(
        "Find",
        "Saved folders: read, run, save, delete",
        1,
        "view.7 view.8 view.9 line.save line.remove",
        f"{_VIEWS}test_folders_have_numbers_too flows/test_filtering.py::"
        "test_a_filter_is_saved_as_a_folder_and_deleted_again",
        "no renaming; what only we can decide is not saved",
    ),
    row(
        "Find",
        "Filter",
        0,
        "filter filter.clear",
        "flows/test_filtering.py::test_a_filter_line_completes_counts_and_shows_its_list",
        "a typed line with completion in place of a form",
    ),
    row(
        "Find",
        "Narrow the list as you type",
        0,
        "find",
        "flows/test_filtering.py::"
        "test_the_list_narrows_with_every_letter_and_is_whole_again_after_esc",
        "the web has none",
    ),
    row(
        "Find",
        "Find in the thread",
        1,
        "find conv.next_unread conv.prev_unread",
        "flows/test_search.py::test_finding_in_the_thread_goes_from_the_newest_back",
        "the browser's own search",
    ),
    row(
        "Find",
        "Search everything, jump to the message",
        0,
        "search search.take",
        "flows/test_search.py::test_what_is_held_is_found_at_once_and_opened "
        "flows/test_search.py::test_a_message_far_back_is_jumped_to_without_a_gap "
        "flows/test_search.py::test_a_contact_leads_to_all_conversations",
        "what is held is found before the server answers",
    ),
    row(
        "Find",
        "Go to a conversation by name or number",
        0,
        "goto",
        "flows/test_goto.py::test_one_that_is_not_held_is_fetched",
        "the web has an address line",
    ),
    row(
        "Find",
        "Next that needs me, next mention",
        0,
        "conv.next_unread conv.prev_unread conv.next_mention",
        "flows/test_needs_me.py::test_a_mention_that_was_turned_to_needs_nobody_any_more",
        "the web has none",
    ),
    row(
        "Find",
        "A list that does not move under the hand",
        0,
        "",
        f"{_VIEWS}test_what_leaves_a_list_says_why flows/test_churn.py::*",
        "the web moves",
    ),
)
