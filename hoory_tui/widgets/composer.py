"""The composer: words for one conversation, as a reply or as a private note."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import TextArea

from hoory_tui.lazily import dataclass
from hoory_tui.render.addressing import composer_title
from hoory_tui.render.attached import draft_line
from hoory_tui.render.glyphs import ASCII, UNICODE, Glyphs
from hoory_tui.render.lines import Line
from hoory_tui.store.enclosure import Enclosure
from hoory_tui.widgets.completion import Completion, Offer
from hoory_tui.widgets.composer_text import ComposerText
from hoory_tui.widgets.drafts import DraftKey, Drafts, Files
from hoory_tui.widgets.painted import Painted
from hoory_tui.widgets.triggers import Trigger
from hoory_tui.wire.clean import clean
from hoory_tui.words import said

__all__ = ["Addressee", "Composer", "ComposerText", "Files"]


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom the words in the composer go; the id is what counts, the names are for the eye."""

    conversation_id: int
    name: str
    inbox: str
    can_reply: bool


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the composer now, and how much room there is to say something of it."""

    conversation_id: int
    private: bool
    text: str
    enclosure: Enclosure | None
    width: int


class Composer(Vertical):
    """The title that names the addressee, what goes along, and the text."""

    @dataclass
    class Submitted(Message):
        """The agent sends these words, files and what goes along to this conversation."""

        conversation_id: int
        content: str
        private: bool
        files: Files = ()
        enclosure: Enclosure | None = None

    @dataclass
    class AttachAsked(Message):
        """The agent wants to change what files go along with a draft."""

        addressee: Addressee
        private: bool
        files: Files

    @dataclass
    class Wished(Message):
        """The agent wants something for this draft that only the console can do; see Keys."""

        wish: str
        conversation_id: int
        private: bool

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

    def __init__(self, *, ascii_only: bool = False, glyphs: Glyphs | None = None) -> None:
        # Nobody is addressed yet.
        super().__init__(id="composer", disabled=True)
        self.addressee: Addressee | None = None
        self.private = False
        self._glyphs = glyphs or (ASCII if ascii_only else UNICODE)
        self._drafts = Drafts()
        self.completion = Completion(self._glyphs)
        """The list of what can be put in; it stands wherever the column puts it."""
        self.offers: Callable[[Trigger, Addressee], list[Offer]] = lambda _trigger, _to: []
        """What there is to be put in for what is being named."""
        self.notes: Callable[[Written], list[Line]] = lambda _written: []
        """What is to be said of what is written, above it."""
        self.text = ComposerText(self._submit, self.completion, self._offered)
        """The text itself."""
        self._title = Painted(ground="composer", id="composer-title", ascii_only=ascii_only)
        self._attached = Painted(ground="composer", id="composer-files", ascii_only=ascii_only)
        self._notes = Painted(ground="composer", id="composer-notes", ascii_only=ascii_only)
        self._attached.display = self._notes.display = False

    def compose(self) -> ComposeResult:
        """Put the title, the files and what is to be said above the text."""
        yield self._title
        yield self._attached
        yield self._notes
        yield self.text

    @property
    def _key(self) -> DraftKey | None:
        return (self.addressee.conversation_id, self.private) if self.addressee else None

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
            # The same words here are no reason to undo into what was written to somebody else.
            self.text.history.clear()
        self.disabled = addressee is None
        self.show_title()

    def set_private(self, private: bool) -> None:
        """Turn to notes or to replies; each has a draft of its own."""
        if private != self.private:
            self._keep_draft()
            self.private = private
            self._bring_draft()
            # What was written in a note is not to come up in a reply.
            self.text.history.clear()
            self.post_message(self.Switched())
        self.show_title()

    def draft_of(self, conversation_id: int) -> str:
        """Return what is written but not sent in a conversation, notes after replies."""
        if self.addressee is not None and self.addressee.conversation_id == conversation_id:
            self._keep_draft()
        return self._drafts.shown(conversation_id)

    def drafted(self) -> set[int]:
        """Return the conversations that hold words or files not sent."""
        self._keep_draft()
        return self._drafts.conversations()

    def drafts(self) -> dict[DraftKey, str]:
        """Return all that is written and not sent, by conversation and whether it is a note."""
        self._keep_draft()
        return dict(self._drafts.texts)

    def files_of(self, conversation_id: int, *, private: bool) -> Files:
        """Return the files that go along with a draft."""
        return self._drafts.files.get((conversation_id, private), ())

    def attached(self) -> int:
        """Return how many files are attached to drafts."""
        return sum(map(len, self._drafts.files.values()))

    def enclosures(self) -> list[Enclosure]:
        """Return what goes along with drafts besides their files."""
        return list(self._drafts.enclosures.values())

    def attach(self, conversation_id: int, files: Files, *, private: bool) -> None:
        """Let exactly these files go along with a draft."""
        self._drafts.attach((conversation_id, private), files)
        self.show_title()
        self.post_message(self.Edited())

    def enclosure_of(self, conversation_id: int, *, private: bool) -> Enclosure | None:
        """Return what goes along with a draft besides its files."""
        return self._drafts.enclosures.get((conversation_id, private))

    def enclose(self, conversation_id: int, enclosure: Enclosure | None, *, private: bool) -> None:
        """Let exactly this go along with a draft besides its files."""
        self._drafts.enclose((conversation_id, private), enclosure)
        self.show_title()

    def rewrite(self, conversation_id: int, text: str, *, private: bool) -> None:
        """Put other words in place of a draft, which can be undone while it is in view."""
        key = (conversation_id, private)
        if key == self._key:
            self.text.replace(text, (0, 0), self.text.document.end)
            self.text.move_cursor(self.text.document.end)
        self._drafts.keep(key, text)
        self.post_message(self.Edited())

    def bring_back(self, conversation_id: int, text: str, *, private: bool) -> None:
        """Put in a draft that was kept; what is written there by now is not lost by that."""
        self._keep_draft()
        self._drafts.join((conversation_id, private), text)
        self._bring_draft()

    def give_back(
        self,
        conversation_id: int,
        content: str,
        *,
        private: bool,
        files: Files = (),
        enclosure: Enclosure | None = None,
        turn: bool = True,
    ) -> None:
        """Put words and files that were not sent back in front of what is there now.

        `turn` tells to turn to the mode that they were written in.
        """
        self._keep_draft()
        self._drafts.give_back((conversation_id, private), content, files, enclosure)
        if self.addressee is not None and self.addressee.conversation_id == conversation_id:
            self.private = private if turn else self.private
            self._bring_draft()
            self.show_title()

    def not_taken(self, conversation_id: int, *, private: bool) -> None:
        """Let submitted words stay where they are, to be changed or sent later."""
        self._drafts.stay((conversation_id, private))

    def taken_over(self, conversation_id: int, *, private: bool) -> str:
        """Forget submitted words and files, because they are kept elsewhere now.

        What was written and attached after them stays, and its words are returned.
        """
        self._keep_draft()
        rest = self._drafts.take_over((conversation_id, private))
        self._bring_draft()
        self.show_title()
        return rest

    def show_title(self) -> None:
        """Draw the title for the addressee and the mode, and what goes along."""
        title = self._title
        ground = "composer-note" if self.private else "composer"
        self.set_class(self.private, "-note")
        self.text.private = self.private
        width = self.size.width or self.app.size.width
        self._show_files(ground, width)
        self._show_notes(ground, width)
        if self.addressee is None:
            title.show([[]], ground=ground)
            return
        line = self.title_line(self.addressee, width)
        title.show([line], ground=ground)

    def title_line(self, addressee: Addressee, width: int) -> Line:
        """Return to whom the words go, and the keys that matter to who writes them."""
        enclosure = self._drafts.enclosures.get((addressee.conversation_id, self.private))
        has_template = enclosure is not None and enclosure.template is not None
        return composer_title(
            addressee.name,
            addressee.inbox,
            width,
            private=self.private,
            active=self.text.has_focus,
            can_reply=addressee.can_reply or has_template,
        )

    def _show_files(self, ground: str, width: int) -> None:
        files: Files = ()
        if self.addressee is not None:
            files = self.files_of(self.addressee.conversation_id, private=self.private)
        self._attached.display = bool(files)
        self._attached.show([draft_line(files, width, self._glyphs)], ground=ground)

    def _show_notes(self, ground: str, width: int) -> None:
        lines: list[Line] = []
        key = self._key
        enclosure = self._drafts.enclosures.get(key) if key is not None else None
        is_written = self.text.has_focus or bool(self.text.text) or enclosure is not None
        if key is not None and self.is_mounted and is_written:
            lines = self.notes(Written(*key, self.text.text, enclosure, width))
        if lines:
            self._notes.styles.height = len(lines)
        self._notes.display = bool(lines)
        self._notes.show(lines, ground=ground)

    def _keep_draft(self) -> None:
        # Before it is mounted the text says nothing of a draft, and after that it says nothing new.
        if (key := self._key) is not None and self.is_mounted:
            self._drafts.keep(key, self.text.text)

    def _bring_draft(self) -> None:
        text = self._drafts.texts.get(self._key, "") if self._key is not None else ""
        self.text.close_list()
        if text != self.text.text:
            self.text.load_text(text)
            self.text.move_cursor(self.text.document.end)

    def _offered(self, trigger: Trigger) -> list[Offer]:
        return self.offers(trigger, self.addressee) if self.addressee is not None else []

    def on_resize(self) -> None:
        """Fit the title to the new width."""
        self.show_title()

    def on_descendant_focus(self) -> None:
        """Show the keys of writing."""
        self.show_title()

    def on_descendant_blur(self) -> None:
        """Show the keys of reading."""
        self.text.close_list()
        self.show_title()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell that the agent types, once there is something to tell."""
        event.stop()
        self._keep_draft()
        self.text.complete()
        self._show_notes("composer-note" if self.private else "composer", self.size.width)
        self.post_message(self.Edited())
        if self.addressee is not None and self.text.has_focus and self.text.text:
            self.post_message(self.Typed(self.addressee.conversation_id, self.private))

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """Close the list that belongs to where the cursor was."""
        event.stop()
        if self.completion.is_open:
            self.text.complete()

    def _submit(self) -> None:
        """Hand words and files over to the conversation that the title names, once."""
        if (key := self._key) is None:
            return
        self.text.close_list()
        text = self.text.text
        words, files = clean(text).strip(), self._drafts.files.get(key, ())
        if (words or files) and not self._drafts.leave(key, text):
            return
        enclosure = self._drafts.enclosures.get(key)
        self.post_message(self.Submitted(key[0], words, self.private, files, enclosure))

    def on_composer_text_asked(self, event: ComposerText.Asked) -> None:
        """Do what is wished for the draft that the title names, or pass the wish on."""
        event.stop()
        if self.addressee is None:
            return
        match event.wish:
            case "attach":
                files = self.files_of(self.addressee.conversation_id, private=self.private)
                self.post_message(self.AttachAsked(self.addressee, self.private, files))
            case "switch":
                self._switch()
            case "leave":
                self.post_message(self.Left())
            case wish:
                number = self.addressee.conversation_id
                self.post_message(self.Wished(wish, number, self.private))

    def _switch(self) -> None:
        if self.private and self.addressee is not None and not self.addressee.can_reply:
            self.notify(said("This channel takes no reply now, only a note."), markup=False)
            return
        self.set_private(not self.private)
