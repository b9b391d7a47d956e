"""The file as one console uses it: opened again when it was exchanged, moved aside when broken."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from hoory_tui.keep import rows
from hoory_tui.keep.adoption import adopt
from hoory_tui.keep.database import Database, Identity, identify, open_database, transaction
from hoory_tui.keep.errors import (
    DamagedError,
    is_damage,
    primary_code,
    trouble,
)
from hoory_tui.keep.holdings import Holdings, Inherited
from hoory_tui.keep.instances import Instance
from hoory_tui.keep.private import make_folder

INSTANCES: Final = "instances"
Result = TypeVar("Result")


class Disk:
    """One console's way to the file; belongs to one thread.  Every method raises KeepError."""

    def __init__(self, path: Path, scope: str) -> None:
        self.path = path
        self.scope = scope
        self.notice: str | None = None
        self.instance = Instance(path.parent / INSTANCES)
        self._database: Database | None = None
        self._identity: Identity | None = None
        self._condemned: Identity | None = None

    def open(self, held: Holdings) -> None:
        """Open the file and learn what is known about the server."""
        self._do(held, lambda _: None)

    def write(self, held: Holdings) -> None:
        """Bring everything that is not on disk there, in one transaction."""

        def write(connection: sqlite3.Connection) -> None:
            rows.write(connection, self.scope, self.instance.id, held)

        self._do(held, write)
        if self._is_exchanged():
            # What was just written went to a file that has no name any more.
            self._do(held, write)
        held.all_saved()

    def adopt(self, held: Holdings) -> Inherited:
        """Take over what dead consoles of this scope left, and hold it."""

        def take(connection: sqlite3.Connection) -> Inherited:
            rows.register(connection, self.scope, self.instance.id)
            return adopt(connection, self.scope, self.instance, held)

        inherited = self._do(held, take)
        held.inherit(inherited)
        return inherited

    def close(self) -> None:
        """Let go of the file and then of the lock, so that the next console finds all of ours."""
        self._let_go()
        self.instance.release()

    def _do(self, held: Holdings, action: Callable[[sqlite3.Connection], Result]) -> Result:
        try:
            return self._once(held, action)
        except DamagedError:
            # The file was sound when it was opened; the second try moves it aside.
            try:
                return self._once(held, action)
            except DamagedError:
                name = "SQLITE_CORRUPT"
                raise trouble(sqlite3.DatabaseError(name), self.path) from None

    def _once(self, held: Holdings, action: Callable[[sqlite3.Connection], Result]) -> Result:
        try:
            with transaction(self._ready(held)) as connection:
                return action(connection)
        except DamagedError:
            self._condemned = self._identity
            self._let_go()
            raise
        except sqlite3.Error as error:
            if is_damage(error):
                self._let_go()
                raise DamagedError from None
            if primary_code(error) not in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY):
                # A connection that saw the disk fail may go on failing; a new one may not.
                self._let_go()
            raise trouble(error, self.path) from None
        except OSError as error:
            raise trouble(error, self.path) from None

    def _ready(self, held: Holdings) -> sqlite3.Connection:
        if self._is_exchanged():
            self._let_go()
        if self._database is None:
            make_folder(self.path.parent)
            self.instance.hold()
            opened = open_database(self.path, self.instance.folder, condemned=self._condemned)
            self._database, self._condemned = opened, None
            self._note(opened)
            self._identity = opened.identity
            # It may be another file by the same name, even one with the number of the old one.
            held.none_saved()
            if not held.unsaved_markers:
                held.keeps_markers = rows.keeps_markers(opened.connection, self.scope)
        return self._database.connection

    def _is_exchanged(self) -> bool:
        return self._database is not None and identify(self.path) != self._identity

    def _note(self, opened: Database) -> None:
        if opened.aside is not None:
            self.notice = (
                f"The file of drafts was damaged and a new one was begun; "
                f"the old one is {opened.aside}."
            )

    def _let_go(self) -> None:
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                self._database.connection.close()
            self._database = None
