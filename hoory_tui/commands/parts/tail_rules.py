"""The rules of config.toml beside the lines of ``hoory-tui tail``, where that is wanted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from hoory_tui.commands.exits import CommandError, Exit

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context
    from hoory_tui.sdk.backend import Backend
    from hoory_tui.sdk.ruling import Ruler


@asynccontextmanager
async def ruling(
    backend: Backend, context: Context, *, is_wanted: bool
) -> AsyncIterator[Ruler | None]:
    """Yield what carries the rules out, None where that is not wanted.

    What rules say goes beside the lines, and so does the bell, to a terminal alone.
    """
    if not is_wanted:
        yield None
        return
    from hoory_tui.config.settings import load_settings
    from hoory_tui.sdk.ruling import Ruler

    rules = load_settings(environ=context.environ).rules
    if not rules:
        raise CommandError(
            "--rules needs [[rules]] in config.toml, and there are none; nothing was started.",
            Exit.USAGE,
        )

    def ring() -> None:
        if context.stderr.isatty():
            context.stderr.write("\a")
            context.stderr.flush()

    async with Ruler(
        rules,
        backend.api,
        backend.profile.id,
        ring=ring,
        say=lambda name, text: context.tell(f"{name}: {text}"),
        complain=lambda sentence: context.tell(f"hoory-tui tail: {sentence}"),
        environ=context.environ,
    ) as ruler:
        yield ruler
