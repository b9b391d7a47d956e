"""What is written, sent and done to messages."""

from __future__ import annotations

from typing import Final

from .feature import row

_MENU: Final = "flows/test_message_menu.py::"

WRITE: Final = (
    row(
        "Write",
        "Reply and private note",
        0,
        "reply note compose.switch compose.send",
        "flows/test_writing.py::* flows/test_right_person.py::*",
    ),
    row(
        "Write",
        "What did not go out is kept, sent in order and never twice",
        0,
        "retry discard",
        "flows/test_sending.py::test_what_may_have_arrived_is_looked_for_and_then_asked_about "
        "flows/test_sending.py::test_words_written_offline_wait_visibly_and_leave_in_order",
        "by hand on the web",
    ),
    row(
        "Write",
        "Hold before send, and take back",
        0,
        "undo",
        "flows/test_holding.py::*",
        "the web sends at once",
    ),
    row(
        "Write",
        "Canned responses with variables",
        0,
        "canned compose.prepared",
        "flows/test_canned.py::test_a_canned_response_is_chosen_and_sent_filled_in "
        "flows/test_canned.py::test_a_slash_names_one_while_typing_goes_on "
        "flows/test_canned.py::test_what_cannot_be_filled_in_is_flagged_and_asked_about",
        "what cannot be filled in stays and is asked about",
    ),
    row(
        "Write",
        "Mentions of agents and teams",
        0,
        "note",
        "flows/test_mentions.py::test_a_colleague_is_completed_and_told "
        "flows/test_mentions.py::test_two_of_one_name_are_told_apart",
        "the text shows @Name",
    ),
    row("Write", "Emoji by shortcode", 1, "", "flows/test_canned.py::test_emoji_have_names"),
    row(
        "Write",
        "Drafts per conversation and mode",
        0,
        "compose.leave",
        "flows/test_keeping.py::*",
        "on disk",
    ),
    row("Write", "Reply quoting a message", 1, "reply.quote", "flows/test_quoting.py::*"),
    row(
        "Write",
        "Signature",
        1,
        "compose.signature",
        "flows/test_mail_heads.py::test_a_signature_is_shown_sent_and_remembered_by_the_server",
    ),
    row(
        "Write",
        "E-mail heads",
        1,
        "compose.heads",
        "flows/test_mail_heads.py::test_a_mail_goes_to_whom_the_last_one_names "
        "flows/test_mail_heads.py::test_heads_are_changed_checked_and_sent",
    ),
    row(
        "Write",
        "Templates where the channel needs them",
        1,
        "template",
        "flows/test_templates.py::*",
        "WhatsApp's; Twilio's are refused with the reason",
    ),
    row(
        "Write",
        "Attachments by path, with completion and progress",
        1,
        "compose.attach",
        "flows/test_attaching.py::*",
    ),
    row(
        "Write",
        "An editor of one's own",
        0,
        "compose.editor",
        "terminal/test_editing.py::*",
        "the web has none",
    ),
    row(
        "Write",
        "Length limits, closed windows, second thoughts",
        0,
        "",
        "flows/test_checks_before_sending.py::*",
    ),
    row(
        "Write",
        "Delete, retry, translate, copy a message",
        1,
        "menu menu.delete menu.retry menu.translate copy.text",
        f"{_MENU}test_a_message_is_deleted_at_once_and_at_the_server "
        f"{_MENU}test_what_failed_is_sent_again_by_the_server "
        f"{_MENU}test_a_message_is_translated_once_and_below_its_own_words",
    ),
    row(
        "Write",
        "Pipe the thread to a command",
        1,
        "pipe",
        "flows/test_piping.py::test_the_words_become_a_draft_and_nothing_is_sent",
        "the web has its own assistant",
    ),
)
