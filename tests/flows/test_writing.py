"""The composer: notes that cannot be taken for replies, drafts that stay with their addressee."""

from __future__ import annotations

from rich.color import Color
from textual.events import Key

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.render.when import DAY

from .console import Console, console
from .contact import contact_socket
from .stage import DANA, INES, KWAME, PRIYA

SECRET = "She has called three times, be quick."


def color_of(desk: Console, name: str) -> Color:
    return Color.parse(desk.app.current_theme.variables[name])


async def test_a_note_is_unmistakable_and_never_reaches_the_contact() -> None:
    async with console() as desk, contact_socket(desk.desk, DANA) as contact:
        await desk.turn_to(DANA)
        await desk.write(SECRET, private=True)
        await desk.shows(" PRIVATE NOTE  to colleagues, never shown to Dana Okafor", "#composer")
        note_ground = color_of(desk, "composer-note-background")
        assert {style.bgcolor for style in desk.styles_of("to colleagues, never")} == {note_ground}
        assert {style.bgcolor for style in desk.styles_of(SECRET)} == {note_ground}

        await desk.press("ctrl+s")
        await desk.until(lambda: not desk.store.outbox and SECRET in desk.seen("#messages"))
        desk.desk.agent_writes(desk.me, DANA, "On my way.")
        await desk.until(lambda: "On my way." in contact.contents(), "the reply is heard")
        assert contact.contents() == ["On my way."]
        await desk.settled()
        lines = desk.seen("#messages").split("\n")
        note = next(place for place, line in enumerate(lines) if SECRET in line)
        assert "NOTE" in lines[note - 1]
        assert lines[note].startswith(" ▒ ")
        assert color_of(desk, "note-background") in {
            style.bgcolor for style in desk.styles_of(SECRET)
        }
        assert "✓" not in lines[note]
        assert desk.row_of(DANA).split("\n")[1].startswith("▌↩ On my way")


async def test_a_note_of_a_colleague_is_marked_in_the_list() -> None:
    async with console() as desk:
        desk.desk.agent_writes(INES, DANA, SECRET, private=True)
        await desk.settled()
        assert desk.row_of(DANA).split("\n")[1].startswith(" NOTE She has called")


async def test_typing_a_note_is_not_shown_to_the_contact() -> None:
    async with console() as desk, contact_socket(desk.desk, DANA) as contact:
        await desk.turn_to(DANA)
        await desk.write(SECRET, private=True)
        await desk.press("escape")
        await desk.until(lambda: len(contact.names()) >= 2, "both signs")
        told = [data["is_private"] for name, data in contact.heard if "typing" in name]
        assert told == [True, True]


async def test_drafts_stay_with_their_conversation_and_their_mode() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write("reply to Dana")
        await desk.press("ctrl+n")
        assert desk.written == ""
        await desk.put("note on Dana")
        await desk.press("escape")
        await desk.turn_to(PRIYA)
        assert desk.written == ""
        await desk.press("r")
        assert "REPLY  to Priya Ramanathan" in desk.seen("#composer-title")
        await desk.put("reply to Priya")
        await desk.press("escape")
        await desk.shows("2 drafts", "#footer")
        await desk.settled()
        assert "✎ draft: reply to Dana" in desk.row_of(DANA)
        assert "✎ draft: reply to Priya" in desk.row_of(PRIYA)

        await desk.turn_to(DANA)
        await desk.press("r")
        assert desk.written == "reply to Dana"
        await desk.press("ctrl+n")
        assert desk.written == "note on Dana"
        assert desk.main.composer.private
        await desk.press("escape")
        await desk.turn_to(PRIYA)
        await desk.press("r")
        assert desk.written == "reply to Priya"


async def test_switching_while_writing_carries_no_word_to_another() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write("for Dana only")
        await desk.press("ctrl+down")
        other = desk.main.conversations.cursor
        assert other not in (None, DANA)
        assert not desk.main.composer.text.has_focus
        assert desk.written == ""
        await desk.press("r")
        assert desk.written == ""
        await desk.press("ctrl+s")
        await desk.shows("There is nothing to send yet.")
        await desk.press("ctrl+up")
        assert desk.main.conversations.cursor == DANA
        assert desk.main.composer.draft_of(DANA) == "for Dana only"


