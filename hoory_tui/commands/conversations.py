"""`hoory-tui conversations`: the conversations of a list, as many as are wanted."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Final

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.asking import Desk, Raw, dig, paged
from hoory_tui.commands.parts.lists import first_ones
from hoory_tui.commands.parts.output import IDS, PEOPLE, add_output_arguments, write
from hoory_tui.commands.parts.talk_columns import PLACED, STATUSES, named, people_table, placed
from hoory_tui.commands.parts.values import whole

PAGE: Final = 25
_SORTS: Final = {
    "active": "last_activity_at_desc",
    "longest-inactive": "last_activity_at_asc",
    "newest": "created_at_desc",
    "oldest": "created_at_asc",
    "priority": "priority_desc",
    "longest-waiting": "waiting_since_asc",
    "shortest-waiting": "waiting_since_desc",
}
# Servers of before 4.0 date no conversation and know other names.
_OLD_SORTS: Final = {
    "last_activity_at_desc": "latest",
    "created_at_asc": "sort_on_created_at",
    "priority_desc": "sort_on_priority",
    "waiting_since_asc": "sort_on_waiting_since",
}
_TYPES: Final = {"mentions": "mention"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which conversations can be asked for."""
    parser.add_argument(
        "--status", choices=(*STATUSES, "all"), metavar="STATUS",
        help=f"{', '.join(STATUSES)} or all; open without this",
    )  # fmt: skip
    parser.add_argument("--assignee", metavar="WHO", help="me, none, or an agent's name or id")
    parser.add_argument("--inbox", metavar="INBOX", help="an inbox by its name or id")
    parser.add_argument("--team", metavar="TEAM", help="a team by its name or id")
    parser.add_argument(
        "--label", metavar="LABEL", action="append", default=[],
        help="with this label; given again, any of them will do",
    )  # fmt: skip
    parser.add_argument(
        "--only", choices=("mentions", "unattended", "participating"), metavar="LIST",
        help="mentions, unattended or participating",
    )  # fmt: skip
    parser.add_argument("--unread", action="store_true", help="with unread messages")
    parser.add_argument(
        "--filter", metavar="LINE", help="a line of the console's filter, in place of the above"
    )
    parser.add_argument(
        "--sort", choices=tuple(_SORTS), metavar="ORDER", help=f"{', '.join(_SORTS)}"
    )
    add_limit_arguments(parser, PAGE)
    parser.add_argument(
        "--all-accounts", action="store_true",
        help="in every account of every saved login, so many of each",
    )  # fmt: skip
    add_output_arguments(parser, PLACED)


def add_limit_arguments(parser: argparse.ArgumentParser, usual: int) -> None:
    """Let a list be read only so far, or to its end."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--limit", type=_limit, metavar="N", default=usual, help=f"how many, {usual} without this"
    )
    group.add_argument(
        "--all", dest="limit", action="store_const", const=None, help="all there are"
    )
    parser.set_defaults(usual_limit=usual)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Write the conversations."""
    _refuse_contradictions(options, context)
    if options.all_accounts:
        return _run_everywhere(options, context)
    with Desk(context) as desk:
        rows = _wanted(options, desk)
        if options.form != PEOPLE:
            here = (placed(row, desk.login, desk.account_id, None) for row in rows)
            write(first_ones(here, options, context), PLACED, options, context)
            return Exit.DONE
        found = list(islice(rows, None if options.limit is None else options.limit + 1))
        shown = found[: options.limit]
        if not shown:
            context.tell("There is no such conversation.")
            return Exit.DONE
        inboxes = desk.ask_list("/inboxes", "payload")
        with_status = len({row.get("status") for row in shown}) > 1
        table = people_table(named(inboxes), with_status=with_status)
        write(shown, table, options, context)
        if len(found) > len(shown):
            context.tell(f"There are more than these {len(shown)}; --all shows them.")
    return Exit.DONE


def _run_everywhere(options: argparse.Namespace, context: Context) -> Exit:
    from hoory_tui.commands.parts.everywhere import Everywhere

    everywhere = Everywhere(context, options.limit)
    rows = everywhere.rows(lambda desk: _wanted(options, desk))
    if options.form != PEOPLE:
        write(rows, PLACED, options, context)
        return everywhere.code
    shown = list(rows)
    if not shown and everywhere.code is Exit.DONE:
        context.tell("There is no such conversation in any account.")
    with_status = len({row.get("status") for row in shown}) > 1
    write(shown, people_table({}, with_status=with_status, with_account=True), options, context)
    return everywhere.code


def _wanted(options: argparse.Namespace, desk: Desk) -> Iterator[Raw]:
    rows = _rows(options, desk)
    if options.unread:
        return (row for row in rows if (whole(row.get("unread_count")) or 0) > 0)
    return rows


