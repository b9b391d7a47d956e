"""What the keys of the contact's console do: read, write, answer, turn to another conversation."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from hoory_tui.keys import KEYS, Context
from hoory_tui.screens import intents as asked
from hoory_tui.screens.messagereading import NO_MESSAGE, MessageReadingScreen
from hoory_tui.screens.visit import intents
from hoory_tui.screens.visit.keybar import Standing, visit_offers
from hoory_tui.store.attributes import UnfitError, read_email, read_name
from hoory_tui.store.records import SendState
from hoory_tui.store.visit import select
from hoory_tui.store.visit.state import RESOLVED, UNBEGUN, Visit
from hoory_tui.widgets.visiting import VisitComposer, VisitPane
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said
from hoory_tui.words.terms import term

if TYPE_CHECKING:
    from hoory_tui.render.visit import TalkRow
    from hoory_tui.screens.picker import Picked

_STUCK = (SendState.FAILED, SendState.UNKNOWN)
_NEW = "new"
_PREVIEW = 200
"""Characters of a draft that a row can show anything of."""


class VisitDeeds(MessageReadingScreen, inherit_bindings=False):
    """A screen with one thread at hand; it changes nothing itself."""

    visit: Visit
    composer: VisitComposer

    @property
    @abstractmethod
    def messages(self) -> VisitPane:
        """The message pane."""

    @abstractmethod
    def row_of(self, number: int) -> TalkRow:
        """Return what is told of one of our conversations."""

    @abstractmethod
    def show_bars(self) -> None:
        """Draw the first and the last line of the screen."""

    @abstractmethod
    def show_everything(self) -> None:
        """Draw all of it."""

    def standing(self) -> Standing:
        """Return where the visitor is, and which keys would do nothing now."""
        visit = self.visit
        idle: dict[str, str] = {}
        pending = select.pending(visit)
        if not any(one.state in _STUCK or one.problem for one in pending):
            idle["visit.retry"] = said("Nothing waits here for you to send it again.")
        if not any(one.state is not SendState.SENDING for one in pending):
            idle["visit.discard"] = said("Nothing waits here to be taken back.")
        if select.open_question(visit) is None:
            idle["visit.answer"] = said("No message here asks anything.")
        talk = visit.talk
        if talk is None:
            idle["visit.resolve"] = said("The conversation has not begun yet.")
            idle["visit.new"] = said("This is a new conversation already.")
        elif talk.status == RESOLVED:
            idle["visit.resolve"] = said("The conversation is resolved; a message reopens it.")
        if not select.messages(visit):
            no_message = ("visit.links", "visit.plain", "visit.copy")
            idle |= dict.fromkeys(no_message, said(NO_MESSAGE))
        if not visit.talks:
            idle["visit.talks"] = said("You have no conversation yet.")
        return Standing(self.composer.text.has_focus, idle)

    def why_not(self, action: str) -> str:
        """Return why an action would do nothing now, "" when it would do something."""
        idle = self.standing().idle
        keys = (key for key in KEYS if key.context is Context.VISIT and key.action == action)
        return next((idle[key.id] for key in keys if key.id in idle), "")

    # Writing

    def action_write(self) -> None:
        """Write a message."""
        self.composer.text.focus()

    def stop_writing(self) -> None:
        """Go from the composer back to the thread; the draft stays."""
        self.set_focus(self.messages)
        self.post_message(asked.StoppedTyping(self.visit.at))
        self.show_bars()

    def action_retry_unsent(self) -> None:
        """Send again what did not go out."""
        self.post_message(asked.RetryUnsent(self.visit.at))

    def action_take_back_unsent(self) -> None:
        """Take what did not go out back into the composer."""
        self.post_message(asked.TakeBackUnsent(self.visit.at))

    def action_answer(self) -> None:
        """Answer what the message at hand asks, or else the newest that asks something."""
        from hoory_tui.screens.visit.answering import Answering

        questions = self.visit.questions
        open_ones = {number for number, one in questions.items() if one.is_open}
        message = self.messages.question_at_hand(open_ones)
        if message is not None and message.id in open_ones:
            asking = Answering(self, self._moment().glyphs, self._keymap)
            asking.ask(message, questions[message.id])

    # Conversations

    def action_begin_another(self) -> None:
        """Turn to a conversation that begins with its first message."""
        self.post_message(intents.TurnTo(UNBEGUN))
        self.composer.text.focus()

    def action_choose_talk(self) -> None:
        """Choose among one's conversations."""
        from hoory_tui.screens.picker import Choice, PickerScreen

        rows = [self.row_of(number) for number in sorted(self.visit.talks, reverse=True)]
        choices = [
            Choice(
                str(one.number),
                f"#{one.number}  {one.about or said('not looked at yet')}",
                said("new") if one.is_unseen else term(one.status),
                current=one.is_shown,
            )
            for one in rows
        ]
        # What was written in none yet is in no other row.
        draft = clean_line(" ".join(self.composer.draft_of(UNBEGUN)[:_PREVIEW].split()))
        glyphs = self._moment().glyphs
        new = (
            said("A new conversation  {pen} {draft}", pen=glyphs.pen, draft=draft)
            if draft
            else said("A new conversation")
        )
        choices.append(Choice(_NEW, new, current=self.visit.at == UNBEGUN))

        def picked(one: Picked | None) -> None:
            if one is not None and one.keys:
                number = UNBEGUN if one.keys[0] == _NEW else int(one.keys[0])
                self.post_message(intents.TurnTo(number))

        screen = PickerScreen(said("My conversations"), choices, glyphs=glyphs, keymap=self._keymap)
        self.app.push_screen(screen, picked)

    def action_resolve(self) -> None:
        """End the conversation, once that is confirmed."""
        from hoory_tui.screens.confirm import ConfirmScreen

        number = self.visit.at

        def answered(yes: bool | None) -> None:
            if yes:
                self.post_message(intents.Resolve(number))

        question = said(
            "Resolve conversation #{number}? A new message opens it again.", number=number
        )
        self.app.push_screen(ConfirmScreen(question), answered)

    # Ourselves

    def action_change_self(self) -> None:
        """Change our name or our e-mail address."""
        from hoory_tui.screens.picker import Choice, PickerScreen

        me = self.visit.me
        if me is None:
            self.notify(said("The server has not answered yet."), markup=False)
            return
        choices = [
            Choice("name", said("Name"), me.name),
            Choice("email", said("E-mail address"), me.email),
        ]

        def picked(one: Picked | None) -> None:
            if one is not None and one.keys:
                self._change(one.keys[0])

        glyphs = self._moment().glyphs
        screen = PickerScreen(said("Who you are here"), choices, glyphs=glyphs, keymap=self._keymap)
        self.app.push_screen(screen, picked)

    def _change(self, what: str) -> None:
        from hoory_tui.screens.field import FieldScreen, Typed

        me = self.visit.me
        assert me is not None
        is_name = what == "name"

        def typed(one: Typed | None) -> None:
            if one is not None:
                name, email = (one.value, None) if is_name else (None, one.value)
                self.post_message(intents.ChangeSelf(name, email))

        screen = FieldScreen(
            said("Your name") if is_name else said("Your e-mail address"),
            me.name if is_name else me.email,
            read_name if is_name else _read_address,
            keymap=self._keymap,
            ascii_only=self._moment().glyphs.is_ascii,
        )
        self.app.push_screen(screen, typed)

    # The console itself

    def action_help(self) -> None:
        """Show all keys; the one that is chosen runs."""
        from hoory_tui.screens.help import HelpScreen

        focused = self.focused
        glyphs = self._moment().glyphs
        offers = visit_offers(self.standing(), self._keymap)

        def chosen(picked: Picked | None) -> None:
            for key in KEYS:
                if picked is not None and key.id in picked.keys:
                    spaces = {
                        Context.CONSOLE: self.app,
                        Context.COMPOSER: self.composer.text,
                        Context.ROWS: self.messages,
                    }
                    if focused is not None:
                        self.set_focus(focused)
                    space = spaces.get(key.context, self)
                    self.app.call_later(self.app.run_action, key.action, space)

        self.app.push_screen(HelpScreen(offers, glyphs=glyphs, keymap=self._keymap), chosen)

    def action_reload(self) -> None:
        """Fetch everything again."""
        self.post_message(asked.Reload())

    def action_redraw(self) -> None:
        """Draw the whole screen again."""
        self.refresh(repaint=True, layout=True)
        self.show_everything()

    def action_leave_or_quit(self) -> None:
        """Quit."""
        self.app.call_later(self.app.run_action, "quit")


def _read_address(text: str) -> str:
    address = read_email(text)
    if address is None:
        raise UnfitError(said("Type an e-mail address."))
    return address
