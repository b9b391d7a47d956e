"""A thread as the input of a command of the agent's, whose words become a draft."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from textual import on

from hoory_tui.app.macros import MacrosApp
from hoory_tui.app.reaching import NOT_YET
from hoory_tui.config.wordtools import PipeCommand, words_of
from hoory_tui.keys import key_name
from hoory_tui.lazily import dataclass
from hoory_tui.render.lines import cut
from hoory_tui.screens import message_intents as wishes
from hoory_tui.store import select
from hoory_tui.store.happenings import Opened
from hoory_tui.store.records import Message
from hoory_tui.store.timeline import Timeline
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said, to_say

if TYPE_CHECKING:
    from hoory_tui.render.transcript import ThreadHead
    from hoory_tui.screens.picker import Choice, Picked
    from hoory_tui.screens.pipebox import PipeWish

_TYPED: Final = "typed:"
_NAMED: Final = "named:"
_MOST_PAGES: Final = 500
"""Pages of older messages that are loaded for one command: ten thousand messages."""
_MOST_RUN_BEFORE: Final = 9
_NAME_CELLS: Final = 16
_EMPTY: Final = to_say("Type a command and its words, such as: summarise --short")


@dataclass(slots=True)
class Piping:
    """A command at work for a conversation."""

    conversation_id: int
    name: str
    began_at: float


class PipingApp(MacrosApp):
    """An app that gives a thread to a program and never lets its words leave by themselves."""

    _piping: Piping | None = None

    @cached_property
    def _typed_commands(self) -> dict[str, tuple[str, ...]]:
        """What was typed in place of a name from config.toml, in words."""
        return {}

    @cached_property
    def _run_before(self) -> list[str]:
        """Which of it was run, the newest first: it is offered again."""
        return []

    @on(wishes.PipeAsked)
    def _pipe_asked(self, message: wishes.PipeAsked) -> None:
        here = message.conversation_id
        if self._piping is not None:
            self.stop_piping()
        elif not self.ask_again(here):
            self._choose_command(here)

    @on(wishes.StopPipe)
    def stop_piping(self) -> None:
        """Stop the command that is at work; its words are dropped, drafts are as they were."""
        if self._piping is not None:
            name, self._piping = self._piping.name, None
            self.workers.cancel_group(self, "pipe")
            self.main.say_busy("")
            self.notify(
                said("{name} was stopped; your drafts are as they were.", name=name), markup=False
            )

    # Choosing what to run

    def _choose_command(self, conversation_id: int) -> None:
        from hoory_tui.screens.picker import Choice, PickerScreen

        def typed(text: str) -> Choice | None:
            try:
                words = words_of(text)
            except ValueError as error:
                return Choice(_TYPED, f"{text}: {error}")
            self._typed_commands[text] = words
            return Choice(f"{_TYPED}{text}", said("Run: {text}", text=text))

        def picked(found: Picked | None) -> None:
            if found is not None and found.keys and found.keys[0] != _TYPED:
                self._look_at_command(conversation_id, found.keys[0])
                if found.keys[0].startswith(_TYPED):
                    self._note_run(found.keys[0].removeprefix(_TYPED))

        choices = [
            Choice(f"{_NAMED}{name}", name, hint=" ".join(one.command))
            for name, one in self.settings.pipe.items()
        ]
        choices += [
            Choice(f"{_TYPED}{one}", one, hint=said("run before")) for one in self._run_before
        ]
        picker = PickerScreen(
            said("Give #{number} to a command", number=conversation_id),
            choices,
            glyphs=self._glyphs,
            keymap=self.settings.keymap(),
            free=typed,
            empty=said(_EMPTY),
            prompt=said("a command"),
        )
        self.push_screen(picker, picked)

    def _note_run(self, text: str) -> None:
        others = [one for one in self._run_before if one != text]
        self._run_before[:] = [text, *others[: _MOST_RUN_BEFORE - 1]]

    def _look_at_command(self, conversation_id: int, key: str) -> None:
        from hoory_tui.screens.pipebox import PipeScreen, PipeWish

        if key.startswith(_NAMED):
            name = key.removeprefix(_NAMED)
            command = self.settings.pipe[name]
        else:
            words = self._typed_commands[key.removeprefix(_TYPED)]
            name, command = words[0].rpartition("/")[2], PipeCommand(command=words)
        wish = PipeWish(
            name,
            command.command,
            command.seconds,
            as_json=command.format == "json",
            notes=command.notes,
            whole=command.whole,
        )
        timeline = self.store.timelines.get(conversation_id)

        def answered(wanted: PipeWish | None) -> None:
            if wanted is not None:
                self._start_piping(conversation_id, wanted)

        box = PipeScreen(
            f"#{conversation_id}: {name}",
            wish,
            len(timeline) if timeline is not None else 0,
            has_older=timeline is None or timeline.has_older,
            glyphs=self._glyphs,
            keymap=self.settings.keymap(),
            now=self._now,
        )
        self.push_screen(box, answered)

    # Running it

    def _start_piping(self, conversation_id: int, wish: PipeWish) -> None:
        if self._piping is not None:
            self.notify(said("One command at a time; P stops the one at work."), markup=False)
            return
        needs_server = wish.whole or self._timeline(conversation_id) is None
        if needs_server and self._backend is None:
            self.notify(said(NOT_YET), markup=False)
            return
        self._piping = Piping(conversation_id, wish.name, self._monotonic())
        self._show_piping()
        job = self._pipe(self._piping, wish)
        (self._work if needs_server else self._work_here)(job, "pipe", exclusive=True)

    def _timeline(self, conversation_id: int) -> Timeline | None:
        timeline = self.store.timelines.get(conversation_id)
        return timeline if timeline is not None and timeline.loaded else None

    async def _pipe(self, piping: Piping, wish: PipeWish) -> None:
        from hoory_tui.app.children import RunError, run_words
        from hoory_tui.render.transcript import chosen, thread_json, thread_text

        here = piping.conversation_id
        try:
            messages = await self._messages_for(here, whole=wish.whole)
            if messages is None:
                return
            picked = chosen(messages, notes=wish.notes)
            head = self._head_of(here)
            if wish.as_json:
                given = thread_json(head, picked)
            else:
                given = thread_text(head, picked, self._zone)
            written = await run_words(wish.command, given, seconds=wish.seconds)
        except RunError as error:
            self._complain(error.sentence)
            return
        finally:
            # Of one that was stopped nothing is left to take back.
            if self._piping is piping:
                self._piping = None
                if self.is_running:
                    self.main.say_busy("")
        self._take_words(here, wish.name, written.text, is_cut=written.is_cut)

    def _take_words(self, here: int, name: str, text: str, *, is_cut: bool) -> None:
        if not text.strip():
            self.notify(
                said(
                    "{name} wrote nothing, so the draft of #{here} is as it was.",
                    name=name,
                    here=here,
                ),
                markup=False,
            )
            return
        cut = (
            " " + said("It wrote more than a message holds; the end is missing.") if is_cut else ""
        )
        if self.bring_words(here, text, name):
            self.notify(
                said(
                    "What {name} wrote is the draft of #{here}; nothing was sent.{cut}",
                    name=name,
                    here=here,
                    cut=cut,
                ),
                markup=False,
            )
        elif cut:
            self.notify(f"{name}:{cut}", markup=False)

    async def _messages_for(self, here: int, *, whole: bool) -> list[Message] | None:
        """Return the messages to give away, all of them if asked; None once it was said why not."""
        if self._timeline(here) is None:
            self._take([Opened(here)])
            await self._read_thread(here)
        if whole and not await self._load_whole(here):
            self._complain(
                said(
                    "Not all of #{here} could be loaded, so nothing was run; try again.", here=here
                )
            )
            return None
        timeline = self._timeline(here)
        if timeline is None or not len(timeline):
            self._complain(
                said("There are no messages of #{here} to give away; nothing was run.", here=here)
            )
            return None
        return timeline.messages()

    async def _load_whole(self, here: int) -> bool:
        """Load every older message of a thread; tell whether that worked out."""
        for _ in range(_MOST_PAGES):
            timeline = self._timeline(here)
            if timeline is None:
                return False
            oldest = timeline.oldest_id()
            if not timeline.has_older or oldest is None:
                return True
            await self._sync.load_older(here, oldest)
            # Until the store has taken in what was told.
            await self._told([])
            timeline = self._timeline(here)
            if timeline is not None and timeline.has_older and timeline.oldest_id() == oldest:
                return False
        return False

    def _head_of(self, here: int) -> ThreadHead:
        from hoory_tui.render.transcript import ThreadHead

        conversation = self.store.conversations.get(here)
        timeline = self._timeline(here)
        is_whole = timeline is not None and not timeline.has_older
        if conversation is None:
            return ThreadHead(here, f"#{here}", "", is_whole=is_whole)
        inbox = self.store.inboxes.get(conversation.inbox_id)
        return ThreadHead(
            here,
            select.contact_of(self.store, conversation).label,
            inbox.name if inbox is not None else "",
            conversation.subject,
            conversation.status,
            conversation.labels,
            is_whole,
        )

    # Showing that it is at work

    def _beat(self) -> None:
        super()._beat()
        if self._piping is not None and self.is_running:
            self._show_piping()

    def _show_piping(self) -> None:
        if (piping := self._piping) is not None:
            seconds = round(self._monotonic() - piping.began_at)
            stop = key_name("pipe", self.settings.keymap())
            name = cut(clean_line(piping.name), _NAME_CELLS)
            self.main.say_busy(
                said(
                    "{name} reads #{number}, {seconds} s, {stop} stops",
                    name=name,
                    number=piping.conversation_id,
                    seconds=seconds,
                    stop=stop,
                )
            )
