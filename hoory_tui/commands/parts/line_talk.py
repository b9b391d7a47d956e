"""The conversation with the desk in plain lines: a line in, sentences out, news in between."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError
from hoory_tui.commands.parts.columns import terminal_width
from hoory_tui.commands.parts.line_deeds import deed_of
from hoory_tui.commands.parts.line_grammar import help_lines, understood
from hoory_tui.commands.parts.line_input import LineInput
from hoory_tui.commands.parts.line_news import LineNews
from hoory_tui.commands.parts.line_views import (
    head_sentence,
    message_lines,
    name_of,
    row_sentence,
)
from hoory_tui.commands.parts.line_writing import LineWriter, refused
from hoory_tui.commands.parts.wrapping import hang
from hoory_tui.sdk.secrecy import SECRETS
from hoory_tui.wire.clean import clean

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context
    from hoory_tui.commands.parts.line_desk import LineDesk
    from hoory_tui.sdk.following.follower import Follower
    from hoory_tui.store.records import Conversation, Message

_END: Final = 5
"""Messages that are read when a conversation is opened."""
_NONE_OPEN: Final = "No conversation is open; open one by its number."


class LineTalk:
    """Reads lines and does what they say, until one says quit or there are no more."""

    def __init__(
        self, desk: LineDesk, follower: Follower, context: Context, *, is_quiet: bool = False
    ) -> None:
        self._desk = desk
        self._context = context
        self._input = LineInput(context.stdin)
        self._is_typed = context.stdin.isatty()
        self._is_idle = False
        """Whether a line is waited for."""
        self._is_listening = False
        self._news = LineNews(follower, desk, self._tell_at_once)
        self._news.is_quiet = is_quiet
        self._writer = LineWriter(desk, context, self._ask)
        self._verbs: Mapping[str, Callable[[str], object]] = {
            "who": self._who,
            "draft": self._draft,
            "discard": self._discard,
            "events": self._events,
            "quiet": self._quiet,
            "help": self._help,
        }

    # Saying

    def say(self, text: str) -> None:
        """Write lines, in which nothing acts on a terminal; on one they break between words."""
        if text:
            # Whatever a stranger wrote: a secret of ours is never said.
            shown = clean(SECRETS.hide_known(text) if SECRETS.holds(text) else text)
            lines = hang(shown, terminal_width(self._context))
            self._context.stdout.write("".join(f"{line}\n" for line in lines))

    async def _ask(self, words: str) -> str | None:
        self.say(words)
        self._context.stdout.flush()
        return await self._input.line()

    async def _next_line(self) -> str | None:
        for sentence in self._news.taken(all_of_them=False):
            self.say(sentence)
        if self._is_typed:
            one = self._desk.opened
            where = f"{one.id} {name_of(self._desk.store, one)}" if one is not None else "hoory"
            self._context.stdout.write(f"{clean(where)}: ")
        self._context.stdout.flush()
        self._is_idle = True
        try:
            return await self._input.line()
        finally:
            self._is_idle = False

    def _tell_at_once(self) -> None:
        # On a terminal nobody can tell whether a line is half typed; a pipe has no such lines.
        if self._is_listening or (self._is_idle and not self._is_typed):
            for sentence in self._news.taken(all_of_them=self._is_listening):
                self.say(sentence)
            self._context.stdout.flush()

    # The loop

    async def go(self) -> None:
        """Talk; raises SignInRefused once the token is no longer accepted."""
        from hoory_tui.client.errors import HooryError, SignInRefused

        gathering = self._news.watch()
        try:
            while (line := await self._next_line()) is not None:
                if not line.strip():
                    continue
                verb, words, problem = understood(line)
                if verb is None:
                    self.say(problem)
                elif verb.name == "quit":
                    break
                else:
                    try:
                        await self._do(verb.name, words)
                    except CommandError as error:
                        self.say(refused(error))
                    except SignInRefused:
                        raise
                    except HooryError as error:
                        self.say(error.sentence)
        finally:
            gathering.cancel()
            with suppress(asyncio.CancelledError, SignInRefused):
                # A token that is refused was said by the request that met it.
                await gathering
            for sentence in self._writer.keep_all():
                self._context.tell(sentence)

    async def _do(self, name: str, words: str) -> None:
        if name in self._verbs:
            self._verbs[name](words)
        elif name in ("list", "mine", "unassigned", "all", "mentions", "more"):
            await self._list(name, words)
        elif name in ("open", "next", "previous"):
            await self._open(name, words)
        elif name == "read":
            await self._read(words)
        elif name in ("reply", "note"):
            await self._write(words, private=name == "note")
        elif name == "listen":
            await self._listen()
        else:
            deed = await deed_of(name, words, self._desk)
            if deed is not None:
                for sentence in await self._desk.do(*deed):
                    self.say(sentence)

    # Looking

    async def _list(self, name: str, words: str) -> None:
        desk = self._desk
        if name == "more":
            rows = await desk.more()
        else:
            rows = await desk.begin(f"{name} {words}" if name != "list" else words)
            self.say(f"{desk.list_name.capitalize()}, {len(rows)} conversations:")
        for row in rows:
            self.say(row_sentence(desk.store, row, time.time()))
        if not rows:
            self.say("There are no more." if name == "more" else "There is none.")
        elif len(rows) >= 25:
            self.say("There may be more; more reads on.")

    async def _open(self, name: str, words: str) -> None:
        number: int | None
        if name == "open":
            given = words.strip().removeprefix("#")
            if not (given.isdecimal() and len(given) < 16):
                self.say("Open needs the number of a conversation, such as open 1042.")
                return
            number = int(given)
        else:
            if not self._desk.listed:
                await self._desk.begin("mine")
            number = self._desk.beside(1 if name == "next" else -1)
        if number is None:
            self.say(f"There is no {name} conversation in the list; list begins one.")
            return
        conversation = await self._desk.open(number)
        self.say(head_sentence(self._desk.store, conversation, time.time()))
        self._tell_messages(self._desk.messages()[-_END:])

    def _open_one(self) -> Conversation:
        one = self._desk.opened
        if one is None:
            raise CommandError(_NONE_OPEN)
        return one

    async def _read(self, words: str) -> None:
        one = self._open_one()
        if words == "older":
            before = len(self._desk.messages())
            await self._desk.older()
            held = self._desk.messages()
            first = self._desk.first_read
            place = next((at for at, each in enumerate(held) if each.id == first), len(held))
            if not place and len(held) == before:
                self.say("The conversation began here.")
                return
            self._tell_messages(held[max(0, place - _END) : place])
            return
        await self._desk.refresh()
        held = self._desk.messages()
        count = len(held) if words == "all" else int(words) if words.isdecimal() else _END
        shown = held[-count:] if count else []
        self._tell_messages(shown)
        if not shown:
            self.say(f"Nothing was written in conversation {one.id} yet.")

    def _tell_messages(self, messages: Sequence[Message]) -> None:
        if messages:
            self._desk.first_read = messages[0].id
        for message in messages:
            for line in message_lines(message):
                self.say(line)

    async def _listen(self) -> None:
        self.say("Listening; Enter ends it.")
        self._is_listening = True
        self._tell_at_once()
        try:
            await self._input.line()
        finally:
            self._is_listening = False

    # Writing

    async def _write(self, words: str, *, private: bool) -> None:
        for sentence in await self._writer.write(self._open_one(), words, private=private):
            self.say(sentence)

    def _draft(self, _words: str) -> None:
        for sentence in self._writer.drafts_of(self._open_one().id) or ["There is no draft."]:
            self.say(sentence)

    def _discard(self, _words: str) -> None:
        gone = self._writer.discard(self._open_one().id)
        self.say("It is thrown away." if gone else "There is no draft.")

    # The rest

    def _who(self, _words: str) -> None:
        self.say(head_sentence(self._desk.store, self._open_one(), time.time()))

    def _events(self, _words: str) -> None:
        for sentence in self._news.taken(all_of_them=True) or ["Nothing happened meanwhile."]:
            self.say(sentence)

    def _quiet(self, words: str) -> None:
        self._news.is_quiet = words.casefold() != "off"
        how = "held back until events is asked for" if self._news.is_quiet else "told again"
        self.say(f"What comes in is {how}.")

    def _help(self, words: str) -> None:
        for line in help_lines(words):
            self.say(line)
