"""`hoory-tui contacts`: contacts by their last activity, or those that a word is found in."""

from __future__ import annotations

import argparse
from typing import Final

from hoory_tui.commands.context import Context
from hoory_tui.commands.conversations import add_limit_arguments
from hoory_tui.commands.exits import Exit
from hoory_tui.commands.parts.asking import Desk, Raw, at, paged
from hoory_tui.commands.parts.lists import first_ones, write_list
from hoory_tui.commands.parts.output import PEOPLE, Column, Table, add_output_arguments

CONTACTS: Final = Table(
    (
        Column("id", "id"),
        Column("name", "text"),
        Column("email", "text"),
        Column("phone_number", "text", title="phone"),
        Column("identifier", "text", title="", about="the id that the contact has elsewhere"),
        Column("company_name", "text", at("additional_attributes", "company_name"), title=""),
        Column("city", "text", at("additional_attributes", "city"), title=""),
        Column("country", "text", at("additional_attributes", "country"), title=""),
        Column("blocked", "truth"),
        Column("availability_status", "text", title="", about="online or offline"),
        Column("created_at", "time", title=""),
        Column("last_activity_at", "time", title="active"),
    ),
    about="a contact",
)
_PAGE: Final = 15
_ORDER: Final = "-last_activity_at"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which contacts can be asked for."""
    parser.add_argument(
        "query", nargs="?", metavar="QUERY", help="a part of a name, an address or a number"
    )
    add_limit_arguments(parser, 25)
    add_output_arguments(parser, CONTACTS)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Write the contacts."""
    limit: int | None = options.limit
    # One more tells people that there are more.
    wanted = limit + 1 if limit is not None and options.form == PEOPLE else limit
    with Desk(context) as desk:

        def ask(page: int) -> list[Raw]:
            if options.query is None:
                return desk.ask_list("/contacts", "payload", page=page, sort=_ORDER)
            return desk.ask_list(
                "/contacts/search", "payload", q=options.query, page=page, sort=_ORDER
            )

        rows = paged(ask, _PAGE, wanted)
        if options.form != PEOPLE:
            found = first_ones(rows, options, context)
            return write_list(found, CONTACTS, options, context, "")
        shown = list(rows)
    code = write_list(shown[:limit], CONTACTS, options, context, "There is no such contact.")
    if limit is not None and len(shown) > limit:
        context.tell(f"There are more than these {limit}; --all shows them.")
    return code
