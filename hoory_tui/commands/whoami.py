"""`hoory-tui whoami`: whose login this is, on which server and in which account."""

from __future__ import annotations

import argparse
from typing import Final

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.asking import Desk, Raw, objects
from hoory_tui.commands.parts.output import Column, Table, add_output_arguments, write_one
from hoory_tui.commands.parts.values import whole
from hoory_tui.wire.clean import clean_line

_ACCOUNT: Final = Table(
    (Column("id", "id"), Column("name", "text"), Column("role", "text")), about="an account"
)
ME: Final = Table(
    (
        Column("id", "id"),
        Column("name", "text"),
        Column("email", "text"),
        Column("role", "text", about="agent or administrator, in the account of the login"),
        Column("availability", "text", about="what was chosen: online, busy or offline"),
        Column("account_id", "whole"),
        Column("account_name", "text"),
        Column("url", "text", title="server"),
        Column("profile", "text", title="login", about="the name of the saved login"),
        Column("accounts", [_ACCOUNT], about="all accounts of the agent"),
    ),
    about="the agent of the login",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say in which forms it comes."""
    add_output_arguments(parser, ME, is_list=False)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Write who it is; asks the server, so it also tells that the token is accepted."""
    with Desk(context) as desk:
        me, number = desk.me, desk.account_id
    accounts = objects(me.get("accounts"))
    here: Raw = next((one for one in accounts if whole(one.get("id")) == number), {})
    if accounts and not here:
        named = ", ".join(f"{one.get('id')} ({one.get('name')})" for one in accounts)
        raise CommandError(
            f"This login has no account {number}; its accounts are: {clean_line(named)}.",
            Exit.NOT_FOUND,
        )
    row = {
        **{key: me.get(key) for key in ("id", "name", "email")},
        "role": here.get("role") or me.get("role"),
        "availability": here.get("availability"),
        "account_id": number,
        "account_name": here.get("name"),
        "url": context.profile.url,
        "profile": context.profile.name,
        "accounts": accounts,
    }
    write_one(row, ME, options, context)
    return Exit.DONE
