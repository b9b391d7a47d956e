"""The columns of a conversation: for programs all that is worth having, for people a few."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hoory_tui.commands.parts.asking import Raw, at, dig
from hoory_tui.commands.parts.output import Column, Table

STATUSES: Final = ("open", "resolved", "pending", "snoozed")
PRIORITIES: Final = ("urgent", "high", "medium", "low")


def _last_message(row: object) -> object:
    newest = dig(row, "last_non_activity_message")
    if newest is None:
        messages = dig(row, "messages")
        newest = messages[-1] if isinstance(messages, list) and messages else None
    return dig(newest, "content")


def _channel(row: object) -> object:
    return dig(row, "meta", "channel") or dig(row, "channel")


TALKS: Final = Table(
    (
        Column("id", "id", about="the number that people use for the conversation"),
        Column("status", "text", about="open, resolved, pending or snoozed"),
        Column("priority", "text", about="urgent, high, medium, low or null"),
        Column("inbox_id", "whole"),
        Column("channel", "text", _channel, about="such as Channel::WebWidget"),
        Column("contact_id", "whole", at("meta", "sender", "id")),
        Column("contact_name", "text", at("meta", "sender", "name")),
        Column("contact_email", "text", at("meta", "sender", "email")),
        Column("contact_phone_number", "text", at("meta", "sender", "phone_number")),
        Column("assignee_id", "whole", at("meta", "assignee", "id"), about="null for nobody"),
        Column("assignee_name", "text", at("meta", "assignee", "name")),
        Column("team_id", "whole", at("meta", "team", "id")),
        Column("team_name", "text", at("meta", "team", "name")),
        Column("labels", "texts"),
        Column("unread_count", "whole"),
        Column("can_reply", "truth"),
        Column("muted", "truth"),
        Column("snoozed_until", "time", about="null without a time, for example until a reply"),
        Column("waiting_since", "time"),
        Column("first_reply_created_at", "time"),
        Column("created_at", "time"),
        Column("last_activity_at", "time", at("timestamp")),
        Column("updated_at", "time", about="null on servers before 4.0"),
        Column("last_message", "body", _last_message, about="without activity, cut by the server"),
    ),
    about="a conversation",
)


PLACED: Final = Table(
    (
        *TALKS.columns,
        Column("login", "text", at("_login"), about="the name of the saved login"),
        Column("account_id", "whole", at("_account_id"), about="the number means one only there"),
        Column("account_name", "text", at("_account_name"), about="null without --all-accounts"),
    ),
    about="a conversation and the account that it is in",
)


def people_table(
    inboxes: Mapping[object, str], *, with_status: bool, with_account: bool = False
) -> Table:
    """Return the columns for people; the inboxes' names are given by their ids."""

    def inbox(row: object) -> str:
        number = dig(row, "inbox_id")
        return inboxes.get(number) or f"#{number}"

    return Table(
        (
            *([Column("account", "text", _account)] if with_account else []),
            Column("id", "id"),
            *([Column("status", "text", spare=1)] if with_status else []),
            Column("priority", "text", spare=2),
            Column("contact", "text", _contact),
            Column("unread", "text", _unread, title="new"),
            Column("assignee", "text", at("meta", "assignee", "name")),
            *([] if with_account else [Column("inbox", "text", inbox, spare=3)]),
            Column("labels", "texts", spare=4),
            Column("last_activity_at", "time", at("timestamp"), title="active"),
            Column("last_message", "body", _last_message, title="last message"),
        )
    )


def placed(row: Raw, login: str, account_id: int, account_name: str | None) -> Raw:
    """Return a row that tells where it is."""
    return {**row, "_login": login, "_account_id": account_id, "_account_name": account_name}


def named(rows: list[Raw]) -> dict[object, str]:
    """Return names by ids."""
    return {one.get("id"): str(one.get("name") or "") for one in rows}


def _account(row: object) -> str:
    login, name = dig(row, "_login"), dig(row, "_account_name")
    return f"{login} / {name}" if name else str(login)


def _contact(row: object) -> object:
    name = dig(row, "meta", "sender", "name")
    return name or dig(row, "meta", "sender", "email") or dig(row, "meta", "sender", "phone_number")


def _unread(row: object) -> str:
    count = dig(row, "unread_count")
    return str(count) if isinstance(count, int) and count > 0 else ""