def _refuse_contradictions(options: argparse.Namespace, context: Context) -> None:
    if options.all_accounts and (context.profile_name or context.account or context.token_file):
        raise CommandError(
            "--all-accounts asks every saved login, so it goes with no --profile, --account or "
            "--token-file.",
            Exit.USAGE,
        )
    if options.all_accounts and options.form == IDS:
        raise CommandError(
            "--ids does not go with --all-accounts: a number means another conversation in each; "
            "--jsonl tells both.",
            Exit.USAGE,
        )
    narrowing = [
        f"--{name}" for name in ("assignee", "inbox", "team", "label", "only")
        if getattr(options, name)
    ]  # fmt: skip
    if options.filter is not None and narrowing:
        raise CommandError(
            f"{narrowing[0]} does not go with --filter; write it into the line.", Exit.USAGE
        )
    if options.sort and (options.filter is not None or _is_by_name(options)):
        other = "--filter" if options.filter is not None else "an agent's name as --assignee"
        raise CommandError(
            f"--sort does not go with {other}, since servers know one order for these.", Exit.USAGE
        )
    if options.only and _is_by_name(options):
        raise CommandError("--only goes with --assignee me or none.", Exit.USAGE)


def _is_by_name(options: argparse.Namespace) -> bool:
    return options.assignee is not None and options.assignee.casefold() not in ("me", "none")


def _rows(options: argparse.Namespace, desk: Desk) -> Iterator[Raw]:
    """Return the conversations in their order, read as they are taken."""
    if options.filter is not None:
        from hoory_tui.commands.parts.sifting import sift

        return sift(options.filter, options.status, desk)
    if _is_by_name(options):
        body = _named_rows(options, desk)
        return paged(lambda page: find_page(desk, body, page), PAGE, None)
    return paged(_list_page(options, desk), PAGE, None)


def find_page(desk: Desk, body: dict[str, Any], page: int) -> list[Raw]:
    """Return one page of what fits the rows of a filter."""
    return desk.listed(desk.look_up(f"/conversations/filter?page={page}", body), "payload")


def _list_page(options: argparse.Namespace, desk: Desk) -> Callable[[int], list[Raw]]:
    asked: dict[str, Any] = {
        "status": options.status,
        "assignee_type": _assignee_type(options.assignee),
        "inbox_id": _one(desk, "inbox", options.inbox),
        "team_id": _one(desk, "team", options.team),
        "labels": _labels(desk, options.label) or None,
        "conversation_type": _TYPES.get(options.only, options.only),
        "sort_by": _SORTS[options.sort] if options.sort else None,
    }

    def ask(page: int) -> list[Raw]:
        found = desk.ask_list("/conversations", "data", "payload", page=page, **asked)
        older = _OLD_SORTS.get(asked["sort_by"] or "")
        if page == 1 and found and older and not any(row.get("updated_at") for row in found):
            asked["sort_by"] = older
            found = desk.ask_list("/conversations", "data", "payload", page=page, **asked)
        return found

    return ask


def _assignee_type(given: str | None) -> str:
    return {"me": "me", "none": "unassigned"}.get((given or "").casefold(), "all")


def _named_rows(options: argparse.Namespace, desk: Desk) -> dict[str, Any]:
    wanted: list[tuple[str, list[Any]]] = [
        ("status", [options.status or "open"]),
        ("assignee_id", [_one(desk, "agent", options.assignee)]),
        ("inbox_id", [_one(desk, "inbox", options.inbox)]),
        ("team_id", [_one(desk, "team", options.team)]),
        ("labels", [*_labels(desk, options.label)]),
    ]
    rows: list[dict[str, Any]] = [
        {
            "attribute_key": key,
            "filter_operator": "equal_to",
            "values": values,
            "query_operator": "and",
        }
        for key, values in wanted
        if values and values != [None]
    ]
    # The last row goes on with nothing, or servers glue half a sentence.
    rows[-1]["query_operator"] = None
    return {"payload": rows}


def _one(desk: Desk, kind: str, given: str | None) -> int | None:
    if given is None:
        return None
    from hoory_tui.commands.parts.names import Known, resolve

    paths = {"agent": ("/agents",), "inbox": ("/inboxes", "payload"), "team": ("/teams",)}
    path, *keys = paths[kind]
    known = [
        Known(number, tuple(str(name) for key in ("name", "available_name", "email")
                            if (name := dig(one, key))))
        for one in desk.ask_list(path, *keys)
        if (number := whole(one.get("id"))) is not None
    ]  # fmt: skip
    return resolve(kind, given, known)


def _labels(desk: Desk, given: list[str]) -> list[str]:
    if not given:
        return []
    from hoory_tui.commands.parts.names import Known, resolve

    found = desk.ask_list("/labels", "payload")
    known = [Known(place, (str(one.get("title")),)) for place, one in enumerate(found, 1)]
    return [str(found[resolve("label", f"@{one}", known) - 1].get("title")) for one in given]


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) <= 9 and int(text)):
        raise argparse.ArgumentTypeError("a limit is a whole number from 1 on")
    return int(text)
