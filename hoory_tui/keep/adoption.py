"""Taking over what dead consoles left, each row by exactly one of the living."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Final

from hoory_tui.keep import rows
from hoory_tui.keep.errors import DamagedError
from hoory_tui.keep.holdings import Draft, DraftKey, Holdings, Inherited, Placed
from hoory_tui.keep.instances import Instance
from hoory_tui.store.records import SendState

IN_DOUBT: Final = (SendState.SENDING, SendState.CHECKING)


def adopt(
    connection: sqlite3.Connection, scope: str, instance: Instance, held: Holdings
) -> Inherited:
    """Make the rows of dead consoles ours, inside the caller's immediate transaction.

    A console is dead when its lock is free.  It took the lock before it wrote a row, and its
    rows are read before its lock is tried; so a console that just starts is never robbed.
    """
    dead = [owner for owner in _owners(connection, scope) if not instance.is_alive(owner)]
    drafts = _joined(rows.drafts_of(connection, scope, dead), held)
    pending = _unheld(rows.pending_of(connection, scope, dead), held)
    for owner in dead:
        connection.execute("DELETE FROM draft WHERE scope = ? AND owner = ?", (scope, owner))
        connection.execute("DELETE FROM pending WHERE scope = ? AND owner = ?", (scope, owner))
    for key, draft in drafts.items():
        rows.put_draft(connection, scope, instance.id, key, draft)
    for placed in pending:
        rows.put_pending(connection, scope, instance.id, placed)
    others = _living(connection, scope, instance)
    instance.sweep()
    return Inherited(drafts, pending, others)


def _owners(connection: sqlite3.Connection, scope: str) -> list[str]:
    found = connection.execute(
        "SELECT owner FROM draft WHERE scope = ?1 UNION SELECT owner FROM pending WHERE scope = ?1",
        (scope,),
    )
    return [_checked(owner) for (owner,) in found]


def _checked(owner: object) -> str:
    if not isinstance(owner, str):
        raise DamagedError
    return owner


def _joined(left: list[tuple[DraftKey, Draft]], held: Holdings) -> dict[DraftKey, Draft]:
    """One draft for each key: distinct texts below each other, the older first, ours too."""
    texts: dict[DraftKey, list[Draft]] = {}
    for key, draft in left:
        ours = [held.drafts[key]] if key in held.drafts else []
        texts.setdefault(key, ours).append(draft)
    joined = {}
    for key, drafts in texts.items():
        drafts.sort(key=lambda draft: draft.saved_at)
        distinct = dict.fromkeys(draft.text for draft in drafts)
        joined[key] = Draft("\n".join(distinct), drafts[-1].saved_at)
    return joined


def _unheld(left: list[Placed], held: Holdings) -> list[Placed]:
    found = {}
    for placed in left:
        pending = placed.pending
        if pending.echo_id not in held.pending:
            # Whoever was sending or looking is gone, and nobody knows how it ended.
            if pending.state in IN_DOUBT:
                pending = replace(pending, state=SendState.CHECKING)
            found[pending.echo_id] = replace(placed, pending=pending)
    return list(found.values())


def _living(connection: sqlite3.Connection, scope: str, instance: Instance) -> int:
    others = 0
    for owner, used in connection.execute("SELECT owner, scope FROM console").fetchall():
        if not instance.is_alive(_checked(owner)):
            connection.execute("DELETE FROM console WHERE owner = ?", (owner,))
        elif owner != instance.id and used == scope:
            others += 1
    return others
