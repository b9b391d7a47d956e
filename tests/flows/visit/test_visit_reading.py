"""What a visitor sees of the other side: who is there, who types, old words, other talks, files."""

from __future__ import annotations

from pathlib import Path

from hoory_tui.config.settings import Settings
from hoory_tui.demo.records import Attachment

from .visiting import SeenVisit, quiet_desk, visiting, visiting_on


async def test_agents_are_there_by_name_as_far_as_names_are_known() -> None:
    async with visiting((130, 30)) as visit:
        await visit.shows("agents are there", "#thread-head")
        await visit.send("Hello.")
        name = visit.desk.agent(visit.agent).name
        visit.says("Hello Robin.")
        await visit.shows(name, "#thread-head")
        await visit.shows(name, "#visit-side")
        visit.desk.agent_types(visit.agent, visit.app.visit.at)
        await visit.shows(f"{name} is typing…", "#typing")
        visit.says("There.")
        await visit.lacks("is typing", "#typing")
        # A note among agents is nothing for a contact to know of.
        visit.desk.agent_types(visit.agent, visit.app.visit.at, private=True)
        visit.says("secret", private=True)
        visit.says("Last word.")
        await visit.shows("Last word.")
        assert "is typing" not in visit.seen("#typing")
        assert "secret" not in visit.seen()


async def test_older_messages_come_when_scrolling_up() -> None:
    async with quiet_desk() as (desk, clock):
        async with visiting_on(desk, clock) as visit:
            await visit.send("The very first.")
            for number in range(45):
                visit.says(f"Answer {number:02}.")
            session = visit.app.service.source_id
            await visit.shows("Answer 44.")
        from hoory_tui.sdk.contact import Contact

        async with visiting_on(desk, clock, contact=Contact(source_id=session)) as visit:
            await visit.shows("Answer 44.")
            timelines = visit.app.visit.timelines
            await visit.until(lambda: len(timelines.get(visit.app.visit.at, ())) >= 20, "a page")
            assert len(timelines[visit.app.visit.at]) <= 40
            for _ in range(4):
                await visit.press("g")
            await visit.shows("The very first.")
            await visit.shows("the conversation began here")
            words = [
                one.content for one in visit.app.visit.timelines[visit.app.visit.at].messages()
            ]
            assert words == ["The very first.", *(f"Answer {number:02}." for number in range(45))]


async def test_last_seen_is_told_when_the_end_is_in_view_and_not_before() -> None:
    async with visiting((80, 16)) as visit:
        await visit.send("Hello.")
        for number in range(12):
            visit.says(f"Answer {number:02}.")
        await visit.shows("Answer 11.")
        await visit.until(lambda: visit.talk.messages[-1].status == "read", "read")
        await visit.press("g")
        await visit.shows("Robin Adeyemi", "#messages")
        visit.clock.wall += 60
        last = visit.says("One more.")
        timeline = visit.app.visit.timelines[visit.app.visit.at]
        await visit.until(lambda: last.id in timeline, "heard")
        await visit.turn()
        assert last.status == "sent"
        await visit.press("G")
        await visit.until(lambda: last.status == "read", "read")


async def test_another_conversation_is_begun_and_chosen_and_resolved() -> None:
    async with visiting() as visit:
        await visit.send("First talk.")
        first = visit.app.visit.at
        await visit.press("N")
        await visit.press("escape")
        await visit.shows("Write the first message")
        await visit.send("Second talk.")
        second = visit.app.visit.at
        assert first != second
        visit.clock.wall += 60
        visit.desk.agent_writes(visit.agent, first, "News in the first one.")
        await visit.shows("news in 1 other conversation", "#footer")
        await visit.press("0")
        await visit.shows("News in the first one.")
        await visit.press(*"news", "enter")
        await visit.shows("First talk.")
        assert visit.app.visit.at == first
        await visit.press("e")
        await visit.shows(f"Resolve conversation #{first}?")
        await visit.press("y")
        await visit.until(lambda: visit.desk.conversation(first).status == "resolved", "resolved")
        await visit.shows("resolved", "#thread-head")
        await visit.send("Once more.")
        await visit.shows("open", "#thread-head")
        assert visit.desk.conversation(first).status == "open"


async def test_own_name_and_address_are_changed() -> None:
    async with visiting() as visit:
        await visit.send("Hello.")
        await visit.press("I", "enter")
        await visit.press(*["backspace"] * 20, *"Rob", "enter")
        await visit.until(
            lambda: visit.desk.contact_of(visit.app.visit.at).name == "Rob", "the name"
        )
        await visit.shows("as Rob ", "#top-bar")
        await visit.press("I", "down", "enter", *"rob@example.com", "enter")
        await visit.until(
            lambda: visit.desk.contact_of(visit.app.visit.at).email == "rob@example.com", "address"
        )


async def test_a_received_file_is_saved(tmp_path: Path) -> None:
    settings = Settings(download_folder=str(tmp_path))
    async with (
        quiet_desk() as (desk, clock),
        visiting_on(desk, clock, settings=settings) as visit,
    ):
        await visit.send("Hello.")
        file = Attachment(0, 0, "file", clock.wall, "guide.txt", "text/plain", b"hold the button")
        visit.says("Here.", files=[file])
        await visit.shows("guide.txt")
        await visit.press("v")
        await visit.shows("s save")
        await visit.press("s")
        await visit.until(lambda: (tmp_path / "guide.txt").is_file(), "the file")
        assert (tmp_path / "guide.txt").read_bytes() == b"hold the button"


async def test_every_key_is_in_the_list_of_keys_and_runs_from_there() -> None:
    async with visiting((100, 45)) as visit:
        await visit.press("escape", "question_mark")
        await visit.shows("Write a message")
        await visit.press(*"write a", "enter")
        await visit.until(lambda: visit.main.composer.text.has_focus, "the composer")
        await visit.press("ctrl+n", "ctrl+t")
        assert not visit.main.composer.private


async def test_a_key_that_would_do_nothing_says_why() -> None:
    async with visiting() as visit:
        await visit.press("escape")
        for key, why in (
            ("e", "The conversation has not begun yet."),
            ("N", "This is a new conversation already."),
            ("full_stop", "Nothing waits here for you to send it again."),
            ("z", "z does nothing here; ? shows all keys."),
        ):
            await visit.press(key)
            await visit.tells(why)


async def test_it_rings_for_what_is_said_where_nobody_looks() -> None:
    class Heard(SeenVisit):
        rings = 0

        def bell(self) -> None:
            self.rings += 1

    async with visiting(settings=Settings(bell="all"), kind=Heard) as visit:
        app = visit.app
        assert isinstance(app, Heard)
        await visit.send("First.")
        first = app.visit.at
        visit.says("Looked at.")
        await visit.shows("Looked at.")
        assert app.rings == 0
        await visit.press("N", "escape")
        await visit.send("Second.")
        visit.desk.agent_writes(visit.agent, first, "Over here.")
        await visit.until(lambda: app.rings == 1, "a ring")
