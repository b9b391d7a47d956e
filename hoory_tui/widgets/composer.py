"""The composer: words for one conversation, as a reply or as a private note."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import TextArea

from hoory_tui.keys import Context, bindings
from hoory_tui.lazily import dataclass
from hoory_tui.render.attached import draft_line
from hoory_tui.render.bars import composer_title
from hoory_tui.render.glyphs import ASCII, UNICODE
from hoory_tui.store.records import OutgoingFile
from hoory_tui.widgets.painted import Painted
from hoory_tui.wire.characters import ZWJ, ZWNJ
from hoory_tui.wire.clean import clean

_JOINERS: Final = (ZWJ, ZWNJ)

Files = tuple[OutgoingFile, ...]


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom the words in the composer go; the id is what counts, the names are for the eye."""

    conversation_id: int
    name: str
    inbox: str
    can_reply: bool


class ComposerText(TextArea):
    """The text itself; sending is asked for, never done by a key that could be a slip."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.COMPOSER)]

    class SwitchAsked(Message):
        """The agent wants a note instead of a reply, or the other way."""

    class AttachAsked(Message):
        """The agent wants to attach files, or to take them off."""

    class LeaveAsked(Message):
        """The agent wants to go back to the thread, keeping the draft."""

    def __init__(self, send: Callable[[], None]) -> None:
        super().__init__(id="composer-text", soft_wrap=True, show_line_numbers=False)
        self._send = send
        # A blinking cursor would send bytes all day.
        self.cursor_blink = False
        self.highlight_cursor_line = False

    def action_send(self) -> None:
        """Have the text sent as it stands at this key press, to whom the title names now."""
        self._send()

    def action_newline(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    def action_switch_mode(self) -> None:
        """Ask for the other mode."""
        self.post_message(self.SwitchAsked())

    def action_attach(self) -> None:
        """Ask for files."""
        self.post_message(self.AttachAsked())

    def action_leave(self) -> None:
        """Ask to leave."""
        self.post_message(self.LeaveAsked())

    async def _on_key(self, event: events.Key) -> None:
        # Terminals send the letter along, and the library would write it into the reply.
        if event.key.startswith("alt+"):
            event.prevent_default()
        elif event.character is not None and event.character in _JOINERS:
            # Persian is typed with them, and the library takes them for no letters.
            event.prevent_default()
            event.stop()
            self.insert(event.character)

    async def _on_paste(self, event: events.Paste) -> None:
        # What is pasted travels to a customer: without controls, and never as keys.
        event.prevent_default()
        event.stop()
        if pasted := clean(event.text):
            done = self.replace(pasted, *self.selection, maintain_selection_offset=False)
            self.move_cursor(done.end_location)


class Composer(Vertical):
    """The title that names the addressee, and the text."""

    @dataclass
    class Submitted(Message):
        """The agent sends these words and files to this conversation."""

        conversation_id: int
        content: str
        private: bool
        files: Files = ()

    @dataclass
    class AttachAsked(Message):
        """The agent wants to change what files go along with a draft."""

        addressee: Addressee
        private: bool
        files: Files

    @dataclass
    class Typed(Message):
        """The agent is typing in this conversation."""

        conversation_id: int
        private: bool

    class Edited(Message):
        """A draft is different from what it was."""

    class Left(Message):
        """The agent went back to the thread."""

    class Switched(Message):
        """The mode changed."""

    def __init__(self, *, ascii_only: bool = False) -> None:
        # Nobody is addressed yet.
        super().__init__(id="composer", disabled=True)
        self.addressee: Addressee | None = None
        self.private = False
        self._drafts: dict[tuple[int, bool], str] = {}
        self._files: dict[tuple[int, bool], Files] = {}
        """What goes along with each draft; it stays with it as the words do."""
        self.text = ComposerText(self._submit)
        """The text itself."""
        self._title = Painted(ground="composer", id="composer-title", ascii_only=ascii_only)
        self._glyphs = ASCII if ascii_only else UNICODE
        self._attached = Painted(ground="composer", id="composer-files", ascii_only=ascii_only)
        self._leaving: dict[tuple[int, bool], tuple[str, Files]] = {}
        """Texts and files that were submitted and not yet taken over."""
        self._attached.display = False

    def compose(self) -> ComposeResult:
        """Put the title and the files above the text."""
        yield self._title
        yield self._attached
        yield self.text

    def address(self, addressee: Addressee | None) -> None:
        """Turn to a conversation: its draft comes, the other one's is kept."""
        other = self.addressee is None or addressee is None
        if self.addressee and addressee:
            other = self.addressee.conversation_id != addressee.conversation_id
        if other:
            self._keep_draft()
            self.private = False
        self.addressee = addressee
        if other:
            self._bring_draft()
        self.disabled = addressee is None
        self.show_title()

    def set_private(self, private: bool) -> None:
        """Turn to notes or to replies; each has a draft of its own."""
        if private != self.private:
            self._keep_draft()
            self.private = private
            self._bring_draft()
            self.post_message(self.Switched())
        self.show_title()

    def draft_of(self, conversation_id: int) -> str:
        """Return what is written but not sent in a conversation, notes after replies."""
        if self.addressee is not None and self.addressee.conversation_id == conversation_id:
            self._keep_draft()
        for private in (False, True):
            if text := self._drafts.get((conversation_id, private), ""):
                return text
            if files := self._files.get((conversation_id, private), ()):
                return ", ".join(file.name for file in files)
        return ""

    def drafted(self) -> set[int]:
        """Return the conversations that hold words or files not sent."""
        self._keep_draft()
        return {conversation_id for conversation_id, _ in (*self._drafts, *self._files)}

    def files_of(self, conversation_id: int, *, private: bool) -> Files:
        """Return the files that go along with a draft."""
        return self._files.get((conversation_id, private), ())

    def attached(self) -> int:
        """Return how many files are attached to drafts."""
        return sum(map(len, self._files.values()))

    def attach(self, conversation_id: int, files: Files, *, private: bool) -> None:
        """Let exactly these files go along with a draft."""
        if files:
            self._files[conversation_id, private] = files
        else:
            self._files.pop((conversation_id, private), None)
        self.show_title()
        self.post_message(self.Edited())

    def drafts(self) -> dict[tuple[int, bool], str]:
        """Return all that is written and not sent, by conversation and whether it is a note."""
        self._keep_draft()
        return dict(self._drafts)

    def bring_back(self, conversation_id: int, text: str, *, private: bool) -> None:
        """Put in a draft that was kept; what is written there by now is not lost by that."""
        self._keep_draft()
        held = self._drafts.get((conversation_id, private), "")
        if held not in text:
            text = held if text in held else f"{text}\n{held}"
        self._drafts[conversation_id, private] = text
        self._bring_draft()

    def give_back(
        self,
        conversation_id: int,
        content: str,
        *,
        private: bool,
        files: Files = (),
        turn: bool = True,
    ) -> None:
        """Put words and files that were not sent back in front of what is there now.

        `turn` tells to turn to the mode that they were written in.
        """
        self._keep_draft()
        key = (conversation_id, private)
        held = self._drafts.get(key, "")
        if words := "\n".join(part for part in (content, held) if part):
            self._drafts[key] = words
        if both := tuple(dict.fromkeys((*files, *self._files.get(key, ())))):
            self._files[key] = both
        if self.addressee is not None and self.addressee.conversation_id == conversation_id:
            self.private = private if turn else self.private
            self._bring_draft()
            self.show_title()

    def not_taken(self, conversation_id: int, *, private: bool) -> None:
        """Let submitted words stay where they are, to be changed or sent later."""
        self._leaving.pop((conversation_id, private), None)

    def taken_over(self, conversation_id: int, *, private: bool) -> str:
        """Forget submitted words and files, because they are kept elsewhere now.

        What was written and attached after them stays, and its words are returned.
        """
        key = (conversation_id, private)
        self._keep_draft()
        words, files = self._leaving.pop(key, ("", ()))
        rest = self._drafts.pop(key, "").replace(words, "", 1)
        if rest.strip():
            self._drafts[key] = rest
        if left := tuple(file for file in self._files.pop(key, ()) if file not in files):
            self._files[key] = left
        self._bring_draft()
        self.show_title()
        return self._drafts.get(key, "")

    def show_title(self) -> None:
        """Draw the title for the addressee and the mode."""
        title = self._title
        ground = "composer-note" if self.private else "composer"
        self.set_class(self.private, "-note")
        width = self.size.width or self.app.size.width
        self._show_files(ground, width)
        if self.addressee is None:
            title.show([[]], ground=ground)
            return
        line = composer_title(
            self.addressee.name,
            self.addressee.inbox,
            width,
            private=self.private,
            active=self.text.has_focus,
            can_reply=self.addressee.can_reply,
        )
        title.show([line], ground=ground)

    def _show_files(self, ground: str, width: int) -> None:
        files: Files = ()
        if self.addressee is not None:
            files = self.files_of(self.addressee.conversation_id, private=self.private)
        self._attached.display = bool(files)
        self._attached.show([draft_line(files, width, self._glyphs)], ground=ground)

    def _keep_draft(self) -> None:
        # Before it is mounted the text says nothing of a draft, and after that it says nothing new.
        if self.addressee is None or not self.is_mounted:
            return
        key = (self.addressee.conversation_id, self.private)
        if self.text.text.strip():
            self._drafts[key] = self.text.text
        else:
            self._drafts.pop(key, None)

    def _bring_draft(self) -> None:
        text = ""
        if self.addressee is not None:
            text = self._drafts.get((self.addressee.conversation_id, self.private), "")
        if text != self.text.text:
            self.text.load_text(text)
            self.text.move_cursor(self.text.document.end)

    def on_resize(self) -> None:
        """Fit the title to the new width."""
        self.show_title()

    def on_descendant_focus(self) -> None:
        """Show the keys of writing."""
        self.show_title()

    def on_descendant_blur(self) -> None:
        """Show the keys of reading."""
        self.show_title()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell that the agent types, once there is something to tell."""
        event.stop()
        self._keep_draft()
        self.post_message(self.Edited())
        if self.addressee is not None and self.text.has_focus and self.text.text:
            self.post_message(self.Typed(self.addressee.conversation_id, self.private))

    def _submit(self) -> None:
        """Hand words and files over to the conversation that the title names, once."""
        if self.addressee is None:
            return
        key, text = (self.addressee.conversation_id, self.private), self.text.text
        words, files = clean(text).strip(), self._files.get(key, ())
        if words or files:
            if self._leaving.get(key) == (text, files):
                return
            self._leaving[key] = (text, files)
        self.post_message(self.Submitted(key[0], words, self.private, files))

    def on_composer_text_attach_asked(self, event: ComposerText.AttachAsked) -> None:
        """Ask for the files of the draft that the title names."""
        event.stop()
        if self.addressee is not None:
            files = self.files_of(self.addressee.conversation_id, private=self.private)
            self.post_message(self.AttachAsked(self.addressee, self.private, files))

    def on_composer_text_switch_asked(self, event: ComposerText.SwitchAsked) -> None:
        """Switch between reply and note."""
        event.stop()
        if self.private and self.addressee is not None and not self.addressee.can_reply:
            self.notify("This channel takes no reply now, only a note.", markup=False)
            return
        self.set_private(not self.private)

    def on_composer_text_leave_asked(self, event: ComposerText.LeaveAsked) -> None:
        """Go back to the thread."""
        event.stop()
        self.post_message(self.Left())
