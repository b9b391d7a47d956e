"""Macros: looked at before they run, on one or many, from the server or out of files."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from hoory_tui.config.settings import Settings
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Macro, Message
from hoory_tui.store.enclosure import Enclosure
from hoory_tui.store.ownmacros import OwnMacro, OwnStep

from ..screen import widget_text
from .console import Console, console
from .stage import DANA, INES, NARE, PRIYA, THEO, ZOE, last

READ = 0.2
"""Seconds after which a box was there to be read."""
CLOSE, WORKSHOP, PARCEL = "Close politely", "To the workshop", "Lost parcel"
GLAD = "Glad it works!"


async def choose(desk: Console, name: str) -> None:
    await desk.until(lambda: desk.store.library.macros, "the macros")
    await desk.press("m")
    await desk.shows("Macro for")
    for letter in name.replace(" ", ""):
        await desk.press(letter)
    await desk.shows(name)


async def confirm(desk: Console) -> None:
    await desk.press("enter")
    await desk.shows("Run this on")
    desk.clock.pass_by(READ)
    await desk.press("y")


def replies(desk: Console, conversation_id: int) -> list[Message]:
    rows = desk.desk.conversation(conversation_id).messages
    return [one for one in rows if one.message_type == 1 and one.sender_id == NARE]


async def test_a_macro_is_shown_with_names_before_it_runs() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        before = len(replies(desk, DANA))
        await choose(desk, WORKSHOP)
        await desk.shows("assign to team workshop")
        await desk.shows("add label warranty")
        await desk.shows("private note: Photos are in.")
        await confirm(desk)
        row = desk.desk.conversation(DANA)
        await desk.until(lambda: row.team_id == 31, "the macro")
        assert "warranty" in row.labels
        assert len(replies(desk, DANA)) == before + 1
        assert replies(desk, DANA)[-1].private
        await desk.shows("Photos are in.", "#messages")


async def test_what_a_customer_would_read_is_shown_whole_in_a_small_terminal() -> None:
    async with console(size=(100, 30)) as desk:
        await desk.turn_to(DANA)
        await desk.press("m")
        await desk.shows("send to the customer: Glad it works! I'll close this conversation;")
        await desk.pilot.resize_terminal(60, 16)

        def preview() -> str:
            box = desk.app.screen.query_one("#picker-preview")
            return " ".join(widget_text(desk.app, box).split())

        whole = "I'll close this conversation; just write again if anything comes up."
        await desk.until(lambda: whole in preview(), "every word of it")


async def test_nothing_reaches_a_customer_without_a_fresh_y() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        before = len(replies(desk, DANA))
        await choose(desk, CLOSE)
        await desk.shows(f"send to the customer: {GLAD}")
        await desk.press("enter")
        await desk.shows("cannot be taken back")
        await desk.press("y", "enter")
        await desk.lacks("cannot be taken back")
        await desk.settled()
        assert len(replies(desk, DANA)) == before
        assert desk.desk.conversation(DANA).status == "open"
        await choose(desk, CLOSE)
        await confirm(desk)
        await desk.until(lambda: desk.desk.conversation(DANA).status == "resolved")
        assert (replies(desk, DANA)[-1].content or "").startswith(GLAD)


async def test_a_macro_runs_on_all_that_are_marked() -> None:
    async with console() as desk:
        for one in (ZOE, PRIYA, THEO):
            desk.main.conversations.set_cursor(one)
            await desk.press("space")
        await choose(desk, WORKSHOP)
        await desk.shows("On 3 conversations; in #")
        await confirm(desk)
        rows = [desk.desk.conversation(one) for one in (ZOE, PRIYA, THEO)]
        await desk.until(lambda: all(row.team_id == 31 for row in rows), "all three")
        assert desk.desk.conversation(DANA).team_id is None


def with_state_macro(desk: DemoDesk) -> None:
    steps = [{"action_name": "change_priority", "action_params": ["high"]}]
    desk.engine.world.macros[90] = Macro(90, "Hurry", "global", NARE, steps)


async def test_a_key_runs_at_once_what_changes_state_alone() -> None:
    settings = Settings(macros={"f5": "hurry", "f8": "41"})
    async with console(settings=settings, before=with_state_macro) as desk:
        await desk.turn_to(DANA)
        await desk.until(lambda: desk.store.library.macros)
        await desk.press("f5")
        await desk.until(lambda: desk.desk.conversation(DANA).priority == "high", "the macro")
        await desk.press("f8")
        await desk.shows("Run this on #3, Dana Okafor?")
        await desk.press("escape")
        await desk.settled()
        assert desk.desk.conversation(DANA).status == "open"


async def test_a_key_asks_always_where_that_is_wanted() -> None:
    settings = Settings(macros={"f5": "Hurry"}, macros_ask="always")
    async with console(settings=settings, before=with_state_macro) as desk:
        await desk.turn_to(DANA)
        await desk.until(lambda: desk.store.library.macros)
        await desk.press("f5")
        await desk.shows("priority high")
        assert desk.desk.conversation(DANA).priority is None
        desk.clock.pass_by(READ)
        await desk.press("y")
        await desk.until(lambda: desk.desk.conversation(DANA).priority == "high")


async def test_a_key_of_a_macro_is_in_the_help_and_runs_from_there() -> None:
    settings = Settings(macros={"f5": "Hurry"})
    async with console(settings=settings, before=with_state_macro) as desk:
        await desk.turn_to(DANA)
        await desk.until(lambda: desk.store.library.macros)
        await desk.press("question_mark")
        desk.app.post_message(Paste("macro hurry"))
        await desk.shows("macro.f5")
        await desk.press("enter")
        await desk.until(lambda: desk.desk.conversation(DANA).priority == "high", "the macro")


async def test_a_key_without_a_macro_says_so() -> None:
    async with console(settings=Settings(macros={"f5": "Nope"})) as desk:
        await desk.turn_to(DANA)
        await desk.until(lambda: desk.store.library.macros)
        await desk.press("f5")
        await desk.shows("There is no macro Nope; nothing was done.")


REFUND = """
name = "Refund asked"

