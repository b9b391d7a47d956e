"""Changing what a contact card shows: each value in a box of its kind, checked before it leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from textual.screen import Screen

from hoory_tui.render.card import EMPTY, About, CardRow
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.screens import intents, knowing_intents
from hoory_tui.store import attributes
from hoory_tui.store.attributes import CHECKBOX, DATE, LIST
from hoory_tui.store.deeds import SetAttribute
from hoory_tui.store.records import Contact, Conversation
from hoory_tui.words import said, to_say

_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "name": attributes.read_name,
    "email": attributes.read_email,
    "phone_number": attributes.read_phone,
}
_HINTS: Final = {
    "phone_number": to_say("With the country, such as +37410123456."),
    DATE: to_say("Year-month-day, such as 2026-11-30."),
    "link": to_say("With http:// or https:// in front."),
    "number": to_say("A number, such as 12 or 12.5."),
    "currency": to_say("A number, such as 12 or 12.5."),
    "percent": to_say("A number, such as 12 or 12.5."),
}
_NOTHING: Final = "nothing"


class ContactEdits:
    """Opens the boxes in which values are changed and posts what comes out of them.

    Every change names the contact or the conversation by its id, whatever is shown by then.
    """

    def __init__(self, screen: Screen[Any], keymap: Mapping[str, str], glyphs: Glyphs) -> None:
        self._screen = screen
        self._keymap = keymap
        self._glyphs = glyphs

    def field(self, contact: Contact, row: CardRow) -> None:
        """Change a column of the contact."""
        self._type(
            row,
            getattr(contact, row.field),
            _READERS[row.field],
            lambda value: self._change(contact.id, {row.field: value}, row.name),
        )

    def detail(self, contact: Contact, row: CardRow) -> None:
        """Change one of the additional attributes; the others stay."""
        held = contact.additional_attributes.get(row.field)
        self._type(
            row,
            held if isinstance(held, str) else "",
            attributes.read_text,
            lambda value: self._change(
                contact.id, {"additional_attributes": {row.field: value}}, row.name
            ),
        )

    def attribute(self, contact: Contact, talk: Conversation, row: CardRow) -> None:
        """Change a custom attribute of the contact or of the conversation, as its kind asks."""
        definition = row.definition
        assert definition is not None

        def keep(value: Any) -> None:  # noqa: ANN401 (any JSON value)
            self._keep_attribute(contact, talk, row, value)

        if definition.kind == LIST:
            self._pick(row, definition.values, keep)
        elif definition.kind == CHECKBOX:
            self._pick(row, ("yes", "no"), lambda word: keep(word == "yes" if word else None))
        else:
            held = "" if row.value == EMPTY else row.value
            self._type(row, held, lambda text: attributes.read_value(definition, text), keep)

    def empty(self, contact: Contact, talk: Conversation, row: CardRow) -> None:
        """Take a value away."""
        if row.value == EMPTY:
            self._screen.notify(said("The {name} is empty already.", name=row.name), markup=False)
        elif row.about is About.DETAIL:
            self._change(contact.id, {"additional_attributes": {row.field: ""}}, row.name)
        else:
            self._keep_attribute(contact, talk, row, None)

    def _keep_attribute(
        self,
        contact: Contact,
        talk: Conversation,
        row: CardRow,
        value: Any,  # noqa: ANN401 (any JSON value)
    ) -> None:
        if row.about is About.TALK_OWN:
            self._screen.post_message(intents.Do(SetAttribute(row.field, value), (talk.id,)))
        else:
            self._change(contact.id, {"custom_attributes": {row.field: value}}, row.name)

    def _change(self, contact_id: int, fields: dict[str, Any], what: str) -> None:
        self._screen.post_message(knowing_intents.ChangeContact(contact_id, fields, what))

    def _type(
        self,
        row: CardRow,
        value: str,
        read: Callable[[str], Any],
        keep: Callable[[Any], None],
    ) -> None:
        from hoory_tui.screens.field import FieldScreen, Typed

        def answered(typed: Typed | None) -> None:
            if typed is not None:
                keep(typed.value)

        kind = row.definition.kind if row.definition is not None else row.field
        screen = FieldScreen(
            row.name.capitalize(),
            value,
            read,
            keymap=self._keymap,
            hint=said(_HINTS.get(kind, "")),
            ascii_only=self._glyphs.is_ascii,
        )
        self._screen.app.push_screen(screen, answered)

    def _pick(
        self, row: CardRow, values: Sequence[str], keep: Callable[[str | None], None]
    ) -> None:
        from hoory_tui.screens.picker import Choice, Picked, PickerScreen

        def answered(picked: Picked | None) -> None:
            if picked is not None and picked.keys:
                key = picked.keys[0]
                keep(None if key == _NOTHING else key.removeprefix("value:"))

        choices = [Choice(f"value:{one}", one, current=one == row.value) for one in values]
        choices.append(Choice(_NOTHING, "(nothing)", current=row.value == EMPTY))
        screen = PickerScreen(
            row.name.capitalize(), choices, glyphs=self._glyphs, keymap=self._keymap
        )
        self._screen.app.push_screen(screen, answered)

    def labels(self, contact: Contact, held: Sequence[str], titles: Sequence[str]) -> None:
        """Put labels on and take labels off; those that others changed meanwhile stay theirs."""
        from hoory_tui.screens.picker import Choice, Picked, PickerScreen

        before = set(held)

        def answered(picked: Picked | None) -> None:
            if picked is None:
                return
            after = {key.removeprefix("label:") for key in picked.keys}
            add, remove = sorted(after - before), sorted(before - after)
            if add or remove:
                self._screen.post_message(
                    knowing_intents.ChangeContactLabels(contact.id, tuple(add), tuple(remove))
                )

        known = sorted({*titles, *held}, key=str.casefold)
        screen = PickerScreen(
            said("Labels of {label}", label=contact.label),
            [Choice(f"label:{title}", title) for title in known],
            glyphs=self._glyphs,
            keymap=self._keymap,
            many=True,
            chosen=[f"label:{title}" for title in held],
            empty=said("The account has no label of this name."),
        )
        self._screen.app.push_screen(screen, answered)

    def note(self, contact: Contact) -> None:
        """Write a note."""
        from hoory_tui.screens.field import NoteScreen

        def answered(words: str | None) -> None:
            if words:
                self._screen.post_message(knowing_intents.AddNote(contact.id, words))

        screen = NoteScreen(
            said("Note about {label}, never shown to them", label=contact.label),
            keymap=self._keymap,
            ascii_only=self._glyphs.is_ascii,
        )
        self._screen.app.push_screen(screen, answered)

    def delete_note(self, contact: Contact, row: CardRow) -> None:
        """Delete a note after a question: nothing brings it back."""

        def delete() -> None:
            self._screen.post_message(knowing_intents.DeleteNote(contact.id, row.number))

        self._ask(
            said("Delete the note of {name} for everybody? Nothing brings it back.", name=row.name),
            delete,
        )

    def block(self, contact: Contact) -> None:
        """Block a contact after a question, or let them write again at once."""

        def change() -> None:
            fields = {"blocked": not contact.blocked}
            self._change(contact.id, fields, "block")

        if contact.blocked:
            change()
        else:
            self._ask(
                said("Block {label}? What they write will arrive nowhere.", label=contact.label),
                change,
            )

    def _ask(self, question: str, do: Callable[[], None]) -> None:
        from hoory_tui.screens.confirm import ConfirmScreen

        def answered(yes: bool | None) -> None:
            if yes:
                do()

        self._screen.app.push_screen(ConfirmScreen(question), answered)
