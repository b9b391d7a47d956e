"""`hoory-tui search WORDS`: what the server finds in conversations, messages and contacts."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

from hoory_tui.client.errors import NotFound
from hoory_tui.commands.context import Context
from hoory_tui.commands.conversations import add_limit_arguments
from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.asking import Desk, Raw, dig, objects, paged
from hoory_tui.commands.parts.lists import first_ones, write_list
from hoory_tui.commands.parts.output import IDS, Column, Table, add_output_arguments
from hoory_tui.commands.parts.values import whole

KINDS: Final = ("conversations", "messages", "contacts")
_OF_ROWS: Final = ("conversation", "message", "contact")
_PAGE: Final = 15

FOUND: Final = Table(
    (
        Column("kind", "text", about="conversation, message or contact", choices=_OF_ROWS),
        Column("id", "id", title="", about="of the conversation, the message or the contact"),
        Column("conversation_id", "whole", title="in"),
        Column("contact_id", "whole", title=""),
        Column("inbox_id", "whole", title=""),
        Column("name", "text", about="of the contact, or of who wrote the message"),
        Column("created_at", "time", title="from"),
        Column("content", "body", about="of the message, or how the contact is reached"),
    ),
    about="something that was found",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what is looked for, and where."""
    parser.add_argument("words", nargs="+", metavar="WORDS", help="what to look for")
    parser.add_argument(
        "--in", dest="kind", choices=KINDS, metavar="KIND",
        help=f"{', '.join(KINDS)}; all three without this",
    )  # fmt: skip
    add_limit_arguments(parser, _PAGE)
    add_output_arguments(parser, FOUND)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Write what was found, of each kind so many."""
    if options.form == IDS and options.kind is None:
        raise CommandError(
            "--ids needs --in, since contacts and conversations have ids of their own.", Exit.USAGE
        )
    words = " ".join(options.words)
    kinds = (options.kind,) if options.kind else KINDS
    with Desk(context) as desk:
        rows: Iterator[Raw] = chain.from_iterable(
            _find(desk, kind, words, options.limit) for kind in kinds
        )
        if len(kinds) == 1:
            rows = first_ones(rows, options, context)
        if options.form == IDS and options.kind != "contacts":
            _write_conversations(rows, context)
            return Exit.DONE
        return write_list(rows, FOUND, options, context, f"Nothing was found for “{words}”.")


def _write_conversations(rows: Iterator[Raw], context: Context) -> None:
    # A message is answered in its conversation, so that is what other commands take.
    seen: set[int] = set()
    for row in rows:
        number = whole(row.get("conversation_id"))
        if number is not None and number not in seen:
            seen.add(number)
            context.stdout.write(f"{number}\n")


def _find(desk: Desk, kind: str, words: str, limit: int | None) -> Iterator[Raw]:
    def ask(page: int) -> list[Raw]:
        try:
            answer = desk.ask(f"/search/{kind}", q=words, page=page)
        except NotFound:
            return _ask_older(desk, kind, words, page)
        return desk.listed(answer, "payload", kind)

    return map(_ROWS[kind], paged(ask, _PAGE, limit))


def _ask_older(desk: Desk, kind: str, words: str, page: int) -> list[Raw]:
    """Ask a server of before 3.0, which finds conversations by their messages, and contacts."""
    if kind == "contacts":
        return desk.ask_list("/contacts/search", "payload", q=words, page=page)
    answer = desk.ask("/conversations/search", q=words, page=page)
    talks = objects(dig(answer, "payload") or dig(answer, "data", "payload"))
    if kind == "conversations":
        return talks
    return [
        {**one, "conversation_id": talk.get("id")}
        for talk in talks
        for one in objects(talk.get("messages"))
    ]


def _talk_row(row: Raw) -> Raw:
    return {
        "kind": "conversation",
        "id": row.get("id"),
        "conversation_id": row.get("id"),
        "contact_id": dig(row, "contact", "id"),
        "inbox_id": dig(row, "inbox", "id"),
        "name": dig(row, "contact", "name"),
        "created_at": row.get("created_at"),
        "content": dig(row, "message", "content"),
    }


def _message_row(row: Raw) -> Raw:
    return {
        "kind": "message",
        **{key: row.get(key) for key in ("id", "conversation_id", "inbox_id", "created_at")},
        "contact_id": dig(row, "sender", "id") if dig(row, "sender", "type") == "contact" else None,
        "name": dig(row, "sender", "name") or row.get("sender_name"),
        "content": row.get("content"),
    }


def _contact_row(row: Raw) -> Raw:
    ways = [row.get(key) for key in ("email", "phone_number", "identifier")]
    return {
        "kind": "contact",
        "id": row.get("id"),
        "contact_id": row.get("id"),
        "name": row.get("name"),
        "created_at": row.get("created_at"),
        "content": ", ".join(one for one in ways if isinstance(one, str) and one),
    }


_ROWS: Final[dict[str, Callable[[Raw], Raw]]] = {
    "conversations": _talk_row,
    "messages": _message_row,
    "contacts": _contact_row,
}
