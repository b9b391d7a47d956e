"""What all commands share that change conversations: ids in, one deed, a row for each out."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import Exit
from hoory_tui.commands.parts.confirming import add_yes_argument, confirm
from hoory_tui.commands.parts.counting import counting
from hoory_tui.commands.parts.ids import add_ids_argument, read_ids
from hoory_tui.commands.parts.output import IDS, PEOPLE, Column, Table, add_output_arguments, write
from hoory_tui.lazily import dataclass

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context
    from hoory_tui.sdk.backend import Backend
    from hoory_tui.sdk.manifold import Deal, Manifold
    from hoory_tui.store.deeds import Deed
    from hoory_tui.store.state import Store

MANY: Final = 20
"""More conversations than these are asked about first on a terminal."""
PAUSES: Final = (1.0, 2.0, 4.0, 8.0)
"""Seconds between two attempts at a server that is not reached; somebody waits for the end."""
TURNS: Final = "labels.lock"
"""The file by which runs that write labels take turns."""
_SKIPPED: Final = "It was not tried."


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one conversation, in words; `change` is "" where nothing was done."""

    id: int
    result: str
    change: str = ""
    problem: str = ""


TABLE: Final = Table(
    [
        Column("id", "id"),
        Column(
            "result",
            "text",
            choices=("changed", "already", "would change", "failed", "unsure", "skipped"),
            about="already: nothing was asked; unsure: it may have been done; skipped: not tried",
        ),
        Column("change", "text", about="what was done, or would be"),
        Column("problem", "text", title="", about="why it was not done, in the server's words"),
    ],
    about="What came of one conversation",
)

Chosen = Callable[["Backend", "Store"], Awaitable["Deed"]]
"""Settles what to do once the server can be asked for names; raises HooryError, CommandError."""


def add_changing_arguments(parser: argparse.ArgumentParser, *, ids: bool = True) -> None:
    """Add what every command takes that changes conversations."""
    if ids:
        add_ids_argument(parser)
    parser.add_argument(
        "-n", "--dry-run", action="store_true", help="say what would be done and do nothing"
    )
    add_yes_argument(parser)
    add_output_arguments(parser, TABLE)


def change(
    given: Sequence[str],
    chosen: Chosen,
    options: argparse.Namespace,
    context: Context,
    *,
    is_grave: bool = False,
) -> Exit:
    """Do one deed to all conversations that were named, and write what came of each.

    `is_grave` deeds are asked about first on a terminal, others only when there are many.
    """
    ids = read_ids(given, context)
    if not ids:
        context.tell("No conversation was named, so nothing was changed.")
    elif (is_grave or len(ids) > MANY) and not options.dry_run:
        one = f"#{ids[0]}" if len(ids) == 1 else f"{len(ids)} conversations"
        confirm(f"{options.command.capitalize()} {one}?", options, context)
    run = _Run(chosen, options, context)
    try:
        if ids:
            _carried_out(run, ids)
    except KeyboardInterrupt:
        # Whoever stops it has to know how far it came.
        run.report()
        raise
    run.report()
    return run.code()


def _carried_out(run: _Run, ids: Sequence[int]) -> None:
    from hoory_tui.client.errors import HooryError
    from hoory_tui.commands.parts.desk import run_async
    from hoory_tui.commands.parts.failures import command_error

    try:
        run_async(run.carry_out(ids))
    except HooryError as error:
        # What came of a conversation is in its row: this was before anything was changed.
        raise command_error(error) from None


