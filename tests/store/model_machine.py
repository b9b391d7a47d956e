"""What must hold at every step and at the end, whatever the rules have done.

At the end of every run the link comes back and the catch-up is read: the store holds what the
server holds. Then every event of the run comes in once more, and the last answers that were
under way, as they were when they were asked for; what is in doubt is read again. The store
still holds what the server holds.
"""

from __future__ import annotations

from collections import Counter

from hypothesis.stateful import invariant

from hoory_tui.store.records import Message
from hoory_tui.store.select import in_view, open_load, rows
from hoory_tui.store.views import FIXED
from tests.store.build import ME
from tests.store.model_console import Waiting
from tests.store.model_end import check
from tests.store.model_rules import STATUSES, Rules
from tests.store.model_server import ZOE

RANK = {"progress": 0, "sent": 1, "delivered": 2, "read": 3}


class Machine(Rules):
    """The rules, with what must hold."""

    # What must hold

    @invariant()
    def threads_are_in_order_and_without_doubles(self) -> None:
        for number, timeline in self.console.store.timelines.items():
            held = timeline.messages()
            places = [one.place for one in held]
            assert places == sorted(places)
            assert len({one.id for one in held}) == len(held)
            talk = self.server.talks.get(number)
            if talk is not None:
                assert {one.id for one in held} <= {one["id"] for one in talk.messages}
            for one in held:
                assert one.conversation_id == number
                self.follow(one)

    def follow(self, message: Message) -> None:
        before = self.seen.get(message.id, message.status)
        is_back = RANK.get(message.status, 9) < RANK.get(before, 0)
        assert not is_back or message.id in self.server.was_failed, (before, message)
        self.seen[message.id] = message.status

    @invariant()
    def the_list_is_what_sorting_everything_gives(self) -> None:
        store = self.console.store
        unsent = {one.conversation_id for one in store.outbox.values()}
        talks = store.conversations.values()
        for view in FIXED:
            shown = [one for one in talks if one.id in unsent or in_view(store, one, view)]
            shown.sort(key=lambda one: (-one.spoken_at, -one.id))
            assert list(rows(store, view)) == [one.id for one in shown]
        loads = Counter(one.assignee_id for one in talks if one.status == "open")
        assert {key: one for key, one in open_load(store).items() if one} == {
            key: one for key, one in loads.items() if key is not None
        }

    @invariant()
    def every_send_is_in_one_place(self) -> None:
        store = self.console.store
        shown = Counter(match.pending.echo_id for match in store.matches.values())
        places = shown + Counter(list(store.outbox))
        assert places == Counter(f"e{one + 1}" for one in range(self.console.sent))

    @invariant()
    def every_send_is_on_the_server_once_at_most(self) -> None:
        echoes = Counter(
            one["echo_id"]
            for talk in self.server.talks.values()
            for one in talk.messages
            if "echo_id" in one
        )
        assert not echoes or max(echoes.values()) == 1, echoes

    # The end

    def teardown(self) -> None:
        if not self.is_up:
            self.link(1)
        waiting = self.ask_everything()
        self.end()
        self.settle()
        for event in self.back[::2]:
            self.console.hear(*event)
        self.console.lose_link()
        self.server.pass_time(self.pause)
        self.console.come_back()
        self.settle()
        self.check()
        self.deliver_late(with_last=False)
        self.settle()
        self.check()
        self.deliver_late(with_last=True)
        self.settle()
        self.check()
        self.console.jobs += waiting
        for _ in waiting:
            self.console.answer(len(self.console.jobs) - 1, is_late=True)
            self.carry()
        self.settle()
        self.check()

    def ask_everything(self) -> list[Waiting]:
        """Put questions whose answers come last of all, as they would be now."""
        self.settle()
        for number in sorted(self.console.store.conversations):
            self.console.look_up(number)
            self.console.open(number)
        waiting, self.console.jobs = self.console.jobs, []
        return waiting

    def end(self) -> None:
        """Let the last things happen, seen by the console or not."""
        self.is_up = not self.is_silent
        for pick, recent, deed in self.ending:
            match deed:
                case "status":
                    self.change_status(pick, STATUSES[recent % 4])
                case "assign":
                    self.assign(pick, (None, ME, ZOE)[recent % 3])
                case "read":
                    self.others_read(pick)
                case "gone":
                    self.remove(pick, "talk", 0)
                case "write" | "answer":
                    self.write(pick, "contact" if deed == "write" else "zoe")
                case _:
                    self.change_message(pick, recent, deed)
        self.is_up = True

    def deliver_late(self, *, with_last: bool) -> None:
        """Let events come in once more; the last of each kind may be lost for good."""
        last = {(name, data.get("id")): at for at, (name, data) in enumerate(self.all_said)}
        # The counter of a notification that is long past cannot be told from one that is not.
        late = [
            event
            for at, event in enumerate(self.all_said)
            if (with_last or at not in last.values()) and not event[0].startswith("notification.")
        ]
        half = len(late) // 2
        for event in (*reversed(late[half:]), *late[:half]):
            self.console.hear(*event)

    def check(self) -> None:
        self.threads_are_in_order_and_without_doubles()
        self.every_send_is_in_one_place()
        check(self.console, self.server)

    def settle(self) -> None:
        for _ in range(30):
            self.answer_all()
            self.carry()
            if self.wire:
                self.deliver_all()
            elif self.console.is_restless:
                self.console.rest()
            else:
                return
        raise AssertionError("the doubts never end")
