"""What the contact's console keeps of a session between two starts, in one private file.

The session's id is all that anybody needs to read and to write in the contact's name, so the
file is its owner's alone, and one console at a time writes it.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Final

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.paths import ensure_private_dir
from hoory_tui.config.private import MAX_BYTES, read_private, write_private
from hoory_tui.keep.private import FILE_MODE, OPEN_FLAGS, try_lock
from hoory_tui.store.records import OutgoingFile, Pending, SendState
from hoory_tui.words import saying

_VERSION: Final = 1
_LEFT: Final = (SendState.SENDING, SendState.CHECKING)


@dataclass(frozen=True)
class KeptVisit:
    """A session and what was written in it; conversation 0 is one that has not begun."""

    source_id: str = field(default="", repr=False)
    conversation_id: int = 0
    drafts: dict[int, str] = field(default_factory=dict)
    sends: tuple[Pending, ...] = ()


class VisitFile:
    """The file of one session; made with a path, or with None for what is kept nowhere."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock: int | None = None
        self._written: KeptVisit | None = None
        self._turn = Lock()

    def open(self) -> bool:
        """Take the file for ourselves; False if another console has it, and then keep nothing.

        Raises ConfigError where its folder cannot be used.
        """
        if self._path is None:
            return True
        ensure_private_dir(self._path.parent)
        descriptor = os.open(self._path.with_name(f"{self._path.name}.lock"), OPEN_FLAGS, FILE_MODE)
        if try_lock(descriptor):
            self._lock = descriptor
            return True
        os.close(descriptor)
        self._path = None
        return False

    @property
    def keeps(self) -> bool:
        """Whether there is a file that is ours."""
        return self._path is not None

    def close(self) -> None:
        """Leave the file to the next console."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def read(self) -> KeptVisit:
        """Return what was kept; raises ConfigError for a file that is not ours or no such file."""
        if self._path is None:
            return KeptVisit()
        content = read_private(self._path)
        if content is None:
            return KeptVisit()
        try:
            return _from_json(json.loads(content[:MAX_BYTES]))
        except (LookupError, RecursionError, TypeError, ValueError, AttributeError):
            raise ConfigError(
                saying("this is no session of a contact"),
                path=self._path,
                kept=saying("nothing was read from it"),
                remedy=saying("move it away, or name another file with --session"),
            ) from None

    def put_aside(self) -> None:
        """Keep the session of before under another name, so that a new one can take its place."""
        if self._path is not None:
            with contextlib.suppress(FileNotFoundError):
                self._path.replace(self._path.with_name(f"{self._path.name}.before"))

    def write(self, kept: KeptVisit) -> None:
        """Keep this in place of what was kept; raises ConfigError when it cannot be written.

        Who writes in several threads is let in one after the other.
        """
        with self._turn:
            is_nothing = not kept.source_id and not kept.drafts
            if self._path is None or kept == self._written or is_nothing:
                return
            write_private(self._path, json.dumps(_to_json(kept)).encode())
            self._written = kept


def _to_json(kept: KeptVisit) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "source_id": kept.source_id,
        "conversation": kept.conversation_id,
        "drafts": {str(number): text for number, text in kept.drafts.items()},
        "sends": [_send_to_json(one) for one in kept.sends],
    }


def _send_to_json(pending: Pending) -> dict[str, Any]:
    return {
        "echo_id": pending.echo_id,
        "conversation": pending.conversation_id,
        "content": pending.content,
        "created_at": pending.created_at,
        "after_id": pending.after_id,
        "state": pending.state.value,
        "problem": pending.problem,
        "left_at": pending.left_at,
        "files": [asdict(one) for one in pending.files],
    }


def _from_json(told: dict[str, Any]) -> KeptVisit:
    if told["version"] != _VERSION or not isinstance(told["source_id"], str):
        raise ValueError(saying("another version"))
    return KeptVisit(
        told["source_id"],
        int(told["conversation"]),
        {int(number): str(text) for number, text in told["drafts"].items()},
        tuple(map(_send_from_json, told["sends"])),
    )


def _send_from_json(told: dict[str, Any]) -> Pending:
    state, left_at = SendState(told["state"]), told["left_at"]
    if state in _LEFT:
        # Whoever ended in the middle of it does not know what became of it.
        state = SendState.CHECKING
    return Pending(
        echo_id=str(told["echo_id"]),
        conversation_id=int(told["conversation"]),
        content=str(told["content"]),
        private=False,
        created_at=float(told["created_at"]),
        after_id=int(told["after_id"]),
        state=state,
        problem=str(told["problem"]),
        left_at=float(left_at) if left_at is not None else None,
        files=tuple(OutgoingFile(**one) for one in told["files"]),
    )