class _Run:
    """One run: the deals that were made and the words for them."""

    def __init__(self, chosen: Chosen, options: argparse.Namespace, context: Context) -> None:
        self._chosen = chosen
        self._options = options
        self._context = context
        self._manifold: Manifold | None = None
        self._words = ""

    async def carry_out(self, ids: Sequence[int]) -> None:
        """Settle what to do and do it."""
        from hoory_tui.commands.parts.desk import open_desk
        from hoory_tui.config.paths import state_dir
        from hoory_tui.sdk.clock import elapsed
        from hoory_tui.sdk.manifold import Manifold
        from hoory_tui.sdk.patience import Patience
        from hoory_tui.sdk.turns import Turns

        def paused(seconds: float) -> None:
            if self._context.stderr.isatty():
                self._context.tell(f"The server wants a pause of {seconds:.0f} s.")

        turns = Turns(state_dir(self._context.environ) / TURNS)
        async with open_desk(self._context) as backend:
            store = own_store(backend)
            deed = await self._chosen(backend, store)
            self._words = told(store, deed)
            patience = Patience(elapsed, pauses=PAUSES, paused=paused)
            is_dry = self._options.dry_run
            self._manifold = Manifold(
                backend.api, store, patience, deed, ids, turns=turns, is_dry=is_dry
            )
            with turns, counting(self._manifold.deals, self._context):
                await self._manifold.run()

    @property
    def _deals(self) -> Sequence[Deal]:
        return self._manifold.deals if self._manifold is not None else ()

    def _rows(self) -> Iterator[Row]:
        from hoory_tui.sdk.manifold import WORKED, Result

        shows_all = self._options.form not in (PEOPLE, IDS)
        for deal in self._deals:
            worked = deal.result in WORKED
            if worked or shows_all:
                does = deal.result in (Result.CHANGED, Result.WOULD, Result.UNSURE)
                problem = "" if worked else problem_of(deal)
                yield Row(deal.id, deal.result, self._words if does else "", problem)

    def report(self) -> None:
        """Write the rows, and beside the output what did not work, also where nobody reads on."""
        try:
            write(self._rows(), TABLE, self._options, self._context)
            self._context.stdout.flush()
        finally:
            self._tell_problems()

    def _tell_problems(self) -> None:
        from hoory_tui.sdk.manifold import WORKED, Result

        skipped = sum(one.result is Result.SKIPPED for one in self._deals)
        failed = [one for one in self._deals if one.result not in (*WORKED, Result.SKIPPED)]
        for deal in failed:
            self._context.tell(f"hoory-tui {self._options.command}: #{deal.id}: {problem_of(deal)}")
        if (failed or skipped) and len(self._deals) > 1:
            untried = f", and {skipped} were not tried" if skipped else ""
            self._context.tell(f"{len(failed)} of {len(self._deals)} did not work{untried}.")

    def code(self) -> Exit:
        """Return the code: that of the failure where all failed alike, FAILED where some did."""
        from hoory_tui.sdk.manifold import WORKED

        codes = {_code(one) for one in self._deals if one.result not in WORKED}
        codes.discard(None)
        if not codes:
            return Exit.DONE
        nothing_worked = all(one.result not in WORKED for one in self._deals)
        only = codes.pop()
        is_told = (nothing_worked or only in (Exit.UNSURE, Exit.SIGNED_OUT)) and not codes
        return only if is_told and only is not None else Exit.FAILED


def _code(deal: Deal) -> Exit | None:
    from hoory_tui.client.errors import NotAllowed, SignInRefused
    from hoory_tui.commands.parts.failures import exit_code

    if deal.error is None:
        return None
    if deal.result == "unsure":
        return Exit.UNSURE
    if isinstance(deal.error, NotAllowed) and not isinstance(deal.error, SignInRefused):
        # Signed in, and not for this conversation: another token is no help.
        return Exit.FAILED
    return exit_code(deal.error)


def problem_of(deal: Deal) -> str:
    """Return why a deed was not done, or that nobody knows, as a sentence."""
    from hoory_tui.client.errors import NotFound

    if deal.error is None:
        return "It may have been done; look at it." if deal.result == "unsure" else _SKIPPED
    sentence = deal.error.sentence
    if isinstance(deal.error, NotFound) and not deal.is_there:
        return "There is no such conversation, or it is not for you."
    return f"It may have been done: {sentence}" if deal.result == "unsure" else sentence


def own_store(backend: Backend) -> Store:
    """Return a store that knows no more than who we are."""
    from hoory_tui.store.happenings import ProfileLoaded
    from hoory_tui.store.reduce import apply
    from hoory_tui.store.state import Store

    store = Store(backend.api.account_id, backend.profile.id)
    apply(store, ProfileLoaded(backend.profile), 0.0)
    return store


def told(store: Store, deed: Deed) -> str:
    """Return what a deed does in words, moments by the clock of this machine."""
    from datetime import datetime

    from hoory_tui.store.deed_words import done_words
    from hoory_tui.store.deeds import SetStatus

    until = deed.snoozed_until if isinstance(deed, SetStatus) else None
    # The offset of that day: it may not be today's.
    zone = None if until is None else datetime.fromtimestamp(until).astimezone().tzinfo
    return done_words(store, deed, zone)
