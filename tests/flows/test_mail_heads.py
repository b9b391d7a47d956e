"""To whom mails go: as the last mail says, as the agent says, and as the server is told."""

from __future__ import annotations

from pathlib import Path

from textual.events import Paste

from hoory_tui.config.settings import Settings
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Conversation
from hoory_tui.store.enclosure import MailHeads
from hoory_tui.store.records import SendState

from .console import Console, console, console_on, staged_desk
from .mailroom import new_mail
from .stage import DANA, last

CC = {"cc": ["boss@mail.example", "help@sparrow.example"]}


class Post:
    """A desk with one mail on it."""

    row: Conversation

    def lay(self, desk: DemoDesk) -> None:
        self.row = new_mail(desk, **CC)

    @property
    def id(self) -> int:
        return self.row.display_id


async def sent(desk: Console, conversation_id: int) -> dict[str, object]:
    before = len(desk.desk.conversation(conversation_id).messages)
    await desk.press("ctrl+s")
    await desk.until(
        lambda: len(desk.desk.conversation(conversation_id).messages) > before, "the mail"
    )
    return last(desk.desk, conversation_id).content_attributes


async def test_a_mail_goes_to_whom_the_last_one_names() -> None:
    post = Post()
    async with console(before=post.lay) as desk:
        await desk.turn_to(post.id, opened=True)
        await desk.write("It leaves today.")
        await desk.shows("to oliver@mail.example  cc boss@mail.example", "#composer-notes")
        told = await sent(desk, post.id)
        assert told["to_emails"] == ["oliver@mail.example"]
        assert told["cc_emails"] == ["boss@mail.example"]
        assert "bcc_emails" not in told


async def test_heads_are_changed_checked_and_sent() -> None:
    post = Post()
    async with console(before=post.lay) as desk:
        await desk.turn_to(post.id, opened=True)
        await desk.write("It leaves today.")
        await desk.press("alt+h")
        await desk.shows("To whom this mail goes")
        await desk.press("comma", "x", "enter")
        await desk.shows("“x” is no address; nothing was changed.")
        desk.app.post_message(Paste("@y.z"))
        await desk.press("tab")
        desk.app.post_message(Paste("S <s@t.u>"))
        await desk.shows("S <s@t.u>")
        await desk.press("enter")
        await desk.shows("cc boss@mail.example, x@y.z  bcc s@t.u", "#composer-notes")
        told = await sent(desk, post.id)
        assert told["cc_emails"] == ["boss@mail.example", "x@y.z"]
        assert told["bcc_emails"] == ["s@t.u"]
        await desk.write("One more thing.")
        await desk.shows("cc boss@mail.example, x@y.z", "#composer-notes")
        await desk.press("alt+h", "escape")
        await desk.shows("cc boss@mail.example, x@y.z", "#composer-notes")


async def test_a_chat_and_a_note_have_no_heads() -> None:
    post = Post()
    async with console(before=post.lay) as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.press("r", "alt+h")
        await desk.shows("What is written here is no mail")
        await desk.press("escape")
        await desk.turn_to(post.id, opened=True)
        await desk.write("Between us.", private=True)
        await desk.press("alt+h")
        await desk.shows("A private note is no mail")
        told = await sent(desk, post.id)
        assert not {"to_emails", "cc_emails", "bcc_emails"} & told.keys()


async def test_heads_outlive_the_console_with_their_message(tmp_path: Path) -> None:
    kept = tmp_path / "state" / "kept.sqlite"
    held = Settings(send_delay=3)
    async with staged_desk() as (desk, clock):
        row = new_mail(desk, **CC)
        async with console_on(desk, clock, settings=held, kept=kept) as first:
            await first.turn_to(row.display_id, opened=True)
            await first.write("Kept.")
            await first.press("ctrl+s")
            await first.until(lambda: first.store.outbox and first.app.save_now(), "on disk")
        async with console_on(desk, clock, settings=held, kept=kept) as second:
            await second.until(lambda: second.store.outbox, "the held one")
            (pending,) = second.store.outbox.values()
            assert pending.state is SendState.HELD
            assert pending.enclosure is not None
            assert pending.enclosure.heads == MailHeads(
                ("oliver@mail.example",), ("boss@mail.example",)
            )
            await second.turn_to(row.display_id, opened=True)
            await second.press("full_stop")
            await second.until(lambda: not second.store.outbox, "sent")
        assert last(desk, row.display_id).content_attributes["cc_emails"] == ["boss@mail.example"]


async def test_a_signature_is_shown_sent_and_remembered_by_the_server() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("Soon.")
        await desk.press("alt+s")
        await desk.shows("signed –– Nare from Sparrow Bikes", "#composer-notes")
        me = desk.desk.agents[0]
        me.ui_settings["something_else"] = 1
        await desk.until(lambda: me.ui_settings.get("channel_api_signature_enabled"), "the server")
        await sent(desk, DANA)
        assert last(desk.desk, DANA).content == "Soon.\n\n--\n\nNare from Sparrow Bikes"
        await desk.write("For us.", private=True)
        await sent(desk, DANA)
        assert last(desk.desk, DANA).content == "For us."
        await desk.press("r", "alt+s")
        await desk.until(
            lambda: me.ui_settings.get("channel_api_signature_enabled") is False, "off again"
        )
        await desk.put("Bare.")
        await sent(desk, DANA)
        assert last(desk.desk, DANA).content == "Bare."


async def test_words_taken_back_come_without_the_signature() -> None:
    async with console(settings=Settings(send_delay=3)) as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("Soon.")
        await desk.press("alt+s", "ctrl+s")
        await desk.shows("Nare from Sparrow Bikes", "#messages")
        await desk.press("u")
        await desk.until(lambda: desk.written == "Soon.", "the words alone")
