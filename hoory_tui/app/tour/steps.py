"""The ten steps: what is to be done now, and how it is told that it was."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Final

from hoory_tui.app.tour.sight import Sight
from hoory_tui.words import said, to_say

KeyOf = Callable[[str], str]
"""From the id of a key to its name, marked so that it is drawn as one."""

_PATIENCE: Final = 24
"""Looks at a customer who does not answer, as some do."""
_LOOKED_UP: Final = frozenset(("PaletteScreen", "HelpScreen"))
_SEARCHED: Final = frozenset(("SearchScreen", "GotoScreen"))


class Step(ABC):
    """One thing to do; `before` is what was to be seen when it began."""

    def __init__(self) -> None:
        self.before = Sight()

    def begin(self, now: Sight) -> None:
        """Take note of how things are."""
        self.before = now

    @abstractmethod
    def look(self, now: Sight) -> bool:
        """Take in how things are; tell whether it is done."""

    @abstractmethod
    def words(self, key: KeyOf) -> str:
        """Return what to do now, in one or two sentences."""


class Move(Step):
    """Another conversation is at hand."""

    def look(self, now: Sight) -> bool:
        """Done by any way of going to another row, or straight into one."""
        if self.before.cursor is None:
            # The first row is put at hand by the list, which may still have been empty before.
            self.before = now
        return now.cursor not in (None, self.before.cursor) or now.is_reading

    def words(self, key: KeyOf) -> str:
        """Say how to go up and down."""
        return said(
            "These are conversations that customers began, the latest first. Go down with {down} "
            "and up with {up}, or with the arrows.",
            down=key("nav.down"),
            up=key("nav.up"),
        )


class Open(Step):
    """A conversation is open."""

    def look(self, now: Sight) -> bool:
        """Done when the hands are on a thread."""
        return now.is_reading or now.is_writing

    def words(self, key: KeyOf) -> str:
        """Say how to open and how to come back."""
        return said(
            "Open the one at hand with {open}. Its thread has the keys then; {back} leads back.",
            open=key("open"),
            back=key("back"),
        )


class Reply(Step):
    """A reply arrived; on the way it could be taken back."""

    def __init__(self) -> None:
        super().__init__()
        self._is_held = self._was_held = self._is_writing = False

    def look(self, now: Sight) -> bool:
        """Done when the desk has it."""
        self._is_writing = now.is_writing and not now.is_private
        self._was_held = self._was_held or now.is_held
        self._is_held = now.is_held
        return now.replies > self.before.replies

    def words(self, key: KeyOf) -> str:
        """Say how to write, then how to take it back, then how to send it again."""
        if self._is_held:
            return said(
                "It stands still for a moment before it leaves: {undo} takes it back now. Or just "
                "wait, and the customer gets it.",
                undo=key("undo"),
            )
        if self._was_held:
            return said(
                "Taken back: your words stand in the box again. Change them as you like, and send "
                "them with {send}.",
                send=key("compose.send"),
            )
        if self._is_writing:
            return said(
                "Type an answer, any words will do: nobody is real here. Send it with {send}; "
                "{leave} leaves the box and keeps the draft.",
                send=key("compose.send"),
                leave=key("compose.leave"),
            )
        return said("Answer the customer: {reply} opens the box to write in.", reply=key("reply"))


class Note(Step):
    """A private note arrived."""

    def __init__(self) -> None:
        super().__init__()
        self._is_writing = self._is_private = self._is_noted = False
        self._waited = 0

    def look(self, now: Sight) -> bool:
        """Done when the desk has it and the customer answered, who would disturb the next step."""
        self._is_writing, self._is_private = now.is_writing, now.is_private
        self._is_noted = now.notes > self.before.notes
        self._waited += self._is_noted
        if not self.before.replies:
            # The reply was skipped, so that no customer has anything to answer.
            return self._is_noted
        return self._is_noted and (now.answers > self.before.answers or self._waited > _PATIENCE)

    def words(self, key: KeyOf) -> str:
        """Say what a note is for, and how to send it."""
        if self._is_noted:
            return said("Noted. And here comes the customer: their answer appears by itself.")
        if self._is_writing and not self._is_private:
            return said(
                "What you write now would go to the customer: {switch} makes it a private note.",
                switch=key("compose.switch"),
            )
        if self._is_writing:
            return said(
                "Only colleagues see this, and the box has another colour to show it. Type a few "
                "words and send them with {send}.",
                send=key("compose.send"),
            )
        if not self.before.replies:
            return said(
                "Not all is for the customer: leave a private note for your colleagues with "
                "{note}.",
                note=key("note"),
            )
        return said(
            "It is on its way, and the customer is about to answer: watch the thread. Meanwhile "
            "leave a private note for your colleagues with {note}.",
            note=key("note"),
        )


class Resolve(Step):
    """A conversation was resolved, and that was undone."""

    def __init__(self) -> None:
        super().__init__()
        self._resolved: Sight | None = None

    def look(self, now: Sight) -> bool:
        """Done when what was resolved is open again, by whatever key."""
        if self._resolved is None:
            if now.turned(self.before, "resolved"):
                self._resolved = now
            return False
        return now.turned(self._resolved, "open")

    def words(self, key: KeyOf) -> str:
        """Say how to resolve, then how to undo it."""
        if self._resolved is not None:
            return said(
                "Resolved. Every deed can be undone: do it with {undo}. {log} lists what was done.",
                undo=key("undo"),
                log=key("log"),
            )
        return said(
            "When all is said, a conversation is resolved: do that with {resolve}.",
            resolve=key("resolve"),
        )


class Snooze(Step):
    """A conversation sleeps."""

    def look(self, now: Sight) -> bool:
        """Done when one more is snoozed."""
        return now.turned(self.before, "snoozed")

    def words(self, key: KeyOf) -> str:
        """Say how to snooze."""
        return said(
            "Some things have to wait: {snooze} asks until when, and the conversation comes back "
            "by itself then. Choose a line with the arrows and enter, or type such as 2h.",
            snooze=key("snooze"),
        )


class Assign(Step):
    """A conversation has another agent or team."""

    def look(self, now: Sight) -> bool:
        """Done by giving it to me, to nobody, to anybody, to a team."""
        return now.changed(self.before, "assignee_id", "team_id")

    def words(self, key: KeyOf) -> str:
        """Say how to take a conversation, and how to give it away."""
        return said(
            "Take a conversation with {mine} (once more gives it back), or give it to a colleague "
            "or a team with {other}.",
            mine=key("assign.me"),
            other=key("assign.other"),
        )


class Label(Step):
    """A conversation has other labels."""

    def look(self, now: Sight) -> bool:
        """Done by putting one on or taking one off."""
        return now.changed(self.before, "labels")

    def words(self, key: KeyOf) -> str:
        """Say how to choose labels."""
        return said(
            "Label it: {labels} lists the labels. Type a few letters of one, choose with tab, and "
            "enter puts them on.",
            labels=key("labels"),
        )


class Find(Step):
    """The list was narrowed, filtered, or searched beyond."""

    def look(self, now: Sight) -> bool:
        """Done by any of the ways to find something."""
        return bool(now.narrowed) or bool((now.boxes - self.before.boxes) & _SEARCHED)

    def words(self, key: KeyOf) -> str:
        """Say how to narrow the list, and what else there is."""
        return said(
            "Back on the list ({back}), press {find} and type a name: the list narrows as you "
            "type, enter keeps it. {filter} takes whole filters, {search} looks everywhere.",
            back=key("back"),
            find=key("find"),
            filter=key("filter"),
            search=key("search"),
        )


class LookUp(Step):
    """The palette or the list of keys was opened."""

    def look(self, now: Sight) -> bool:
        """Done when either was open."""
        return bool((now.boxes - self.before.boxes) & _LOOKED_UP)

    def words(self, key: KeyOf) -> str:
        """Say where everything else is found."""
        return said(
            "And everything else? Press {palette} to find any command by its name, or {help} for a "
            "list of all keys. Open one of them.",
            palette=key("palette.quick"),
            help=key("help"),
        )


STEPS: Final[tuple[tuple[str, type[Step]], ...]] = (
    (to_say("Move"), Move),
    (to_say("Open"), Open),
    (to_say("Reply"), Reply),
    (to_say("Private note"), Note),
    (to_say("Resolve and undo"), Resolve),
    (to_say("Snooze"), Snooze),
    (to_say("Assign"), Assign),
    (to_say("Label"), Label),
    (to_say("Find"), Find),
    (to_say("Everything else"), LookUp),
)
"""By name, in their order."""


def farewell(key: KeyOf) -> str:
    """Return what is said behind the last step."""
    return said(
        "That was the tour. Look around as long as you like; {quit} leaves. Then sign in to your "
        "own desk with: hoory-tui login",
        quit=key("quit"),
    )
