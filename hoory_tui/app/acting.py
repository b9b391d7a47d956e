"""What the agent does to conversations, shown at once and asked of the server; and undoing it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Coroutine, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from textual import on
from textual.notifications import Notification, SeverityLevel

from hoory_tui.app.marking import MarkingApp
from hoory_tui.app.messages import DeedDone, DeedMoved
from hoory_tui.app.reaching import NOT_YET
from hoory_tui.keys import key_name
from hoory_tui.screens import intents
from hoory_tui.store.deeds import Deed
from hoory_tui.store.happenings import Happening
from hoory_tui.wire.link import LinkState, LinkStatus
from hoory_tui.words import counted, said

if TYPE_CHECKING:
    from hoory_tui.app.deeds import Doer
    from hoory_tui.app.undo import Undoer
    from hoory_tui.store.journal import Entry, Item

_SAID: Final = 10.0
"""Seconds for which it is said what was done and that it can be undone."""


class ActingApp(MarkingApp):
    """An app that carries deeds out, remembers them and takes them back."""

    _deed_toast: Notification | None = None

    @cached_property
    def _doer(self) -> Doer:
        # Nobody does anything before the first picture.
        from hoory_tui.app.deeds import Desk, Doer

        return Doer(
            Desk(
                api=self._api,
                store=self.store,
                date=self._date,
                tell=self._tell,
                told=self._told,
                look_again=self._sync.load_conversation,
                token_refused=self._token_refused,
                moved=lambda entry: self._report(DeedMoved(entry.number)),
                now=self._now,
                clock=self._monotonic,
            )
        )

    @cached_property
    def _undoer(self) -> Undoer:
        from hoory_tui.app.undo import Undoer

        return Undoer(self._doer)

    @cached_property
    def _undo_after(self) -> set[int]:
        """Entries that are to be undone as soon as they are through."""
        return set()

    def _report(self, message: DeedMoved | DeedDone) -> None:
        self.post_message(message)

    # Doing

    @on(intents.Do)
    def _do_deed(self, message: intents.Do) -> None:
        self._do(message.deed, message.conversation_ids)

    def _do(self, deed: Deed, conversation_ids: Iterable[int]) -> None:
        wanted = list(dict.fromkeys(conversation_ids))
        sure = [one for one in wanted if not self._is_unconfirmed(one)]
        if len(sure) < len(wanted):
            self.notify(
                said(NOT_YET) if not sure else _some_not_yet(len(wanted) - len(sure)), markup=False
            )
        if sure:
            entry, shown, job = self._doer.begin(deed, sure)
            self._carry_out(entry, entry.items, shown, job)

    def _is_unconfirmed(self, conversation_id: int) -> bool:
        """Tell whether what is shown of a conversation is too old to decide anything by it."""
        return self._backend is None or conversation_id in self.store.unconfirmed

    def _carry_out(
        self,
        entry: Entry,
        ids: Collection[int],
        shown: Sequence[Happening],
        job: Coroutine[Any, Any, None],
    ) -> None:
        self._take(shown)
        about = tuple(ids)

        async def run() -> None:
            await job
            self._report(DeedDone(entry.number, about, undone=False))

        self._work(run(), f"deed-{entry.number}")
        self._show_progress(entry)

    @on(intents.RetryDeed)
    def _retry_deed(self, message: intents.RetryDeed) -> None:
        from hoory_tui.store.journal import State

        entry = self._doer.journal.get(message.number)
        failed = entry.in_state(State.FAILED, State.STOPPED) if entry is not None else []
        if entry is None or not failed or entry.is_running or entry.is_undoing:
            self.notify(said("Nothing of this has failed."), markup=False)
            return
        sure = [item.conversation_id for item in failed if not item.may_have_arrived]
        if sure:
            self._do_again(entry, sure)
            return
        question = _may_be_done(len(failed))

        def answered(yes: bool | None) -> None:
            if yes and not entry.is_running:
                again = entry.in_state(State.FAILED, State.STOPPED)
                self._do_again(entry, [item.conversation_id for item in again])

        self._ask(question, answered)

    def _do_again(self, entry: Entry, ids: list[int]) -> None:
        self._carry_out(entry, ids, *self._doer.retry(entry, ids))

    def lost_at_the_end(self) -> str:
        """Return what would be lost by leaving now, with the changes that are on their way."""
        under_way = sum(
            len(one.items) - one.settled for one in self._doer.journal if one.is_running
        )
        changes = counted("{count} change", "{count} changes", under_way) if under_way else ""
        return said(" and ").join(filter(None, (super().lost_at_the_end(), changes)))

    # Undoing

    def take_back_held(self, conversation_id: int, since: float = 0.0) -> bool:
        """Take back what was sent last in a conversation if it is still held; tell if so.

        What was sent before `since`, in unix seconds, stays held.
        """
        return False

    @on(intents.UndoLast)
    def _undo_last(self) -> None:
        at_hand, entry = self.main.at_hand, self._doer.journal.last_undoable()
        since = entry.at if entry is not None else 0.0
        if at_hand is not None and self.take_back_held(at_hand.id, since):
            return
        if entry is not None:
            self._undo(entry)
            return
        last = next(reversed(list(self._doer.journal)), None)
        told = said("There is nothing to undo yet.")
        if last is not None:
            told = said(
                "There is nothing to undo: the last thing cannot be undone, {why}.",
                why=last.why_not,
            )
        self.notify(told, markup=False)

    @on(intents.UndoDeed)
    def _undo_deed(self, message: intents.UndoDeed) -> None:
        from hoory_tui.store.journal import State

        entry = self._doer.journal.get(message.number)
        if entry is None:
            return
        undone = entry.in_state(State.UNDONE)
        if (entry.is_running or entry.undoable) and not entry.is_undoing:
            self._undo(entry)
        elif undone and not entry.is_undoing:
            self._do(entry.deed, [item.conversation_id for item in undone])
        else:
            self.notify(said("This cannot be undone: {why}.", why=entry.why_not), markup=False)

    def _undo(self, entry: Entry) -> None:
        if entry.is_running:
            # What has not been asked of the server yet stays as it is; of one that is on its
            # way, nobody can tell before it is through.
            entry.is_stopping = True
            if len(entry.items) == 1:
                self._undo_after.add(entry.number)
            self._show_progress(entry)
            return
        about = tuple(item.conversation_id for item in entry.undoable)
        job = self._undoer.begin(entry)

        async def run() -> None:
            await job
            self._report(DeedDone(entry.number, about, undone=True))

        self._work(run(), f"undo-{entry.number}")
        self._show_progress(entry)

    # Saying

    @on(DeedMoved)
    def _show_moved(self, message: DeedMoved) -> None:
        entry = self._doer.journal.get(message.number)
        if entry is not None:
            self._show_progress(entry)

    @on(DeedDone)
    def _say_done(self, message: DeedDone) -> None:
        from hoory_tui.render.deeds import said_done, said_undone
        from hoory_tui.store.journal import State

        entry = self._doer.journal.get(message.number)
        if entry is None:
            return
        items: list[Item] = [entry.items[one] for one in message.about]
        keymap = self.settings.keymap()
        undo, log = key_name("undo", keymap), key_name("log", keymap)
        if message.undone:
            bad = any(item.problem for item in items)
            self._say_deed(said_undone(self.store, entry, items, log), bad=bad)
        elif entry.number in self._undo_after and entry.undoable:
            self._undo_after.discard(entry.number)
            self._undo(entry)
            return
        else:
            self._undo_after.discard(entry.number)
            bad = any(item.state is State.FAILED for item in items)
            self._say_deed(said_done(self.store, entry, items, undo, log, self._zone), bad=bad)
        self._show_progress(entry)

    def _show_progress(self, entry: Entry) -> None:
        """Say in the footer how far a deed on many is, and draw the list of what was done."""
        from hoory_tui.render.deeds import progress, undo_progress

        words = ""
        for one in self._doer.journal:
            if one.is_running and len(one.items) > 1:
                words = progress(one)
            elif one.is_undoing and len(one.items) > 1:
                words = undo_progress(one)
        if self.is_running:
            self.main.say_doing(words)
            self._refresh_log(entry.number)

    def _say_deed(self, words: str, *, bad: bool) -> None:
        """Say what was done, in the place of what was said of the deed before it."""
        from textual.widgets._toast import Toast

        if not self._screen_stack:
            # A console that is being closed shows nothing more.
            return
        old, self._deed_toast = self._deed_toast, None
        if old is not None:
            self._unnotify(old, refresh=False)
            for toast in self.screen.query(Toast):
                if toast._notification is old:
                    toast._expire()
        severity: SeverityLevel = "warning" if bad else "information"
        # Drawn over in one go with the new one, a line of the old one could stay.
        self.call_after_refresh(self._put_toast, words, severity)

    def _put_toast(self, words: str, severity: SeverityLevel) -> None:
        if self._deed_toast is not None:
            self._say_deed(words, bad=severity == "warning")
        else:
            self._deed_toast = self.toast(words, severity, _SAID)

    # The list of what was done

    @on(intents.ShowLog)
    def _show_log(self) -> None:
        from hoory_tui.screens.log import LogScreen

        if not isinstance(self.screen, LogScreen):
            journal, keymap = self._doer.journal, self.settings.keymap()
            self.push_screen(LogScreen(self.store, journal, self._moment, keymap))

    def _refresh_log(self, number: int) -> None:
        show = getattr(self.screen, "show_entry", None)
        if show is not None:
            show(number)

    def _follow_link(self, before: LinkStatus, link: LinkStatus) -> None:
        super()._follow_link(before, link)
        if link.state is LinkState.LIVE and before.state is not LinkState.LIVE:
            self._doer.patience.nudge()

    def _ask(self, question: str, answered: Callable[[bool | None], None]) -> None:
        from hoory_tui.screens.confirm import ConfirmScreen

        self.push_screen(ConfirmScreen(question), answered)


def _some_not_yet(number: int) -> str:
    return counted(
        "{count} are left out: the server has not told of them yet. Try them again later.",
        "{count} are left out: the server has not told of them yet. Try them again later.",
        number,
    )


def _may_be_done(number: int) -> str:
    where = counted("{count} conversation", "{count} conversations", number)
    return said(
        "The answer was lost, so this may be done to {where} already; look there "
        "first. Do it again, though customers may then get it twice?",
        where=where,
    )
