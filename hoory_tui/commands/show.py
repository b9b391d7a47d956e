"""`hoory-tui show ID`: a conversation and its latest messages, or all of them."""

from __future__ import annotations

import argparse
from typing import Final

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import Exit
from hoory_tui.commands.parts.asking import Desk
from hoory_tui.commands.parts.message_columns import MESSAGES, THREAD, read_thread
from hoory_tui.commands.parts.output import JSON, PEOPLE, add_output_arguments, write, write_one
from hoory_tui.commands.parts.talk_columns import named
from hoory_tui.commands.parts.values import whole

_USUAL: Final = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which conversation, and how much of it."""
    parser.add_argument("id", type=read_id, metavar="ID", help="the conversation's number")
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--messages",
        type=_count,
        metavar="N",
        default=_USUAL,
        help=f"how many of the latest messages, {_USUAL} without this",
    )
    group.add_argument(
        "--all", dest="messages", action="store_const", const=None, help="all messages"
    )
    add_output_arguments(parser, THREAD, is_list=False, lines=MESSAGES)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Write the conversation."""
    with Desk(context) as desk:
        talk = read_thread(desk, options.id, options.messages)
        if options.form == PEOPLE:
            from hoory_tui.commands.parts.transcript import Transcript

            inboxes = named(desk.ask_list("/inboxes", "payload"))
            inbox = inboxes.get(talk.get("inbox_id")) or f"#{talk.get('inbox_id')}"
            Transcript(context).draw(talk, inbox)
        elif options.form == JSON:
            write_one(talk, THREAD, options, context)
        else:
            write(talk["_messages"], MESSAGES, options, context)
    return Exit.DONE


def read_id(text: str) -> int:
    """Return the number of a conversation that an argument is, with or without a sign."""
    number = whole(text.removeprefix("#"))
    if not number:
        raise argparse.ArgumentTypeError("a conversation is named by its number, such as 1042")
    return number


def _count(text: str) -> int:
    number = whole(text)
    if number is None:
        raise argparse.ArgumentTypeError("how many is a whole number")
    return number
