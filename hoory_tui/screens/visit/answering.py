"""What a message asks, put to the visitor in a box of its own; a half-given answer is not sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from textual.screen import Screen

from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import cut
from hoory_tui.screens.visit import intents
from hoory_tui.store.attributes import UnfitError, read_email, read_text
from hoory_tui.store.records import Message
from hoory_tui.store.visit import questions
from hoory_tui.store.visit.questions import Option, Question
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said

_TITLE_CELLS: Final = 60
_LONGEST: Final = 5000
_DOTS: Final = 5


class Answering:
    """Asks on a screen; what was answered is posted as an intent."""

    def __init__(self, screen: Screen[Any], glyphs: Glyphs, keymap: dict[str, str]) -> None:
        self._screen = screen
        self._glyphs = glyphs
        self._keymap = keymap

    def ask(self, message: Message, question: Question) -> None:
        """Put what a message asks to the visitor."""
        match question.kind:
            case questions.CSAT:
                self._rate(message)
            case questions.FORM:
                self._fill_in(message, question)
            case questions.EMAIL:
                self._ask_email(message)
            case _:
                self._choose(message, question)

    def _submit(self, message: Message, values: Any, email: str = "") -> None:  # noqa: ANN401
        self._screen.post_message(
            intents.Submit(message.conversation_id, message.id, values, email)
        )

    def _title(self, message: Message, otherwise: str) -> str:
        words = " ".join(clean_line(message.content[:1000]).split())
        return cut(self._glyphs.shown(words), _TITLE_CELLS) or otherwise

    def _pick(
        self,
        title: str,
        options: tuple[Option, ...],
        taken: Callable[[int], None],
        quick: dict[str, str] | None = None,
        hints: tuple[str, ...] = (),
    ) -> None:
        from hoory_tui.screens.picker import Choice, Picked, PickerScreen

        choices = [
            Choice(str(number), one.title, hints[number] if hints else "")
            for number, one in enumerate(options)
        ]

        def picked(one: Picked | None) -> None:
            if one is not None and one.keys:
                taken(int(one.keys[0]))

        screen = PickerScreen(
            title, choices, glyphs=self._glyphs, keymap=self._keymap, quick=quick or {}
        )
        self._screen.app.push_screen(screen, picked)

    def _choose(self, message: Message, question: Question) -> None:
        options = question.options
        self._pick(
            self._title(message, said("Choose")),
            options,
            lambda number: self._submit(message, questions.choice(options[number])),
        )

    def _rate(self, message: Message) -> None:
        best_first = sorted(questions.RATINGS.items(), reverse=True)
        options = tuple(Option(f"{value}  {word}", str(value)) for value, word in best_first)
        full, empty = self._glyphs.full, self._glyphs.empty
        # In words the number stands before it already.
        hints = tuple(full * value + empty * (_DOTS - value) for value, _ in best_first)
        quick = {one.value: str(place) for place, one in enumerate(options)}
        self._pick(
            self._title(message, said("How was it?")),
            options,
            lambda number: self._say_why(message, int(options[number].value)),
            quick,
            hints,
        )

    def _say_why(self, message: Message, rating: int) -> None:
        self._ask_line(
            said(
                "{rating}: anything to say about it?",
                rating=f"{rating}, {questions.RATINGS[rating]}",
            ),
            "",
            _words,
            said("Enter alone sends the rating without words."),
            lambda words: self._submit(message, questions.rating(rating, words)),
        )

    def _ask_email(self, message: Message) -> None:
        def read(text: str) -> str:
            address = read_email(text)
            if address is None:
                raise UnfitError(said("Type your e-mail address."))
            return address

        self._ask_line(
            self._title(message, said("Your e-mail address")),
            "",
            read,
            "",
            lambda email: self._submit(message, questions.address(email), email),
        )

    def _ask_line(
        self,
        title: str,
        value: str,
        read: Callable[[str], str],
        hint: str,
        taken: Callable[[str], None],
    ) -> None:
        from hoory_tui.screens.field import FieldScreen, Typed

        def typed(one: Typed | None) -> None:
            if one is not None:
                taken(str(one.value))

        screen = FieldScreen(
            title,
            value,
            read,
            keymap=self._keymap,
            hint=hint,
            words=("send", said("send nothing")),
            ascii_only=self._glyphs.is_ascii,
        )
        self._screen.app.push_screen(screen, typed)

    def _fill_in(self, message: Message, question: Question) -> None:
        from hoory_tui.screens.visit.form import FormScreen

        def filled(values: dict[str, str] | None) -> None:
            if values is not None:
                self._submit(message, questions.filled(values))

        title = self._title(message, said("Form"))
        ascii_only = self._glyphs.is_ascii
        form = FormScreen(title, question.fields, keymap=self._keymap, ascii_only=ascii_only)
        self._screen.app.push_screen(form, filled)


def _words(text: str) -> str:
    if len(text) > _LONGEST:
        raise UnfitError(said("This is longer than {count} characters.", count=_LONGEST))
    return read_text(text)
