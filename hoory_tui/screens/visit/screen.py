"""The one screen of the contact's console: it draws the visit and posts what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from hoory_tui.keys import Context, bindings, key_name
from hoory_tui.render import bars
from hoory_tui.render.facts import Moment
from hoory_tui.render.inline import plain
from hoory_tui.render.message import Look
from hoory_tui.render.names import attachment_name, shown_name
from hoory_tui.render.visit import People, TalkRow, VisitFacts, side_lines, visit_bar, visit_head
from hoory_tui.screens.visit import intents
from hoory_tui.screens.visit.deeds import VisitDeeds
from hoory_tui.screens.visit.keybar import visit_keys, visit_notes
from hoory_tui.screens.visit.thread import VisitThread
from hoory_tui.store.records import Message
from hoory_tui.store.visit import select
from hoory_tui.store.visit.changes import Changes
from hoory_tui.store.visit.people import people_there
from hoory_tui.store.visit.state import RESOLVED, UNBEGUN, Visit
from hoory_tui.widgets.composer import Addressee, Composer
from hoory_tui.widgets.painted import Painted
from hoory_tui.widgets.painter import Painter
from hoory_tui.widgets.visiting import VisitComposer, VisitPane, emoji_alone
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said

_PREVIEW: Final = 200
"""Characters of a message that a row can show anything of."""


class VisitScreen(VisitDeeds, inherit_bindings=False):
    """Bars, thread and composer; beside them, where there is room, who is there and our talks."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.VISIT)]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-narrow"),
        (100, "-normal"),
        (120, "-wide"),
        (180, "-vast"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-flat"),
        (16, "-short"),
        (20, "-low"),
        (30, "-high"),
    ]

    def __init__(
        self,
        visit: Visit,
        moment: Callable[[], Moment],
        link: Callable[[], bars.LinkNow],
        keymap: dict[str, str],
    ) -> None:
        super().__init__()
        self._compositor = Painter()
        self.visit = visit
        self._moment = moment
        self._link = link
        self._keymap = keymap
        self._trouble = ""
        self.begins_with_writing = False
        self._thread = VisitThread(visit)
        at = moment()
        look = Look(80, at.glyphs, at.zone, more_key=key_name("visit.plain", keymap))
        answer = key_name("visit.answer", keymap)
        self._messages = VisitPane(id="messages", look=look, answer_key=answer)
        self._messages.more_key = look.more_key
        is_ascii = at.glyphs.is_ascii
        self.composer = VisitComposer(keymap, ascii_only=is_ascii, glyphs=at.glyphs)
        self.composer.offers = emoji_alone
        self._top = Painted(ground="bar", id="top-bar", ascii_only=is_ascii)
        self._head = Painted(ground="head", id="thread-head", ascii_only=is_ascii)
        self._typing = Painted(ground="thread", id="typing", ascii_only=is_ascii)
        self._side = Painted(ground="side", id="visit-side", ascii_only=is_ascii)
        self._foot = Painted(ground="bar", id="footer", ascii_only=is_ascii)

    def compose(self) -> ComposeResult:
        """Put the thread between the bars, and beside it what there is room for."""
        yield self._top
        with Horizontal(id="body"):
            with Vertical(id="thread"):
                yield self._head
                yield self._messages
                yield self._typing
                yield self.composer.completion
                yield self.composer
            yield self._side
        yield self._foot

    def on_mount(self) -> None:
        """Start with the hands on the thread, or on the composer."""
        if self.begins_with_writing:
            self.begin_writing()
        else:
            self._messages.focus()

    def begin_writing(self) -> None:
        """Put the hands on the composer; nobody can write before it is said to whom."""
        self._show_people()
        self.action_write()

    @property
    def messages(self) -> VisitPane:
        """The message pane."""
        return self._messages

    # Showing

    def show_everything(self) -> None:
        """Draw all of it."""
        self.apply(Changes(thread=True, people=True, talks=True, link=True))

    def apply(self, changes: Changes) -> None:
        """Draw what these changes touch."""
        if not self.is_mounted:
            return
        if changes.thread or changes.talks:
            self._show_thread()
        if changes.thread or changes.people or changes.talks:
            self._show_people()
        self.show_bars()
        self.call_after_refresh(self._look_at_end)

    def _show_thread(self) -> None:
        at = self._moment()
        pane = self._messages
        pane.ask(self._thread.asking())
        me = self.visit.me
        look = Look(
            pane.size.width,
            at.glyphs,
            at.zone,
            me.label if me is not None else "",
            more_key=pane.more_key,
        )
        items = self._thread.items(at, pane.expanded)
        has_older = self._thread.has_older()
        pane.show_thread(self.visit.at, items, has_older=has_older, look=look)

    def _show_people(self) -> None:
        at, facts = self._moment(), self._facts()
        self._head.show([visit_head(facts, self._head.size.width, at.glyphs)])
        typists = select.typists(self.visit)
        self._typing.show([bars.typing_line(typists, self._typing.size.width, at.glyphs)])
        composer = self.composer
        composer.me, composer.is_resolved = facts.me, facts.status == RESOLVED
        composer.address(
            Addressee(self.visit.at, facts.inbox, facts.inbox or said("the inbox"), True)
        )
        if self._side.display:
            width, height = self._side.size
            self._side.show(side_lines(facts, self._rows(), max(width, 10), height, at.glyphs))

    def _facts(self) -> VisitFacts:
        visit = self.visit
        talk, me = visit.talk, visit.me
        named, more = people_there(visit)
        return VisitFacts(
            inbox=visit.inbox_name,
            me=me.label if me is not None else "",
            email=me.email if me is not None else "",
            number=visit.at,
            status=talk.status if talk is not None else "open",
            assignee=talk.assignee_name if talk is not None else "",
            people=People(tuple(named), more, visit.presence_known),
            is_known=visit.is_known,
        )

    def _rows(self) -> list[TalkRow]:
        rows = [self.row_of(number) for number in sorted(self.visit.talks, reverse=True)]
        if self.visit.at == UNBEGUN and rows:
            rows.insert(0, TalkRow(UNBEGUN, "new", "", True, False))
        return rows

    def row_of(self, number: int) -> TalkRow:
        """Return what is told of one of our conversations."""
        visit, glyphs = self.visit, self._moment().glyphs
        timeline = visit.timelines.get(number)
        held = timeline.messages() if timeline is not None else []
        words = _preview(held[-1]) if held else ""
        draft = self.composer.draft_of(number)
        about = f"{glyphs.pen} {draft[:_PREVIEW]}" if draft else shown_name(words, glyphs)
        is_shown = number == visit.at
        is_unseen = not is_shown and select.is_unseen(visit, number)
        return TalkRow(number, visit.talks[number].status, about, is_shown, is_unseen)

    def show_time(self) -> None:
        """Draw what depends on the time alone."""
        if self.is_mounted:
            self.show_bars()

    def say_trouble(self, words: str) -> None:
        """Say in the last line what must not be forgotten, until it is over ("")."""
        if words != self._trouble:
            self._trouble = words
            self.show_bars()

    @on(Composer.Edited)
    def show_bars(self) -> None:
        """Draw the first and the last line of the screen."""
        if not self.is_mounted:
            return
        at = self._moment()
        width = (self.size or self.app.size).width
        link = bars.link_spans(self._link(), at.glyphs, at.zone)
        self._top.show([visit_bar(self._facts(), link, width, at.glyphs)])
        visit = self.visit
        unseen = sum(select.is_unseen(visit, one) for one in visit.talks if one != visit.at)
        notes = visit_notes(self._trouble, select.unsent(visit), unseen, at.glyphs)
        keys = visit_keys(self.standing(), self._keymap)
        self._foot.show([bars.footer(keys, notes, width)])

    # What is seen

    @on(VisitPane.Moved)
    def _look_at_end(self) -> None:
        """Tell when the newest words of the other side are before the visitor's eyes."""
        visit = self.visit
        is_here = self.app.app_focus and self.app.screen is self
        if is_here and self._messages.is_at_end and select.is_unseen(visit, visit.at):
            self.post_message(intents.SawEnd(visit.at))

    def on_screen_resume(self) -> None:
        """Look again, now that no box stands before the thread."""
        self.call_after_refresh(self._look_at_end)

    def on_app_focus(self) -> None:
        """Look again, now that somebody looks."""
        self._look_at_end()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the keys that matter where the hands are now."""
        self.show_bars()

    def on_resize(self) -> None:
        """Draw everything for the new size."""
        self.call_after_refresh(self.show_everything)

    @on(Composer.Left)
    def _leave_composer(self, event: Composer.Left) -> None:
        event.stop()
        self.stop_writing()


def _preview(message: Message) -> str:
    words = " ".join(plain(message.content[:_PREVIEW]).split())
    files = ", ".join(attachment_name(one) for one in message.attachments)
    return clean_line(words) or files or f"({message.content_type.replace('_', ' ')})"