async def test_a_conversation_that_vanishes_takes_no_words_to_its_neighbour() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write("for Dana only")
        desk.desk.fail_next("GET", f"/conversations/{DANA}", 404)
        contact = desk.desk.contact_of(DANA)
        desk.desk.broadcast(
            desk.me, "contact.deleted", {"id": contact.id, "account_id": desk.desk.account_id}
        )
        await desk.until(lambda: desk.store.conversations[DANA].status == "gone", "Dana is gone")
        await desk.settled()
        assert "(no name)" in desk.seen("#composer-title")
        await desk.put(" and nobody else")
        assert desk.written.endswith("nobody else")
        assert desk.main.composer.addressee is not None
        assert desk.main.composer.addressee.conversation_id == DANA

        # The words keep their row, however often the agent turns away and comes back.
        await desk.press("escape")
        await desk.turn_to(PRIYA)
        assert desk.written == ""
        await desk.until(lambda: "draft: for Dana only" in desk.row_of(DANA), "its row")


async def test_lines_are_added_and_shown_in_what_is_sent() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write("one")
        await desk.press("ctrl+j", "t", "w", "o", "ctrl+s")
        await desk.until(lambda: not desk.store.outbox)
        assert desk.desk.conversation(DANA).messages[-1].content == "one\ntwo"


async def test_what_is_pasted_comes_without_controls() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write("a\x1b[31mb\x07\r\nc\u202ed")
        assert desk.written == "a␛[31mb␇\ncd"


async def test_a_closed_channel_says_so() -> None:
    def grow_old(demo: DemoDesk) -> None:
        for one in demo.conversation(KWAME).messages:
            one.created_at -= 2 * DAY

    async with console(before=grow_old) as desk:
        await desk.turn_to(KWAME)
        await desk.shows("this channel takes no reply now", "#composer-title")


async def test_typing_is_told_and_taken_back() -> None:
    async with console() as desk, contact_socket(desk.desk, DANA) as contact:
        await desk.turn_to(DANA)
        await desk.write("Let me look")
        await desk.until(lambda: contact.names() == ["conversation.typing_on"])
        await desk.put(" into it")
        await desk.press("escape")
        await desk.until(lambda: len(contact.names()) == 2)
        assert contact.names() == ["conversation.typing_on", "conversation.typing_off"]


async def test_typing_ends_with_the_message_and_after_a_pause() -> None:
    async with console() as desk, contact_socket(desk.desk, DANA) as contact:
        await desk.turn_to(DANA)
        await desk.write("Let me look")
        await desk.until(lambda: contact.names() == ["conversation.typing_on"])
        desk.clock.pass_by(5)
        desk.app._beat()
        await desk.until(lambda: contact.names()[1:] == ["conversation.typing_off"])
        await desk.put(" now")
        await desk.until(lambda: contact.names()[2:] == ["conversation.typing_on"])
        await desk.press("ctrl+s")
        # Both leave at once, and the server may get round to either first.
        both = {"conversation.typing_off", "message.created"}
        await desk.until(lambda: both <= set(contact.names()[3:]))


async def test_what_is_typed_ahead_is_written_and_commands_nothing() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        before = desk.desk.conversation(DANA).status, desk.desk.conversation(DANA).assignee_id
        for letter in "rea":
            desk.app.post_message(Key(letter, letter))
        await desk.until(lambda: desk.written == "ea", "the letters behind the command")
        await desk.settled()
        row = desk.desk.conversation(DANA)
        assert (row.status, row.assignee_id) == before


async def test_alt_keys_do_what_they_are_for_and_write_nothing() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write("half a sentence")
        # Terminals send the letter along with the key.
        for key, letter in (("alt+x", "x"), ("alt+j", "j")):
            desk.app.post_message(Key(key, letter))
        await desk.until(lambda: desk.main.conversations.cursor != DANA, "the next conversation")
        assert desk.main.composer.draft_of(DANA) == "half a sentence"


async def test_words_begun_after_the_conversation_was_gone_are_within_reach() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.press("r")
        desk.desk.fail_next("GET", f"/conversations/{DANA}", 404)
        contact = desk.desk.contact_of(DANA)
        desk.desk.broadcast(
            desk.me, "contact.deleted", {"id": contact.id, "account_id": desk.desk.account_id}
        )
        await desk.until(lambda: DANA not in desk.store.conversations, "Dana is gone")
        await desk.put("half an hour of words")
        await desk.press("escape")
        await desk.until(lambda: "half an hour" in desk.row_of(DANA), "its row")


async def test_joiners_are_typed_like_letters() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.press("r")
        names = {"\u200c": "zero_width_non_joiner"}
        for letter in "می\u200cخواهم":
            desk.app.post_message(Key(names.get(letter, letter), letter))
        await desk.until(lambda: desk.main.composer.text.text == "می\u200cخواهم", "the word")