[[step]]
assign = "me"

[[step]]
label = "warranty"

[[step]]
snooze = "2h"

[[step]]
note = "{{contact.first_name}} wants money back."

[[step]]
reply = "Hi {{contact.first_name}}, I am looking into it."
"""


@pytest.fixture
def own_macros(tmp_path: Path) -> Path:
    (tmp_path / "refund.toml").write_text(REFUND)
    return tmp_path


async def test_a_macro_of_our_own_does_deeds_that_are_undone(own_macros: Path) -> None:
    async with console() as desk:
        desk.app.macros_folder = own_macros
        await desk.turn_to(ZOE)
        sent = len(replies(desk, ZOE))
        await choose(desk, "Refund asked")
        await desk.shows("private note: Zoë wants money back.")
        await confirm(desk)
        row = desk.desk.conversation(ZOE)
        await desk.until(lambda: row.status == "snoozed", "the snooze")
        await desk.until(lambda: len(replies(desk, ZOE)) == sent + 1, "the note")
        note = replies(desk, ZOE)[-1]
        assert (note.content, note.private) == ("Zoë wants money back.", True)
        assert (row.assignee_id, row.labels) == (NARE, ["warranty"])
        await desk.until(
            lambda: desk.main.composer.drafts().get((ZOE, False)), "the draft of the reply"
        )
        assert desk.main.composer.drafts()[ZOE, False] == "Hi Zoë, I am looking into it."
        await desk.press("u")
        await desk.until(lambda: row.status == "open", "the last deed undone")
        assert len(replies(desk, ZOE)) == sent + 1, "the reply is a draft and nothing else"


async def test_a_macro_of_our_own_runs_on_all_that_are_marked(own_macros: Path) -> None:
    async with console() as desk:
        desk.app.macros_folder = own_macros
        desk.main.composer.rewrite(PRIYA, "mine", private=False)
        for one in (ZOE, PRIYA):
            desk.main.conversations.set_cursor(one)
            await desk.press("space")
        await choose(desk, "Refund asked")
        await confirm(desk)
        rows = [desk.desk.conversation(one) for one in (ZOE, PRIYA)]
        await desk.until(lambda: all(row.status == "snoozed" for row in rows), "both snoozed")
        await desk.until(lambda: replies(desk, ZOE) and replies(desk, PRIYA), "both notes")
        assert [replies(desk, one)[-1].content for one in (ZOE, PRIYA)] == [
            "Zoë wants money back.",
            "Priya wants money back.",
        ]
        drafts = desk.main.composer.drafts()
        assert drafts[ZOE, False] == "Hi Zoë, I am looking into it."
        assert drafts[PRIYA, False] == "mine", "what was written is asked about"
        desk.main.conversations.set_cursor(PRIYA)
        await desk.shows("Your draft says:")
        desk.clock.pass_by(READ)
        await desk.press("a")
        assert desk.main.composer.drafts()[PRIYA, False] == (
            "mine\n\nHi Priya, I am looking into it."
        )


async def test_a_wrong_step_runs_nothing_and_a_wrong_file_is_named(own_macros: Path) -> None:
    (own_macros / "bad.toml").write_text('[[step]]\nassign = "me"\n\n[[step]]\nlabl = "x"\n')
    (own_macros / "far.toml").write_text('[[step]]\nlabel = "no such label"\n')
    async with console() as desk:
        desk.app.macros_folder = own_macros
        await desk.turn_to(ZOE)
        await choose(desk, "far")
        await desk.shows("bad.toml, line 5")
        await desk.shows("there is no label no such label")
        await desk.press("enter")
        await desk.shows("far was not run")
        await desk.settled()
        assert desk.desk.conversation(ZOE).labels == []
        assert last(desk.desk, ZOE).sender_id != NARE


async def test_a_key_asks_about_those_that_are_not_seen_and_takes_their_marks_off() -> None:
    async with console(settings=Settings(macros={"f5": "Hurry"}), before=with_state_macro) as desk:
        await desk.until(lambda: desk.store.library.macros)
        marked = (ZOE, THEO)
        for one in marked:
            await desk.turn_to(one)
            await desk.press("space")
        await desk.press("4")
        await desk.until(lambda: not set(marked) & set(desk.main.conversations.keys))
        await desk.press("f5")
        await desk.asks("Run Hurry on 2 conversations? 2 of them are not in this list.")
        assert desk.desk.conversation(ZOE).priority is None
        desk.clock.pass_by(1)
        await desk.press("y")
        await desk.until(
            lambda: all(desk.desk.conversation(one).priority == "high" for one in marked)
        )
        assert not desk.main.marked


async def test_notes_of_our_own_macro_mention_and_leave_drafts_alone() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("mine", private=True)
        desk.main.composer.enclose(DANA, Enclosure(7), private=True)
        who = desk.store.agents[INES].label
        desk.app._run_macro(OwnMacro("x", "X", (OwnStep("note", (f"@{who} look",)),)), (DANA,))
        await desk.until(
            lambda: "mention://user" in (last(desk.desk, DANA).content or ""), "the mention"
        )
        assert desk.written == "mine"
        assert desk.main.composer.enclosure_of(DANA, private=True) == Enclosure(7)


async def test_a_note_without_a_value_in_one_of_many_runs_nothing() -> None:
    async with console() as desk:
        step = OwnStep("note", ("Plan {{conversation.custom_attribute.plan}}",))
        macro = OwnMacro("x", "X", (OwnStep("priority", ("high",)), step))
        put = desk.desk.engine.conversations.set_custom_attributes
        put(desk.desk.conversation(ZOE), {"plan": "gold"})
        await desk.until(lambda: desk.store.conversations[ZOE].custom_attributes, "the plan")
        desk.app._run_macro(macro, (ZOE, PRIYA))
        await desk.shows(f"X was not run: in #{PRIYA}")
        await desk.settled()
        assert desk.desk.conversation(ZOE).priority != "high"
        assert "Plan" not in (last(desk.desk, ZOE).content or "")
