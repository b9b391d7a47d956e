"""Words of a visitor: they arrive once, with their files, and none is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hoory_tui.keep.visitfile import VisitFile
from hoory_tui.screens.attach import AttachScreen
from hoory_tui.store.records import Pending, SendState
from hoory_tui.uploads.opening import examine
from hoory_tui.wire.link import LinkState

from .visiting import quiet_desk, visiting, visiting_on


async def test_the_first_message_begins_the_conversation_and_arrives_at_the_agents() -> None:
    async with visiting() as visit:
        await visit.shows("Write the first message")
        rows = visit.desk.engine.world.conversations
        assert not rows
        message = await visit.send("My bike blinks twice.")
        assert visit.talk.messages == [message]
        assert visit.desk.contact_of(visit.app.visit.at).name == "Robin Adeyemi"
        await visit.shows("✓ sent")
        await visit.shows(f"#{visit.app.visit.at}", "#thread-head")
        await visit.send("And then nothing.")
        assert len(rows) == 1


async def test_who_comes_for_the_first_time_can_write_at_once() -> None:
    async with visiting() as visit:
        await visit.shows("f1 all keys", "#footer")
        await visit.press("f1")
        await visit.shows("Write in your own editor")
        await visit.press("escape", *"Hello", "ctrl+s")
        await visit.until(lambda: visit.arrived("Hello"), "the words")


async def test_read_is_told_once_an_agent_has_looked() -> None:
    async with visiting() as visit:
        await visit.send("Hello?")
        visit.clock.wall += 60
        visit.talk.agent_last_seen_at = visit.clock.wall
        visit.says("Here I am.")
        await visit.shows("✓✓ read")


async def test_files_go_along_by_path(tmp_path: Path) -> None:
    file = tmp_path / "frame.txt"
    file.write_text("SN-42")
    async with visiting() as visit:
        await visit.write("The number is in here.")
        await visit.press("f4")
        await visit.until(lambda: isinstance(visit.app.screen, AttachScreen), "the box")
        await visit.press(*str(file), "enter")
        await visit.shows("frame.txt", "#attached")
        await visit.press("escape")
        await visit.press("ctrl+s")
        await visit.until(lambda: visit.arrived("The number is in here."), "the message")
        (stored,) = visit.arrived("The number is in here.")[0].attachments
        assert stored.body == b"SN-42"
        await visit.until(lambda: not visit.app.visit.sends, "settled")


async def test_a_file_that_changed_since_it_was_attached_does_not_leave(tmp_path: Path) -> None:
    file = tmp_path / "frame.txt"
    file.write_text("SN-42")
    async with visiting() as visit:
        await visit.send("One.")
        await visit.write("Here it is.")
        visit.main.composer.attach(visit.app.visit.at, (examine(str(file)),), private=False)
        file.write_text("something else")
        await visit.press("ctrl+s")
        await visit.shows("frame.txt changed since it was attached")
        assert not visit.arrived("Here it is.")


async def test_a_lost_answer_is_looked_for_and_nothing_is_sent_twice() -> None:
    async with visiting() as visit:
        await visit.send("One.")
        visit.desk.lose_next_answer("POST", "/messages")
        await visit.send("Two, once.")
        assert len(visit.arrived("Two, once.")) == 1


async def test_what_the_server_refuses_is_kept_and_can_be_taken_back_or_sent_again() -> None:
    async with visiting() as visit:
        await visit.send("One.")
        visit.desk.fail_next("POST", "/messages", 422)
        await visit.write("Not like this.")
        await visit.press("ctrl+s")
        await visit.shows("not sent")
        await visit.press("full_stop")
        await visit.until(lambda: visit.arrived("Not like this."), "the second attempt")
        await visit.until(lambda: not visit.app.visit.sends, "settled")
        visit.desk.fail_next("POST", "/messages", 422)
        await visit.write("Rather not.")
        await visit.press("ctrl+s")
        await visit.shows("✗ not sent")
        await visit.press("x")
        await visit.until(lambda: visit.main.composer.text.text == "Rather not.", "it is back")
        assert not visit.app.visit.sends
        assert not visit.arrived("Rather not.")


async def test_typing_is_told_and_ends_with_the_message() -> None:
    async with visiting() as visit:
        await visit.send("Hello.")
        heard = visit.desk.asked("toggle_typing")
        await visit.write("I am")
        await visit.press(*" still typing")
        await visit.until(lambda: len(visit.desk.asked("toggle_typing")) > len(heard), "told")
        assert len(visit.desk.asked("toggle_typing")) == len(heard) + 1


async def test_drafts_and_the_session_are_there_at_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    async with quiet_desk() as (desk, clock):
        async with visiting_on(desk, clock, file=file) as visit:
            await visit.send("Remember me.")
            await visit.write("half a thou")
            source_id = visit.app.service.source_id
        assert file.stat().st_mode & 0o077 == 0
        async with visiting_on(desk, clock, file=file) as visit:
            assert visit.app.service.source_id == source_id
            await visit.shows("Remember me.")
            await visit.until(lambda: visit.main.composer.text.text == "half a thou", "the draft")
        async with visiting_on(desk, clock, file=file, is_new=True) as visit:
            assert visit.app.service.source_id != source_id
            await visit.shows("Write the first message")
        assert source_id in (tmp_path / "session.json.before").read_text()


async def test_words_of_a_console_that_was_killed_are_looked_for_first(tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    async with quiet_desk() as (desk, clock):
        async with visiting_on(desk, clock, file=file) as visit:
            first = await visit.send("One.")
            await visit.send("Two.")
        # As if it had been killed before it heard that its second message is there.
        kill_while_sending(file, "Two.", first.id, clock.wall)
        async with visiting_on(desk, clock, file=file) as visit:
            await visit.until(lambda: not visit.app.visit.sends, "found")
            assert len(visit.arrived("Two.")) == 1
        kill_while_sending(file, "Three.", first.id, clock.wall - 120)
        async with visiting_on(desk, clock, file=file) as visit:
            await visit.shows("! unsure")
            assert not visit.arrived("Three.")
            await visit.press("full_stop")
            await visit.shows("It may have arrived already")
            await visit.press("y")
            await visit.until(lambda: visit.arrived("Three."), "sent because it was wanted")
            await visit.until(lambda: not visit.app.visit.sends, "settled")


def kill_while_sending(file: Path, text: str, after_id: int, left_at: float) -> None:
    """Leave the file as a console does that was killed while it sent this."""
    kept = VisitFile(file).read()
    number = kept.conversation_id
    pending = Pending("aaaa-bbbb", number, text, False, left_at, after_id, left_at=left_at)
    VisitFile(file).write(replace(kept, sends=(replace(pending, state=SendState.SENDING),)))


async def test_a_second_console_on_one_session_keeps_nothing(tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    async with quiet_desk() as (desk, clock), visiting_on(desk, clock, file=file) as first:
        await first.send("Mine.")
        async with visiting_on(desk, clock, file=file) as second:
            await second.tells("Another console has this session open")
            assert second.app.service.source_id != first.app.service.source_id


@pytest.mark.parametrize(
    ("name", "told"), [("session.json", "They are kept"), ("", "They cannot be kept on disk")]
)
async def test_quitting_says_what_becomes_of_what_has_not_arrived(
    tmp_path: Path, name: str, told: str
) -> None:
    file = tmp_path / name if name else None
    async with quiet_desk() as (desk, clock), visiting_on(desk, clock, file=file) as visit:
        await visit.send("One.")
        desk.fail_next("POST", "/messages", 422)
        await visit.write("Not like this.")
        await visit.press("ctrl+s")
        await visit.shows("✗ not sent")
        await visit.press("q")
        await visit.shows(told)
        await visit.press("escape")


@pytest.mark.parametrize("words", ["", "   "])
async def test_nothing_is_not_sent(words: str) -> None:
    async with visiting() as visit:
        await visit.press(*words, "ctrl+s")
        await visit.tells("There is nothing to send yet.")


async def test_after_a_gap_everything_is_there_once_and_in_order() -> None:
    async with visiting() as visit:
        await visit.send("One.")
        visit.desk.drop_sockets()
        await visit.until(lambda: visit.app.visit.link.state is not LinkState.LIVE, "a gap")
        for number in range(25):
            visit.says(f"Answer {number:02}.")
        await visit.until(lambda: visit.app.visit.link.state is LinkState.LIVE, "live again")
        await visit.shows("Answer 24.")
        timeline = visit.app.visit.timelines[visit.app.visit.at]
        words = [one.content for one in timeline.messages()]
        assert words == ["One.", *(f"Answer {number:02}." for number in range(25))]
