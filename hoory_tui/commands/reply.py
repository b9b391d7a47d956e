"""`reply`: a reply or a private note, sent once, with what became of it told honestly."""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.changing import PAUSES, own_store
from hoory_tui.commands.parts.failures import without_advice
from hoory_tui.commands.parts.ids import read_id
from hoory_tui.commands.parts.output import JSON, Column, Table, add_output_arguments, write_one
from hoory_tui.commands.parts.texts import Words, keep, read_words
from hoory_tui.lazily import dataclass

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.commands.context import Context
    from hoory_tui.sdk.sending import Sent
    from hoory_tui.store.records import OutgoingFile
    from hoory_tui.store.state import Store

LONGEST_WAIT: Final = 75.0
"""Seconds for which a message is looked for whose answer did not come."""


@dataclass(frozen=True, slots=True)
class Row:
    """What became of the message; `message_id` is None unless it arrived."""

    message_id: int | None
    conversation_id: int
    result: str
    private: bool
    resolved: bool


TABLE: Final = Table(
    [
        Column("message_id", "whole", about="null unless it arrived"),
        Column("conversation_id", "id"),
        Column("result", "text", choices=("arrived", "absent", "unsure")),
        Column("private", "truth"),
        Column("resolved", "truth", about="whether the conversation was resolved behind it"),
    ],
    about="What became of the message",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what it takes."""
    parser.add_argument("id", metavar="ID", help="the conversation's id")
    parser.add_argument(
        "text",
        nargs="*",
        metavar="TEXT",
        help="the words; - or nothing takes them from the input, on a terminal from your editor",
    )
    parser.add_argument("-f", "--file", metavar="PATH", help="take the words from a file")
    parser.add_argument(
        "--canned", metavar="CODE", help="send the canned response, its variables filled in"
    )
    parser.add_argument(
        "--note", action="store_true", help="write a private note, which the contact never sees"
    )
    parser.add_argument(
        "-a",
        "--attach",
        metavar="PATH",
        action="append",
        default=[],
        help="send this file along; may be given several times",
    )
    for name in ("--cc", "--bcc"):
        parser.add_argument(
            name,
            metavar="ADDRESS",
            action="append",
            default=[],
            help="for mail: also send it there, besides who usually gets it",
        )
    parser.add_argument(
        "--resolve", action="store_true", help="resolve the conversation once it has arrived"
    )
    parser.add_argument(
        "--wait",
        metavar="SECONDS",
        type=float,
        default=LONGEST_WAIT,
        help="how long to look for it in the thread if the answer does not come "
        f"({LONGEST_WAIT:.0f})",
    )
    add_output_arguments(parser, TABLE, is_list=False)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Send it."""
    from hoory_tui.commands.parts.desk import run_async

    conversation_id = read_id(options.id)
    if options.canned is not None and (options.text or options.file is not None):
        raise CommandError(
            "The text is given twice, as a canned response and as words; nothing was sent.",
            Exit.USAGE,
        )
    files = _examined(options.attach)
    has_other = bool(options.canned or files)
    words = read_words(options, context, may_be_none=has_other)
    if not has_other and not words.text.strip():
        raise CommandError("The text is empty, so nothing was sent.", Exit.USAGE)
    return run_async(_Reply(options, context, conversation_id, words, files).go())


def _examined(paths: list[str]) -> list[OutgoingFile]:
    if not paths:
        return []
    from hoory_tui.uploads.errors import UnsendableError
    from hoory_tui.uploads.finding import find
    from hoory_tui.uploads.opening import MOST, examine

    if len(paths) > MOST:
        raise CommandError(
            f"Servers take {MOST} files in one message; nothing was sent.", Exit.USAGE
        )
    try:
        return [examine(find(one)) for one in paths]
    except UnsendableError as error:
        raise CommandError(f"{error.sentence}; nothing was sent.", Exit.USAGE) from None


class _Reply:
    """One message on its way."""

    def __init__(
        self,
        options: argparse.Namespace,
        context: Context,
        conversation_id: int,
        words: Words,
        files: list[OutgoingFile],
    ) -> None:
        self._options = options
        self._context = context
        self._id = conversation_id
        self._words = words
        self._files = files
        self._is_under_way = False

    @property
    def _what(self) -> str:
        return "note" if self._options.note else "reply"

    async def go(self) -> Exit:
        """Send it and tell what became of it."""
        from hoory_tui.client.errors import HooryError, NotFound
        from hoory_tui.commands.parts.desk import open_desk
        from hoory_tui.commands.parts.failures import command_error

        try:
            async with open_desk(self._context) as backend:
                return await self._send(backend.api, own_store(backend))
        except asyncio.CancelledError:
            if self._is_under_way:
                self._context.tell(
                    f"Stopped before it was known what became of the {self._what}; look at "
                    f"#{self._id} before you send it again.{self._kept()}"
                )
            raise
        except NotFound:
            raise CommandError(
                f"There is no conversation #{self._id} for you; nothing was sent.{self._kept()}",
                Exit.NOT_FOUND,
            ) from None
        except HooryError as error:
            # Whatever may have arrived has been looked for and is told of otherwise.
            found = command_error(error)
            raise CommandError(f"{found.sentence}{self._kept()}", found.code) from None
        except CommandError as error:
            raise CommandError(f"{error.sentence}{self._kept()}", error.code) from None

    def _kept(self) -> str:
        return keep(self._words, self._id, self._context)

    async def _send(self, api: AgentApi, store: Store) -> Exit:
        from hoory_tui.commands.parts.drafting import made_ready
        from hoory_tui.sdk.sending import send_once
        from hoory_tui.uploads.errors import UnsendableError

        draft = await made_ready(api, store, self._id, self._words.text, self._options)
        self._is_under_way = True
        try:
            sent = await send_once(
                api,
                self._id,
                draft.text,
                agent_id=store.me_id,
                private=self._options.note,
                files=self._files,
                enclosure=draft.enclosure,
                after_id=draft.after_id,
                patience=max(0.0, self._options.wait),
            )
        except UnsendableError as error:
            raise CommandError(f"{error.sentence}; nothing was sent.", Exit.USAGE) from None
        self._is_under_way = False
        return await self._tell(api, sent)

    async def _tell(self, api: AgentApi, sent: Sent) -> Exit:
        if sent.message is None:
            self._write(sent, resolved=False)
            return self._not_arrived(sent)
        problem = await self._resolve(api) if self._options.resolve else ""
        self._write(sent, resolved=self._options.resolve and not problem)
        if problem:
            self._context.tell(
                f"hoory-tui reply: The {self._what} was sent, but #{self._id} was not resolved: "
                f"{problem}"
            )
            return Exit.FAILED
        return Exit.DONE

    def _not_arrived(self, sent: Sent) -> Exit:
        what, one, kept = self._what, f"#{self._id}", self._kept()
        if sent.fate == "absent":
            self._context.tell(
                f"hoory-tui reply: The {what} did not arrive, and nothing was kept of it there; "
                f"send it again. {without_advice(sent.problem)}{kept}"
            )
            return Exit.UNREACHED
        self._context.tell(
            f"hoory-tui reply: Nothing tells whether the {what} arrived; look at {one} before you "
            f"send it again. {without_advice(sent.problem)}{kept}"
        )
        return Exit.UNSURE

    async def _resolve(self, api: AgentApi) -> str:
        """Resolve the conversation; return why it did not work, or ""."""
        from hoory_tui.client.errors import HooryError
        from hoory_tui.sdk.clock import elapsed
        from hoory_tui.sdk.patience import Patience

        patience = Patience(elapsed, pauses=PAUSES)
        try:
            # Resolving twice is resolving once, so an answer that got lost is asked for again.
            await patience.ask(lambda: api.set_status(self._id, "resolved"))
        except HooryError as error:
            return error.sentence
        return ""

    def _write(self, sent: Sent, *, resolved: bool) -> None:
        message_id = sent.message.id if sent.message is not None else None
        row = Row(message_id, self._id, sent.fate, self._options.note, resolved)
        if self._options.form == JSON:
            write_one(row, TABLE, self._options, self._context)
        elif message_id is not None:
            self._context.stdout.write(f"{message_id}\n")
