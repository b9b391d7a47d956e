"""What the agent does to the conversations that are marked, or to the one at hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from hoory_tui.keys import key_name
from hoory_tui.render.names import shown_name
from hoory_tui.screens import intents
from hoory_tui.screens.marking import MarkingScreen
from hoory_tui.store import select
from hoory_tui.store.deeds import Assign, Deed, SendTranscript, SetMuted, SetRead, SetStatus
from hoory_tui.store.records import Conversation
from hoory_tui.words import counted, said, to_say
from hoory_tui.words.terms import term

if TYPE_CHECKING:
    from hoory_tui.screens.picker import Picked

MANY: Final = 20
"""Conversations above which a slip of the finger would be a lot of work."""
_NAME: Final = 40
"""Cells of a name in a title or a question."""
NO_LABELS: Final = to_say("This account has no labels; an administrator can add some on the web.")


class TriageScreen(MarkingScreen, inherit_bindings=False):
    """A screen on which every verb acts on what is marked, by ids."""

    # What is acted on

    def held(self, ids: tuple[int, ...]) -> list[Conversation]:
        """Return the conversations of these ids that are known."""
        known = self.store.conversations
        return [known[one] for one in ids if one in known]

    def named(self, ids: tuple[int, ...]) -> str:
        """Return what to call these: number and contact of the one, or how many they are."""
        held = self.held(ids)
        if len(held) == 1:
            label = select.contact_of(self.store, held[0]).label
            return f"#{held[0].id} {shown_name(label, self._moment().glyphs, _NAME)}"
        return counted("{count} conversation", "{count} conversations", len(held))

    def do(self, deed: Deed, ids: tuple[int, ...]) -> None:
        """Have this done to all of them; what was marked has been acted on and is no longer."""
        self.post_message(intents.Do(deed, ids))
        self.acted_on(ids)

    def acted_on(self, ids: tuple[int, ...]) -> None:
        """Take the marks off if any of these was marked, for the next key is about others."""
        if set(ids) & set(self._marks):
            self.clear_marks()

    def ask_first(
        self, what: str, ids: tuple[int, ...], then: Callable[[], None], but: str = ""
    ) -> None:
        """Go on at once, or after a yes: with many, with some that are not seen, with a `but`."""
        doubts = [one for one in (self._unseen(ids), self._not_read(ids), but) if one]
        if len(ids) <= MANY and not doubts:
            then()
            return
        from hoory_tui.screens.confirm import ConfirmScreen

        asked = said("{what} {which}?", what=what, which=self.named(ids))
        question = " ".join((asked, *doubts))
        self.app.push_screen(ConfirmScreen(question), lambda yes: then() if yes else None)

    def _unseen(self, ids: tuple[int, ...]) -> str:
        """Return a sentence about those that the list does not show, "" for none."""
        hidden = sum(self.conversations.position_of(one) is None for one in ids)
        if not hidden:
            return ""
        if len(ids) == 1:
            return said("It is not in this list.")
        return counted(
            "{count} of them is not in this list.", "{count} of them are not in this list.", hidden
        )

    def _not_read(self, ids: tuple[int, ...]) -> str:
        """Return a sentence about the thread in which the hands are, when it is not meant."""
        read = self.at_hand
        if read is None or read.id in ids or self.conversations.has_focus:
            return ""
        return said("{which}, which you read, is not among them.", which=self.named((read.id,)))

    def _say_already(self, status: str, ids: tuple[int, ...]) -> None:
        told = said(
            "{which} is {status} already; {key} reopens."
            if len(ids) == 1
            else "{which} are {status} already; {key} reopens.",
            which=self.named(ids),
            status=term(status),
            key=key_name("resolve", self._keymap),
        )
        self.notify(told, markup=False)

    # The verbs of one key

    def action_toggle_resolved(self) -> None:
        """Resolve what is at hand, or reopen it; of several, by the state of the one at hand."""
        ids, one = self.targets, self.decisive
        held = self.held(ids)
        if one is None:
            return
        resolve = one.status == "open"
        status, verb = ("resolved", said("Resolve")) if resolve else ("open", said("Reopen"))
        already = sum((each.status != "open") == resolve for each in held)
        if resolve:
            but = counted("{count} of them is not open.", "{count} of them are not open.", already)
        else:
            but = counted(
                "{count} of them is open already.", "{count} of them are open already.", already
            )
        self.ask_first(verb, ids, lambda: self.do(SetStatus(status), ids), but * bool(already))

    def action_assign_me(self) -> None:
        """Take over what is at hand, or let go of it when all of it is mine."""
        ids, me = self.targets, self.store.me_id
        held = self.held(ids)
        if not held:
            return
        mine = all(one.assignee_id == me for one in held)
        verb = said("Let go of") if mine else said("Assign to me:")
        self.ask_first(verb, ids, lambda: self.do(Assign(None if mine else me), ids))

    def action_resolve_next(self) -> None:
        """Resolve what is at hand and go to the next open conversation of the list."""
        ids = self.targets
        if all(one.status == "resolved" for one in self.held(ids)):
            self._say_already("resolved", ids)
            return

        def resolve() -> None:
            after = self._next_open(ids)
            self.do(SetStatus("resolved"), ids)
            if after is None:
                self.notify(said("No other open conversation is left in this list."), markup=False)
            else:
                self.conversations.set_cursor(after)
                if not self.conversations.has_focus:
                    self._show_at_hand()

        self.ask_first(said("Resolve"), ids, resolve)

    def _next_open(self, ids: tuple[int, ...]) -> int | None:
        """Return the next open conversation below the hand, or the nearest one above it."""
        rows, known = self.conversations.keys, self.store.conversations
        here = self.conversations.position_of(self.conversations.cursor) or 0
        for places in (range(here, len(rows)), range(here - 1, -1, -1)):
            for place in places:
                one = known.get(rows[place])
                if one is not None and one.status == "open" and one.id not in ids:
                    return one.id
        return None

    def action_set_pending(self) -> None:
        """Set what is at hand pending."""
        ids = self.targets
        if all(one.status == "pending" for one in self.held(ids)):
            self._say_already("pending", ids)
            return
        self.ask_first(said("Set pending"), ids, lambda: self.do(SetStatus("pending"), ids))

    def action_toggle_read(self) -> None:
        """Mark what is at hand as read when any of it is unread, else as unread."""
        ids = self.targets
        unread = any(one.unread_count for one in self.held(ids))
        verb = said("Mark as read:") if unread else said("Mark as unread:")
        self.ask_first(verb, ids, lambda: self.do(SetRead(unread), ids))

    def action_toggle_muted(self) -> None:
        """Mute what is at hand, or unmute it when all of it is muted."""
        ids = self.targets
        muted = all(one.muted for one in self.held(ids))
        self.ask_first(
            said("Unmute") if muted else said("Mute"),
            ids,
            lambda: self.do(SetMuted(not muted), ids),
        )

    # The verbs with a box

    def action_snooze(self) -> None:
        """Choose until when to snooze what is at hand, or type it."""
        from hoory_tui.screens import verbchoices as offers

        ids, at = self.targets, self._moment()

        def take(picked: Picked) -> None:
            deed = offers.snoozed(picked.keys[0])
            if deed.snoozed_until is not None and deed.snoozed_until <= self._moment().now:
                self.notify(
                    said("That moment is over by now, so nothing was snoozed."), markup=False
                )
                return
            self.ask_first(said("Snooze"), ids, lambda: self.do(deed, ids))

        self.pick_among(
            said("Snooze {which} until", which=self.named(ids)),
            offers.snoozes(at),
            take,
            free=lambda text: offers.typed_snooze(text, self._moment()),
            empty=said(offers.NO_SUCH_MOMENT),
            prompt=said("2h, tomorrow 9, mon, fri 14:30, 24 dec"),
        )

    def action_assign(self) -> None:
        """Choose whom or which team to assign what is at hand to."""
        from hoory_tui.screens import verbchoices as offers

        ids = self.targets

        def take(picked: Picked) -> None:
            deed = offers.assigning(picked.keys[0])
            self.ask_first(said("Assign"), ids, lambda: self.do(deed, ids))

        choices = offers.assignees(self.store, self.held(ids))
        self.pick_among(
            said("Assign {which} to", which=self.named(ids)),
            choices,
            take,
            prompt=said("an agent or a team"),
        )

    def action_labels(self) -> None:
        """Choose which labels to put on what is at hand, and which to take off."""
        from hoory_tui.screens import verbchoices as offers

        ids = self.targets
        before = offers.label_choices(self.store, self.held(ids))
        if not before.choices:
            self.notify(
                said("This account has no labels; an administrator can add some on the web."),
                markup=False,
            )
            return

        def take(picked: Picked) -> None:
            deed = offers.relabelling(before, picked.keys, picked.partly)
            if deed.add or deed.remove:
                self.ask_first(said("Change the labels of"), ids, lambda: self.do(deed, ids))

        self.pick_among(
            said("Labels of {which}", which=self.named(ids)),
            before.choices,
            take,
            many=True,
            chosen=before.on_all,
            partly=before.on_some,
            empty=said("No label of this account matches."),
            prompt=said("a label"),
        )

    def action_priority(self) -> None:
        """Choose the priority of what is at hand; its digit takes it at once."""
        from hoory_tui.screens import verbchoices as offers

        ids = self.targets

        def take(picked: Picked) -> None:
            deed = offers.prioritising(picked.keys[0])
            self.ask_first(said("Change the priority of"), ids, lambda: self.do(deed, ids))

        choices = offers.priorities(self.held(ids))
        quick = {one.hint: one.key for one in choices}
        self.pick_among(
            said("Priority of {which}", which=self.named(ids)),
            choices,
            take,
            quick=quick,
            prompt=said("a digit or a name"),
        )

    def action_transcript(self) -> None:
        """Choose where to have the thread mailed to."""
        from hoory_tui.screens import verbchoices as offers

        ids = self.targets
        held = self.held(ids)

        def take(picked: Picked) -> None:
            key = picked.keys[0]
            to_each = offers.mails_of_contacts(self.store, held)
            letters = to_each if key == "contacts" else {key.removeprefix("mail:"): list(ids)}
            where = said("It goes to {mail}.", mail=next(iter(letters)))
            if key == "contacts":
                where = said("It goes each to its own contact.")
            mailed = tuple(one for some in letters.values() for one in some)

            def send() -> None:
                for mail, some in letters.items():
                    self.do(SendTranscript(mail), tuple(some))

            # What is mailed cannot be fetched back, so a key of its own says yes.
            self.ask_first(said("Mail the thread of"), mailed, send, where)

        has_mail = bool(offers.mails_of_contacts(self.store, held))
        prompt = said("a mail address, or one of these")
        if not has_mail and len(held) == 1:
            prompt = said("the contact has none: a mail address, or one of these")
        self.pick_among(
            said("Mail the thread of {which} to", which=self.named(ids)),
            offers.addresses(self.store, held),
            take,
            free=offers.typed_address,
            empty=said("Type a whole mail address."),
            prompt=prompt,
        )
