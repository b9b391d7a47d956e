"""A recorder beside a running console: it is handed what comes and works in a thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final

from hoory_tui.sdk.clock import elapsed
from hoory_tui.sdk.recording.errors import RecordingError
from hoory_tui.sdk.recording.lines import line_of, line_of_link, line_of_loss, losses_of, parts_of
from hoory_tui.sdk.recording.recorder import Recorder, header_of, told_of
from hoory_tui.sdk.recording.redaction import Redactor
from hoory_tui.sdk.recording.writer import SessionFile
from hoory_tui.wire.events import Malformed
from hoory_tui.wire.link import LinkStatus

if TYPE_CHECKING:
    from hoory_tui.client.batches import Batch
    from hoory_tui.store.happenings import Happening

MOST_WAITING: Final = 20_000
"""Batches and answers that may wait; what comes beyond is counted and left out."""
_PATIENCE: Final = 3.0
"""Seconds that the end waits for what is not written yet."""

Request = dict[str, object]
_Given = tuple[float, float, "Batch | Sequence[Happening] | Request"]


class Tap:
    """Records what a console hears and asks, from `begin` to `close`; nothing of it raises.

    `trouble` is a sentence once the file cannot be written any more.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.trouble = ""
        self.recorder: Recorder | None = None
        self._account_id = 0
        self._given: SimpleQueue[_Given | None] = SimpleQueue()
        self._left_out = 0
        self._is_closed = False
        self._link: tuple[str, str] | None = None
        self._thread: threading.Thread | None = None

    def begin(self, account_id: int, version: str) -> None:
        """Open the file; raises RecordingError. `version` is the server's, "" for not told."""
        if self.recorder is not None:
            return
        redactor = Redactor()
        header = header_of(redactor, account_id=account_id, version=version, by="console")
        self._account_id = account_id
        self.recorder = Recorder(SessionFile(self.path, header), redactor)
        self._thread = threading.Thread(target=self._run, name="recording", daemon=True)
        self._thread.start()

    def hear(self, batch: Batch) -> None:
        """Take what the cable brought."""
        self._give(batch)

    def learn(self, steps: Sequence[Happening]) -> None:
        """Take what was answered, among whatever else has happened."""
        self._give(steps)

    def note_request(self, method: str, path: str, status: int, seconds: float) -> None:
        """Take a request; `path` is a pattern in which nobody's words are."""
        milliseconds = round(seconds * 1000)
        self._give({"method": method, "path": path, "status": status, "ms": milliseconds})

    def close(self) -> str:
        """Write the rest and return what there is to tell of it, "" when nothing was recorded."""
        if self._thread is None or self.recorder is None:
            return ""
        if not self._is_closed:
            self._is_closed = True
            self._given.put(None)
        self._thread.join(_PATIENCE)
        if self.trouble:
            return self.trouble
        if self._thread.is_alive():
            return f"{self.path.name} lacks its end: so much was left to write."
        return told_of(self.recorder)

    def _give(self, what: Batch | Sequence[Happening] | Request) -> None:
        if self._thread is None or self.trouble or self._is_closed:
            return
        if self._given.qsize() >= MOST_WAITING:
            self._left_out += 1
            return
        self._given.put((elapsed(), time.time(), what))

    def _run(self) -> None:
        recorder = self.recorder
        assert recorder is not None
        try:
            while (given := self._given.get()) is not None:
                self._write(recorder, *given)
            if self._left_out:
                recorder.ask({"left_out": self._left_out}, recorder.since_start())
            recorder.finish()
        except RecordingError as error:
            self.trouble = error.sentence

    def _write(
        self,
        recorder: Recorder,
        moment: float,
        now: float,
        what: Batch | Sequence[Happening] | Request,
    ) -> None:
        at = recorder.since_start(moment)
        if isinstance(what, dict):
            recorder.ask(what, at)
        elif isinstance(what, Sequence):
            for step in what:
                for name, data, number in parts_of(step):
                    recorder.take_part(name, data, number, at)
                for number in losses_of(step):
                    recorder.hear(line_of_loss(number, now, self._account_id), at)
        else:
            self._write_batch(recorder, at, now, what)

    def _write_batch(self, recorder: Recorder, at: float, now: float, batch: Batch) -> None:
        for event in batch.events:
            if isinstance(event, Malformed):
                # Its words name keys and never values.
                recorder.ask({"unreadable": event.kind}, at)
            else:
                recorder.hear(line_of(event, now, self._account_id), at)
        self._follow(recorder, at, now, batch.link)

    def _follow(self, recorder: Recorder, at: float, now: float, link: LinkStatus) -> None:
        state = (link.state.value, link.cause.value)
        if state != self._link:
            self._link = state
            recorder.hear(line_of_link(link, now, self._account_id), at)
