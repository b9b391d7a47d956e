"""Writing the settings: a file to begin with, and the person's own editor on what is there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.config import paths
from hoory_tui.config.private import write_private
from hoory_tui.config.template import commented

if TYPE_CHECKING:
    from hoory_tui.app.configuring import Editing
    from hoory_tui.commands.context import Context

_WHAT_NOW: Final = "Press Enter to edit again, s to save it all the same, d to discard it: "
_CHANGED_BY_OTHERS: Final = (
    "The file was changed by somebody else meanwhile. Press Enter to edit yours again, s to save "
    "it over theirs, d to discard it: "
)


def begin(context: Context) -> Exit:
    """Write a config.toml with every key as a comment; one that is there is left alone."""
    file = paths.settings_file(context.environ)
    if file.exists() or file.is_symlink():
        raise CommandError(
            f"{file} is there already and was left as it is; hoory-tui config edit opens it.",
            Exit.FAILED,
        )
    write_private(file, commented().encode())
    context.tell(f"Written to {file}; nothing in it is set yet, hoory-tui config edit opens it.")
    return Exit.DONE


def edit_file(which: str, context: Context) -> Exit:
    """Have a file edited until it is saved, discarded, or left as it was."""
    from hoory_tui.app.configuring import Editing
    from hoory_tui.app.editor import EditorError
    from hoory_tui.config.environment import take_secret

    if not context.is_asked_by_person:
        raise CommandError("an editor needs a terminal, and there is none here.", Exit.USAGE)
    # The editor, and whatever is started in it, must not inherit it.
    take_secret(context.environ, "HOORY_TOKEN")
    editing = Editing(which, context.environ)
    while True:
        try:
            asyncio.run(editing.run_editor())
        except EditorError as error:
            raise CommandError(str(error), Exit.FAILED) from None
        if not editing.is_changed:
            context.tell(f"{editing.path} is as it was.")
            return Exit.DONE
        answer = _judge(editing, context)
        if answer == "d":
            context.tell(f"Discarded; {editing.path} is as it was.")
            return Exit.DONE
        if answer == "s":
            editing.save()
            context.tell(f"Saved to {editing.path}; a console that runs takes it up by itself.")
            return Exit.DONE


def _judge(editing: Editing, context: Context) -> str:
    """Return what is to be done with the words: s to save, d to discard, else edit again."""
    from hoory_tui.app.configuring import mistake_line

    mistakes = editing.mistakes()
    for one in mistakes:
        context.tell(mistake_line(one))
    if not mistakes and not editing.is_stale:
        return "s"
    question = _WHAT_NOW if mistakes else _CHANGED_BY_OTHERS
    context.stderr.write(question)
    context.stderr.flush()
    line = context.stdin.readline()
    # Nobody is there any more, and nobody said that a file with mistakes is wanted.
    return line.strip().lower()[:1] if line else "d"
