"""Writes down a session while it happens: redacted, dated, counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from hoory_tui import __version__
from hoory_tui.sdk.clock import elapsed
from hoory_tui.sdk.following.items import LINK
from hoory_tui.sdk.recording.format import Asked, End, Header, Heard, Part
from hoory_tui.sdk.recording.redaction import Redactor
from hoory_tui.sdk.recording.writer import SessionFile
from hoory_tui.wire.link import LinkState

ALWAYS: Final = (
    "tokens and secrets",
    "names of people, e-mail addresses, phone numbers, identifiers and source ids",
    "addresses of pages and files, file names, IP addresses",
    "custom attributes",
)
TEXTS: Final = "what people wrote"
NAMES: Final = "names of labels, inboxes and teams"
IDS: Final = "ids (moved up by the same number)"
_EVENT: Final = re.compile(r"[a-z_.:]{1,60}")


@dataclass(slots=True)
class Tally:
    """What a recording holds."""

    events: int = 0
    gaps: int = 0
    """How often the link was lost after it had been live."""
    requests: int = 0
    conversations: set[int] = field(default_factory=set)
    messages: set[int] = field(default_factory=set)


def header_of(
    redactor: Redactor,
    *,
    account_id: int,
    version: str = "",
    shape: dict[str, int] | None = None,
    by: str = "record",
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Header:
    """Return the header of a recording that begins now; `version` is the server's."""
    keeping = redactor.keeping
    kept = [TEXTS] * keeping.texts + [NAMES] * keeping.names
    wanted = [*ALWAYS, TEXTS, NAMES, *([IDS] if redactor.shift else [])]
    generation = version.partition(".")[0]
    return Header(
        console=__version__,
        started_at=now().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        account_id=redactor.id_of(account_id),
        server={"version": version, "generation": f"{generation}.x" if generation else ""},
        shape=shape or {},
        redacted=tuple(one for one in wanted if one not in kept),
        kept=tuple(kept),
        by=by,
    )


class Recorder:
    """Takes what a desk tells and writes it to a file; raises RecordingError when that fails.

    `clock` is in seconds; the recording begins at the first look at it.
    """

    def __init__(
        self, file: SessionFile, redactor: Redactor, *, clock: Callable[[], float] = elapsed
    ) -> None:
        self.file = file
        self.keeping = redactor.keeping
        self.tally = Tally()
        self._redactor = redactor
        self._clock = clock
        self._began_at = clock()
        self._was_live = False

    def since_start(self, moment: float | None = None) -> float:
        """Return the seconds since the recording began, until now or a moment of its clock."""
        return max(0.0, (self._clock() if moment is None else moment) - self._began_at)

    def take_part(
        self,
        name: str,
        data: object,
        conversation_id: int | None = None,
        at: float | None = None,
    ) -> None:
        """Write what was answered, in the shape of its REST answer; `at` is as in `hear`."""
        number = None if conversation_id is None else self._redactor.id_of(conversation_id)
        redacted = self._redactor.redacted(data, name)
        self.file.write(Part(self.since_start() if at is None else at, name, redacted, number))
        if conversation_id is not None:
            self.tally.conversations.add(conversation_id)

    def hear(self, line: dict[str, Any], at: float | None = None) -> None:
        """Write a line of the stream that came now, or `at` so many seconds after the start."""
        event = str(line.get("event", ""))
        if event == LINK:
            self._count_gap(line.get("data"))
        else:
            self._count(event, line)
        moment = self.since_start() if at is None else at
        self.file.write(Heard(moment, self._redacted(event, line)))

    def ask(self, request: dict[str, Any], at: float) -> None:
        """Write a request: its `method`, its `path` as a pattern, `status` and `ms`."""
        self.tally.requests += 1
        self.file.write(Asked(at, request))

    def finish(self) -> None:
        """Write the end, close the file, forget what stands for what; once is enough."""
        if self.file.is_closed:
            return
        counts = {
            "events": self.tally.events,
            "gaps": self.tally.gaps,
            "conversations": len(self.tally.conversations),
            "messages": len(self.tally.messages),
            "withheld": self.file.withheld,
        }
        self.file.write(End(self.since_start(), counts))
        self.file.close()
        self._redactor.close()

    def _redacted(self, event: str, line: dict[str, Any]) -> dict[str, Any]:
        data = line.get("data")
        if event == LINK:
            told = data if isinstance(data, dict) else {}
            # The words that came with it are the server's or a proxy's, and nobody's business.
            shown: object = {key: told[key] for key in ("state", "cause") if key in told}
        else:
            shown = self._redactor.redacted(data)
        number, account = line.get("conversation_id"), line.get("account_id")
        return {
            "v": line.get("v"),
            "at": line.get("at"),
            # A cursor is for going on where a stream ended, which nobody can in a recording.
            "cursor": str(self.tally.events),
            "source": line.get("source"),
            "event": event if _EVENT.fullmatch(event) else "unnamed",
            "account_id": self._redactor.id_of(account) if isinstance(account, int) else None,
            "conversation_id": self._redactor.id_of(number) if isinstance(number, int) else None,
            "data": shown,
        }

    def _count(self, event: str, line: dict[str, Any]) -> None:
        self.tally.events += 1
        if isinstance(number := line.get("conversation_id"), int):
            self.tally.conversations.add(number)
        data = line.get("data")
        told = data.get("id") if isinstance(data, dict) else None
        if event.startswith("message") and isinstance(told, int):
            self.tally.messages.add(told)

    def _count_gap(self, data: object) -> None:
        is_live = isinstance(data, dict) and data.get("state") == LinkState.LIVE
        self.tally.gaps += self._was_live and not is_live
        self._was_live = is_live


def told_of(recorder: Recorder) -> str:
    """Return what a finished recording holds, in sentences for whoever made it."""
    tally, keeping = recorder.tally, recorder.keeping
    replaced = ["names of people", "addresses", "numbers", "files", "attributes"]
    kept: list[str] = []
    (kept if keeping.texts else replaced).append("texts")
    (kept if keeping.names else replaced).append("names of labels, inboxes and teams")
    sentences = [
        f"{recorder.file.path.name}: {_many(len(tally.conversations), 'conversation')}, "
        f"{_many(tally.events, 'event')}, {_many(tally.gaps, 'gap')} in the link, "
        f"{_size(recorder.file.size)}.",
        f"Replaced: {', '.join(replaced)}. Left out: tokens and other secrets.",
    ]
    if kept:
        sentences.append(f"Kept as they were: {', '.join(kept)}.")
    if withheld := recorder.file.withheld:
        sentences.append(f"Left out besides, for a secret was in them: {_many(withheld, 'line')}.")
    return "\n".join(sentences)


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"
