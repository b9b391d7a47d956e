"""Words on their way to somebody: written, asked about once more, sent once, kept until then."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError
from hoory_tui.commands.parts.failures import without_advice
from hoory_tui.commands.parts.line_views import inbox_of, name_of
from hoory_tui.commands.parts.texts import Words, keep

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context
    from hoory_tui.commands.parts.line_desk import LineDesk
    from hoory_tui.store.records import Conversation

Ask = Callable[[str], Awaitable[str | None]]
"""Says something, and returns the line that is typed then; None when there are no more."""

END: Final = "."
_YES: Final = ("y", "yes", "send")


class LineWriter:
    """What was written to whom and has not left; a conversation holds a reply and a note."""

    def __init__(self, desk: LineDesk, context: Context, ask: Ask) -> None:
        self._desk = desk
        self._context = context
        self._ask = ask
        self.drafts: dict[tuple[int, bool], str] = {}

    def drafts_of(self, number: int) -> list[str]:
        """Return the drafts of a conversation, each with what it is."""
        return [
            f"{'Private note' if private else 'Reply'}, not sent: {self.drafts[number, private]}"
            for private in (False, True)
            if (number, private) in self.drafts
        ]

    def discard(self, number: int) -> bool:
        """Throw the drafts of a conversation away; tell whether there were any."""
        gone = [self.drafts.pop((number, private), None) for private in (False, True)]
        return any(gone)

    async def write(self, to: Conversation, words: str, *, private: bool) -> list[str]:
        """Have words written, confirmed and sent; return what became of them as sentences.

        Raises HooryError where it was surely not sent, and CommandError where it cannot be.
        """
        if not private and not to.can_reply:
            return ["The channel takes no reply now; only a private note can be written."]
        key = (to.id, private)
        text = words or self.drafts.get(key, "") or await self._dictated(to, private=private)
        if not text.strip():
            return ["Nothing was written, so nothing was sent."]
        self.drafts[key] = text
        shown = [] if words else [f"It reads: {text}"]
        question = self._question(to, text, private=private)
        answer = await self._ask("\n".join([*shown, question]))
        if (answer or "").strip().casefold() not in _YES:
            what = "note" if private else "reply"
            return [f"Not sent. It is kept: {what} alone takes it up, discard throws it away."]
        return await self._send(to, text, private=private)

    def _whom(self, to: Conversation, *, private: bool) -> str:
        name, inbox = name_of(self._desk.store, to), inbox_of(self._desk.store, to)
        where = f"conversation {to.id}"
        if private:
            return f"Private note to colleagues in {where}, never shown to {name}"
        return f"Reply to {name} on {inbox}, {where}"

    def _question(self, to: Conversation, text: str, *, private: bool) -> str:
        count = len(text.split())
        words = "1 word" if count == 1 else f"{count} words"
        return f"{self._whom(to, private=private)}, {words}. Send? yes or no"

    async def _dictated(self, to: Conversation, *, private: bool) -> str:
        begin = f"{self._whom(to, private=private)}. Write; a line with a full stop alone ends it."
        lines: list[str] = []
        line = await self._ask(begin)
        while line is not None and line.strip() != END:
            lines.append(line)
            line = await self._ask("")
        return "\n".join(lines).strip("\n")

    async def _send(self, to: Conversation, text: str, *, private: bool) -> list[str]:
        from hoory_tui.commands.parts.drafting import made_ready
        from hoory_tui.sdk.sending import send_once

        desk, key = self._desk, (to.id, private)
        options = argparse.Namespace(note=private, canned=None, cc=[], bcc=[])
        draft = await made_ready(desk.backend.api, desk.store, to.id, text, options)
        try:
            sent = await send_once(
                desk.backend.api,
                to.id,
                draft.text,
                agent_id=desk.store.me_id,
                private=private,
                enclosure=draft.enclosure,
                after_id=draft.after_id,
            )
        except asyncio.CancelledError:
            self._context.tell(
                f"Nothing tells whether it arrived; look at conversation {to.id} before you send "
                "it again."
            )
            raise
        if sent.fate == "arrived":
            del self.drafts[key]
            what = "The note is kept" if private else f"Sent to {name_of(desk.store, to)}"
            return [f"{what}, conversation {to.id}."]
        problem = without_advice(sent.problem)
        if sent.fate == "absent":
            return [f"It did not arrive, and it is kept here. {problem}".strip()]
        return [
            f"Nothing tells whether it arrived. Look at conversation {to.id} with read before you "
            f"send it again; it is kept here. {problem}".strip()
        ]

    def keep_all(self) -> list[str]:
        """Keep what was not sent in files; return a sentence for each."""
        said = []
        for (number, _), text in self.drafts.items():
            where = keep(Words(text, is_only_here=True), number, self._context)
            said.append(f"What you wrote in conversation {number} was not sent.{where}")
        return said


def refused(error: CommandError) -> str:
    """Return the sentence of a refusal as it stands in a dialogue, without options of commands."""
    return error.sentence.replace(", with --note", "")
