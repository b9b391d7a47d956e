"""A line and a page for values: what is refused stays with the reason, pasted text is cleaned."""

from __future__ import annotations

from textual.app import App
from textual.events import Paste
from textual.widgets import Input, Static

from hoory_tui.app.themes import load_theme
from hoory_tui.screens.field import FieldScreen, NoteScreen, NoteText, Typed
from hoory_tui.store.attributes import read_email


class Host(App[None]):
    """An app with our colours and nothing else."""

    def __init__(self) -> None:
        theme = load_theme("hoory-dark")
        self._variables = theme.variables
        super().__init__()
        self.register_theme(theme)
        self.theme = "hoory-dark"
        self.answers: list[object] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return self._variables


async def test_what_is_refused_stays_and_what_fits_is_returned() -> None:
    app = Host()
    async with app.run_test() as pilot:
        screen = FieldScreen("Mail", "", read_email, keymap={})
        app.push_screen(screen, app.answers.append)
        await pilot.pause()
        await pilot.press("x", "enter")
        assert app.answers == []
        said = screen.query_one("#field-said", Static).render()
        assert "no e-mail address" in str(said)
        app.post_message(Paste("@mail.\n\x1bexample"))
        await pilot.pause()
        assert "\x1b" not in screen.query_one(Input).value
        screen.query_one(Input).value = "x@mail.example"
        await pilot.press("enter")
        await pilot.pause()
        assert app.answers == [Typed("x@mail.example")]


async def test_leaving_changes_nothing() -> None:
    app = Host()
    async with app.run_test() as pilot:
        app.push_screen(FieldScreen("Mail", "old", read_email, keymap={}), app.answers.append)
        await pilot.pause()
        await pilot.press("x", "escape")
        await pilot.pause()
        assert app.answers == [None]


async def test_an_empty_note_is_none_and_pasted_words_are_clean() -> None:
    app = Host()
    async with app.run_test() as pilot:
        screen = NoteScreen("Note", keymap={})
        app.push_screen(screen, app.answers.append)
        await pilot.pause()
        await pilot.press("ctrl+s")
        assert app.answers == []
        app.post_message(Paste("one\ntw\x1bo"))
        await pilot.pause()
        assert screen.query_one(NoteText).text.startswith("one\ntw")
        assert "\x1b" not in screen.query_one(NoteText).text
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert len(app.answers) == 1
