"""The notifications inbox: what we were told, and going to where it happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from hoory_tui.keys import Context, bindings
from hoory_tui.render.bell import BellRow, bell_ids, bell_row, is_waiting
from hoory_tui.render.facts import Moment
from hoory_tui.screens import knowing_intents
from hoory_tui.screens.livebox import LiveBox, fitting_keys
from hoory_tui.store.changes import Changes
from hoory_tui.store.records import Notification
from hoory_tui.store.state import Store
from hoory_tui.widgets.bellrows import BellRows
from hoory_tui.widgets.painted import Painted
from hoory_tui.words import counted, said, to_say

if TYPE_CHECKING:
    from hoory_tui.screens.picker import Picked

_AROUND: Final = 5
_SPARE: Final = ("bell.delete", "bell.also_read", "bell.snooze", "bell.read_all")
"""Keys that are not named where there is no room for all."""
_EMPTY: Final = to_say("Nothing waits here; what was read can be shown, too.")
_NONE: Final = to_say("Nothing was ever told.")


class BellScreen(LiveBox[None], inherit_bindings=False):
    """Lists notifications by their ids; every key names the one under the cursor by its id."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.BELL)]

    def __init__(
        self, store: Store, moment: Callable[[], Moment], keymap: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._store = store
        self._moment = moment
        self._keymap = keymap
        self._also_read = False
        self._pages = 0
        self._held_by_end = 0
        glyphs = moment().glyphs
        self.rows = BellRows(self._facts, id="bell-rows", glyphs=glyphs)
        self._hint = Painted(ground="bar", id="bell-hint", ascii_only=glyphs.is_ascii)

    def compose(self) -> ComposeResult:
        """Put the rows above the keys."""
        with Vertical(id="bell-box", classes="modal-box"):
            yield self.rows
            yield self._hint

    def on_mount(self) -> None:
        """Show what is held and ask for the rest."""
        self._show_rows()
        self.rows.focus()
        self._next_page()

    def on_resize(self) -> None:
        """Take the rows that fit."""
        self.rows.styles.height = max(2, (self.size.height * 9 // 10 - _AROUND) // 2 * 2)
        self.call_after_refresh(self._show_hint)

    def news(self, changes: Changes) -> None:
        """Show the rows again when they may be different."""
        if changes.notifications or changes.contacts or changes.conversations:
            self._show_rows()

    def _facts(self, key: int) -> BellRow:
        held = self._store.notifications.get(key) or Notification(key)
        return bell_row(self._store, held, self._moment())

    def _show_rows(self) -> None:
        count = self._store.unread_notifications
        title = (
            said("Notifications, {count} unread", count=count) if count else said("Notifications")
        )
        box = self.query_one("#bell-box")
        box.border_title = Content(title)
        box.border_subtitle = Content(
            said("with what was read") if self._also_read else said("unread only")
        )
        ids = bell_ids(self._store, with_read=self._also_read)
        self.rows.show_rows(ids, said(_NONE) if self._also_read else said(_EMPTY))
        self._show_hint()

    @on(BellRows.Moved)
    def _move(self) -> None:
        # What is held grows by a page at a time; when it no longer does, that was all.
        held = len(self._store.notifications)
        if self.rows.is_near_end and held > self._held_by_end:
            self._held_by_end = held
            self._next_page()
        self._show_hint()

    def _next_page(self) -> None:
        self._pages += 1
        self.post_message(knowing_intents.ReadBell(self._pages, self._also_read))

    def _show_hint(self) -> None:
        one = self._at_hand
        words = {"bell.open": said("go there")} if one is not None else {}
        if one is not None:
            words |= {"bell.read": "unread" if one.read_at is not None else "read"}
            words |= {"bell.snooze": "snooze", "bell.delete": "delete"}
        if self._store.unread_notifications:
            words["bell.read_all"] = said("all read")
        words["bell.also_read"] = said("unread only") if self._also_read else said("also read ones")
        words["bell.close"] = "back"
        width = self._hint.size.width or self.size.width
        line = fitting_keys(Context.BELL, words, self._keymap, width, _SPARE)
        self._hint.show([line])

    @on(BellRows.Chosen)
    def _take_click(self) -> None:
        self.action_open()

    @property
    def _at_hand(self) -> Notification | None:
        key = self.rows.cursor
        return self._store.notifications.get(key) if key is not None else None

    # What keys do

    def action_open(self) -> None:
        """Go to where it happened, which reads it."""
        one = self._at_hand
        if one is None:
            self.notify(said("There is no notification here."), markup=False)
            return
        if one.conversation_id is None:
            self.notify(
                said("The server did not tell which conversation this is about."), markup=False
            )
            return
        if one.read_at is None:
            self.post_message(knowing_intents.MarkNotification(one.id, read=True))
        # Gone there once this box is gone, for it holds the list as it is.
        self.dismiss()
        self.app.post_message(knowing_intents.JumpTo(one.conversation_id, one.message_id))

    def action_turn_read(self) -> None:
        """Mark it as read, or as unread again."""
        one = self._at_hand
        if one is not None:
            self._step()
            is_unread = one.read_at is None
            self.post_message(knowing_intents.MarkNotification(one.id, read=is_unread))

    def action_delete(self) -> None:
        """Delete it; nothing else is lost by that."""
        if (one := self._at_hand) is not None:
            self.post_message(knowing_intents.DeleteNotification(one.id))

    def _step(self) -> None:
        # What is read may go where the hand does not follow.
        if self._also_read:
            self.rows.step_cursor(1)

    def action_read_all(self) -> None:
        """Mark all as read, after a question that says how many."""
        from hoory_tui.screens.confirm import ConfirmScreen

        count = self._store.unread_notifications
        if not count:
            self.notify(said("Nothing is unread."), markup=False)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.post_message(knowing_intents.MarkAllNotifications())

        question = counted(
            "Mark {count} notification as read?", "Mark {count} notifications as read?", count
        )
        self.app.push_screen(ConfirmScreen(question), answered)

    def action_snooze(self) -> None:
        """Hide it until a moment that is chosen or typed."""
        from hoory_tui.screens import verbchoices
        from hoory_tui.screens.picker import PickerScreen

        one = self._at_hand
        if one is None or not is_waiting(one):
            self.notify(said("Only what is unread can be snoozed."), markup=False)
            return
        at, notification_id = self._moment(), one.id

        def answered(picked: Picked | None) -> None:
            if picked is not None and picked.keys:
                until = verbchoices.snoozed(picked.keys[0]).snoozed_until
                if until is not None:
                    self.post_message(knowing_intents.SnoozeNotification(notification_id, until))

        choices = [
            each
            for each in verbchoices.snoozes(at)
            if verbchoices.snoozed(each.key).snoozed_until is not None
        ]
        screen = PickerScreen(
            said("Snooze the notification until"),
            choices,
            glyphs=at.glyphs,
            keymap=self._keymap,
            free=lambda text: verbchoices.typed_snooze(text, at),
            empty=said("No such moment: try 2h, tomorrow 9, mon."),
        )
        self.app.push_screen(screen, answered)

    def action_turn_also_read(self) -> None:
        """Show what was read or snoozed besides, or only what waits."""
        self._also_read = not self._also_read
        self._pages = self._held_by_end = 0
        self._show_rows()
        self._next_page()

    def action_close(self) -> None:
        """Go back to the list."""
        self.dismiss()
