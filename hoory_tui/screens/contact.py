"""The contact card: everything known of a contact in one box, each row with what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from hoory_tui.keys import Context, bindings
from hoory_tui.render.card import EMPTY, About, CardRow, card_rows
from hoory_tui.render.facts import Moment
from hoory_tui.render.names import shown_name
from hoory_tui.screens import intents, knowing_intents
from hoory_tui.screens.contact_edit import ContactEdits
from hoory_tui.screens.livebox import LiveBox, fitting_keys
from hoory_tui.store import select
from hoory_tui.store.changes import Changes
from hoory_tui.store.deeds import ChangeParticipants
from hoory_tui.store.records import Contact, Conversation, Message
from hoory_tui.store.state import Store
from hoory_tui.widgets.cardrows import CardRows
from hoory_tui.widgets.painted import Painted
from hoory_tui.words import said, to_say

_AROUND: Final = 5
"""Rows of the box besides its rows: edges and the keys."""
_SPARE: Final = ("card.watch", "card.block", "card.labels", "card.add")
"""Keys that are not named where there is no room for all."""
_TAKE_WORDS: Final = {
    About.FIELD: to_say("change"),
    About.DETAIL: to_say("change"),
    About.OWN: to_say("change"),
    About.TALK_OWN: to_say("change"),
    About.BLOCKED: to_say("change"),
    About.LABELS: to_say("change"),
    About.WATCHERS: to_say("choose"),
    About.TALK: to_say("go there"),
    About.FILE: to_say("look at it"),
    About.NOTE: to_say("read"),
}


class ContactScreen(LiveBox[None], inherit_bindings=False):
    """Shows the card of the contact of one conversation, which it stays with by its id."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.CARD)]

    def __init__(
        self,
        store: Store,
        conversation_id: int,
        moment: Callable[[], Moment],
        keymap: Mapping[str, str],
    ) -> None:
        super().__init__()
        self._store = store
        self._conversation_id = conversation_id
        self._is_laid_out = False
        self._moment = moment
        self._keymap = keymap
        glyphs = moment().glyphs
        self.rows = CardRows(id="card-rows", glyphs=glyphs)
        self._hint = Painted(ground="bar", id="card-hint", ascii_only=glyphs.is_ascii)
        self._edits = ContactEdits(self, keymap, glyphs)

    def compose(self) -> ComposeResult:
        """Put the rows above the keys."""
        with Vertical(id="card-box", classes="modal-box"):
            yield self.rows
            yield self._hint

    def on_mount(self) -> None:
        """Ask for what is not known yet and take the keys."""
        contact_id = self.conversation.contact_id
        self.post_message(knowing_intents.LookUp(contact_id, self._conversation_id, whole=True))
        self.post_message(intents.LibraryWanted(("definitions",)))
        self._show_rows()
        self.rows.focus()

    def on_resize(self) -> None:
        """Take the rows that fit."""
        self.rows.styles.height = max(3, self.size.height * 9 // 10 - _AROUND)
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        if not self._is_laid_out:
            # What is above the first row that a cursor can stand on is to be seen, too.
            self._is_laid_out = True
            self.rows.jump(0)
        self._show_hint()

    @property
    def conversation(self) -> Conversation:
        """The conversation that the card is of."""
        held = self._store.conversations.get(self._conversation_id)
        return held or Conversation(self._conversation_id)

    @property
    def contact(self) -> Contact:
        """The contact that the card is of, as it is now."""
        return select.contact_of(self._store, self.conversation)

    def news(self, changes: Changes) -> None:
        """Show the rows again when they may be different."""
        if (
            changes.lists
            or changes.presence
            or self.contact.id in changes.contacts
            or self._conversation_id in changes.conversations
        ):
            self._show_rows()

    def _show_rows(self) -> None:
        at = self._moment()
        self.query_one("#card-box").border_title = Content(
            shown_name(self.contact.label, at.glyphs)
        )
        self.rows.show_rows(card_rows(self._store, self.conversation, at))
        self._show_hint()

    @on(CardRows.Moved)
    def _show_hint(self) -> None:
        row = self.rows.row
        words: dict[str, str] = {}
        if row is not None and row.about in _TAKE_WORDS:
            words["card.take"] = said(_TAKE_WORDS[row.about])
        words["card.add"] = "note"
        if row is not None and row.about is About.NOTE:
            words["card.delete"] = "delete"
        watching = self._store.me_id in self._store.participants.get(self._conversation_id, ())
        words |= {"card.labels": "labels"}
        words["card.block"] = "unblock" if self.contact.blocked else "block"
        words |= {"card.watch": "unwatch" if watching else "watch", "card.close": "back"}
        width = self._hint.size.width or self.size.width
        line = fitting_keys(Context.CARD, words, self._keymap, width, _SPARE)
        self._hint.show([line])

    @on(CardRows.Chosen)
    def _take_click(self) -> None:
        self.action_take()

    # What keys do

    def action_take(self) -> None:
        """Do what the row is there for: change it, go there, look at it."""
        row = self.rows.row
        if row is None:
            return
        match row.about:
            case About.FIELD:
                self._edits.field(self.contact, row)
            case About.DETAIL:
                self._edits.detail(self.contact, row)
            case About.OWN | About.TALK_OWN:
                self._edits.attribute(self.contact, self.conversation, row)
            case About.BLOCKED:
                self.action_block()
            case About.LABELS:
                self.action_labels()
            case About.WATCHERS:
                self.post_message(knowing_intents.ChooseParticipants(self._conversation_id))
            case About.TALK:
                self.dismiss()
                self.app.post_message(knowing_intents.JumpTo(row.number))
            case About.FILE:
                self._look_at_file(row)
            case About.NOTE:
                self._read_note(row)
            case _:
                self.notify(
                    said("This is told by the server and cannot be changed here."), markup=False
                )

    def _look_at_file(self, row: CardRow) -> None:
        from hoory_tui.screens.links import LinksScreen

        assert row.file is not None
        message = Message(row.number, self._conversation_id, attachments=(row.file.attachment,))
        glyphs = self._moment().glyphs
        screen = LinksScreen(message, [row.file.attachment], glyphs, self._keymap)
        self.app.push_screen(screen)

    def _read_note(self, row: CardRow) -> None:
        from hoory_tui.screens.pager import PagerScreen, Shown

        note = Message(row.number, self._conversation_id, content=row.value)
        shown = Shown(note, said("Note by {name}", name=row.name), self._moment())
        self.app.push_screen(PagerScreen(shown, self._keymap))

    def action_add(self) -> None:
        """Write a note about the contact."""
        self._edits.note(self.contact)

    def action_delete(self) -> None:
        """Delete the note under the cursor after a question, or empty a field."""
        row = self.rows.row
        if row is not None and row.about is About.NOTE:
            self._edits.delete_note(self.contact, row)
        elif row is not None and row.about in (About.OWN, About.TALK_OWN, About.DETAIL):
            self._edits.empty(self.contact, self.conversation, row)
        else:
            self.notify(said("There is nothing here that this key deletes."), markup=False)

    def action_labels(self) -> None:
        """Choose the labels of the contact."""
        dossier = self._store.dossiers.get(self.contact.id)
        held = dossier.labels if dossier is not None else None
        if held is None:
            self.notify(said("The server has not told the labels yet."), markup=False)
            return
        titles = [one.title for one in self._store.labels.values()]
        self._edits.labels(self.contact, held, titles)

    def action_block(self) -> None:
        """Block the contact after a question, or let them write again."""
        self._edits.block(self.contact)

    def action_watch(self) -> None:
        """Watch the conversation, or no longer."""
        me = self._store.me_id
        held = self._store.participants.get(self._conversation_id)
        if held is None:
            self.notify(said("The server has not told who watches yet."), markup=False)
            return
        deed = ChangeParticipants(remove=(me,)) if me in held else ChangeParticipants(add=(me,))
        self.post_message(intents.Do(deed, (self._conversation_id,)))

    def action_copy(self) -> None:
        """Copy the value under the cursor."""
        row = self.rows.row
        if row is not None and row.value and row.value != EMPTY:
            self.post_message(intents.CopyText(row.value, said("the {name}", name=row.name)))
        else:
            self.notify(said("There is nothing here to copy."), markup=False)

    def action_close(self) -> None:
        """Go back to the list."""
        self.dismiss()
