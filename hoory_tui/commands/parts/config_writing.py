"""Writing the settings: a file to begin with, and the person's own editor on what is there."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.config import paths
from hoory_tui.config.private import write_private
from hoory_tui.config.template import commented
from hoory_tui.wire.clean import clean_line

if TYPE_CHECKING:
    from hoory_tui.app.configuring import Editing
    from hoory_tui.commands.context import Context

_WHAT_NOW: Final = "Press Enter to edit again, s to save it all the same, d to discard it: "
_CHANGED_BY_OTHERS: Final = (
    "The file was changed by somebody else meanwhile. Press Enter to edit yours again, s to save "
    "it over theirs, d to discard it: "
)
_FROM_BEFORE: Final = (
    "These words were begun before, and would take the place of the whole file. Press Enter to "
    "edit them again, s to save them, d to discard them: "
)
_LEFT: Final = (
    "Words that were never saved are in {file}, of {date}. Press Enter to go on with them, k to "
    "keep them there, d to discard them: "
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
    _offer_left(editing, context)
    while True:
        try:
            asyncio.run(editing.run_editor())
        except EditorError as error:
            raise CommandError(str(error), Exit.FAILED) from None
        if not editing.is_changed:
            editing.give_up()
            context.tell(f"{editing.path} is as it was.")
            return Exit.DONE
        answer = _judge(editing, context)
        if answer == "d":
            editing.give_up()
            context.tell(f"Discarded; {editing.path} is as it was.")
            return Exit.DONE
        if not answer:
            context.tell(f"Not saved; what was edited is in {editing.leave()}.")
            return Exit.FAILED
        if answer == "s":
            editing.save()
            context.tell(f"Saved to {editing.path}; a console that runs takes it up by itself.")
            return Exit.DONE


def _offer_left(editing: Editing, context: Context) -> None:
    """Ask about what is left of editing that was cut off, until some of it is gone on with."""
    left = editing.left_behind()
    while left:
        one = left.pop(0)
        date = time.strftime("%Y-%m-%d %H:%M", time.localtime(one.written_at))
        match _answer(_LEFT.format(file=clean_line(str(one.file)), date=date), context):
            case "d":
                one.remove()
            case "\n":
                editing.go_on_with(one)
                break
            case _:
                one.let_go()
    for one in left:
        one.let_go()


def _judge(editing: Editing, context: Context) -> str:
    """Return what is to be done with the words: s to save, d to discard, "" to leave, else edit."""
    from hoory_tui.app.configuring import mistake_line

    mistakes = editing.mistakes()
    for one in mistakes:
        context.tell(mistake_line(one))
    if editing.is_from_before:
        return _answer(_FROM_BEFORE, context)
    if not mistakes and not editing.is_stale:
        return "s"
    return _answer(_WHAT_NOW if mistakes else _CHANGED_BY_OTHERS, context)


def _answer(question: str, context: Context) -> str:
    """Return the first letter of what is typed, a line's end for Enter, "" when nobody is there."""
    context.stderr.write(question)
    context.stderr.flush()
    line = context.stdin.readline()
    return line.strip().lower()[:1] or ("\n" if line else "")
