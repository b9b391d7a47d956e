"""`macros run`: what it would do shown, asked about where it matters, done, and looked for."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import Exit
from hoory_tui.commands.parts.changing import MANY, PAUSES, own_store
from hoory_tui.commands.parts.confirming import confirm
from hoory_tui.commands.parts.desk import open_desk, run_async
from hoory_tui.commands.parts.failures import command_error, exit_code, without_advice
from hoory_tui.commands.parts.ids import read_ids
from hoory_tui.commands.parts.names import Known, resolve
from hoory_tui.commands.parts.output import IDS, PEOPLE, Column, Table, write
from hoory_tui.lazily import dataclass
from hoory_tui.wire.clean import clean_line

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context
    from hoory_tui.sdk.backend import Backend
    from hoory_tui.sdk.macrorun import MacroRun, Run
    from hoory_tui.store.library import Macro
    from hoory_tui.store.macroplan import Planned
    from hoory_tui.store.state import Store


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of the macro in one conversation."""

    id: int
    result: str
    change: str
    problem: str


TABLE: Final = Table(
    [
        Column("id", "id"),
        Column(
            "result",
            "text",
            choices=("would run", "started", "done", "not seen", "failed", "unsure"),
            about="started: asked for, and nothing more is known",
        ),
        Column("change", "text", about="what it does, step by step"),
        Column("problem", "text", title="", about="what is wrong, or did not show"),
    ],
    about="What is known of a macro in one conversation",
)


def run_macro(
    name: str, given: Sequence[str], options: argparse.Namespace, context: Context
) -> Exit:
    """Run the macro of this name or id over the conversations."""
    from hoory_tui.client.errors import HooryError

    ids = read_ids(given, context)
    if not ids:
        context.tell("No conversation was named, so nothing was run.")
        write([], TABLE, options, context)
        return Exit.DONE
    macro_run: MacroRun | None = None
    try:
        macro, macro_run = run_async(_prepare(name, ids, context))
        if not options.dry_run:
            # Asked between two sessions: a loop would not hear the keyboard's interrupt.
            _ask(macro, macro_run, options, context)
            run_async(_run(macro_run, options, context))
    except HooryError as error:
        raise command_error(error) from None
    except KeyboardInterrupt:
        if macro_run is not None:
            _report(macro_run, options, context)
        raise
    return _report(macro_run, options, context)


async def prepared_store(backend: Backend) -> tuple[Store, tuple[Macro, ...]]:
    """Return a store that knows the names which plans speak of, and the macros."""
    from hoory_tui.store.happenings import (
        AgentsLoaded,
        InboxesLoaded,
        LibraryLoaded,
        TeamsLoaded,
    )
    from hoory_tui.store.reduce import apply

    api, store = backend.api, own_store(backend)
    apply(store, LibraryLoaded(macros=await api.macros()), 0.0)
    apply(store, AgentsLoaded(await api.agents()), 0.0)
    apply(store, TeamsLoaded(await api.teams()), 0.0)
    apply(store, InboxesLoaded(await api.inboxes()), 0.0)
    return store, store.library.macros


async def _prepare(name: str, ids: Sequence[int], context: Context) -> tuple[Macro, MacroRun]:
    from hoory_tui.sdk.clock import elapsed
    from hoory_tui.sdk.macrorun import MacroRun
    from hoory_tui.sdk.patience import Patience

    async with open_desk(context) as backend:
        store, macros = await prepared_store(backend)
        known = [Known(one.id, (one.name,)) for one in macros]
        # A macro writes to customers: half a name is no word to run one by.
        macro_id = resolve("macro", name, known, is_whole=True)
        macro = next(one for one in macros if one.id == macro_id)
        macro_run = MacroRun(store, macro, ids)
        await macro_run.prepare(backend.api, Patience(elapsed, pauses=PAUSES))
        return macro, macro_run


async def _run(macro_run: MacroRun, options: argparse.Namespace, context: Context) -> None:
    from hoory_tui.sdk.clock import elapsed

    async with open_desk(context) as backend:
        await macro_run.start(backend.api)
        if options.wait > 0:
            await macro_run.look(backend.api, options.wait, elapsed)


def _ask(macro: Macro, macro_run: MacroRun, options: argparse.Namespace, context: Context) -> None:
    """Show what it does and ask, when it writes to somebody or there are many."""
    from hoory_tui.store.macroplan import asks_first

    planned = [one for one in macro_run.runs if one.error is None]
    if not planned or not (asks_first(planned[0].plan) or len(planned) > MANY):
        return
    if context.is_asked_by_person and not options.yes:
        context.tell(f"{macro.name} on #{planned[0].id}:")
        for line in _numbered(planned[0].plan):
            context.tell(line)
    one = f"#{planned[0].id}" if len(planned) == 1 else f"{len(planned)} conversations"
    confirm(f"Run it on {one}?", options, context)


def _report(macro_run: MacroRun, options: argparse.Namespace, context: Context) -> Exit:
    if options.dry_run and options.form == PEOPLE:
        for one in macro_run.runs:
            if not _is_bad(one):
                context.stdout.write("\n".join([f"#{one.id}", *_numbered(one.plan), ""]))
    else:
        write(_rows(macro_run, options), TABLE, options, context)
    context.stdout.flush()
    bad = [one for one in macro_run.runs if _is_bad(one)]
    for one in bad:
        context.tell(f"hoory-tui macros: #{one.id}: {_problem(one)}")
    if any(one.stage == "started" for one in macro_run.runs):
        context.tell(
            "The server was asked and does not tell what became of it; --wait 10 looks for it."
            if not options.wait
            else "Nothing of it shows in a conversation, so what became of it is not known."
        )
    if not bad:
        return Exit.DONE
    codes = {_code(one) for one in bad}
    only = codes.pop()
    alike = not codes and (len(bad) == len(macro_run.runs) or only is Exit.UNSURE)
    return only if alike else Exit.FAILED


def _rows(macro_run: MacroRun, options: argparse.Namespace) -> Iterator[Row]:
    for one in macro_run.runs:
        if options.form in (PEOPLE, IDS) and _is_bad(one):
            continue
        steps = "; ".join(_step(step) for step in one.plan)
        yield Row(one.id, one.stage, steps, _problem(one) if _is_bad(one) else "")


def _is_bad(run: Run) -> bool:
    return run.stage in ("failed", "unsure", "not seen")


def _numbered(plan: Sequence[Planned]) -> list[str]:
    return [
        f"  {place}. {_step(step)}{' (so already)' if step.is_idle else ''}"
        for place, step in enumerate(plan, 1)
    ]


def _step(step: Planned) -> str:
    # What a macro writes may have lines of its own.
    text = clean_line(step.text)
    return f"{text}: {step.problem}" if step.problem else text


def _problem(run: Run) -> str:
    from hoory_tui.client.errors import NotFound

    if run.stage == "not seen":
        parts = ", ".join(one.removeprefix("label:") for one in run.missing)
        return f"It was asked for, and this did not show in time: {parts}."
    if run.error is None:
        return "It may run; look before you repeat it."
    if isinstance(run.error, NotFound) and not run.plan:
        return "There is no such conversation, or it is not for you."
    if run.stage != "unsure":
        return run.error.sentence
    said = without_advice(run.error.sentence)
    return f"{said} It may run all the same; look before you repeat it."


def _code(run: Run) -> Exit:
    if run.stage == "unsure":
        return Exit.UNSURE
    return Exit.FAILED if run.error is None else exit_code(run.error)
