"""The command that checks the way to the server, one plain line for each step."""

from __future__ import annotations

import argparse
import textwrap
from contextlib import aclosing
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.output import JSON, Column, Table, add_output_arguments, write_one

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hoory_tui.commands.context import Context
    from hoory_tui.sdk.checkup.case import Case
    from hoory_tui.sdk.checkup.findings import Finding

_USUAL_TIMEOUT: Final = 10.0
_SHORTEST, _LONGEST = 0.1, 300.0
_WIDTH: Final = 80
_WIDEST: Final = 100
"""Longer lines are not easier to read."""
_SIGNS: Final = {"ok": "✓", "fail": "✗", "warn": "!", "skipped": "–"}
_PLAIN_SIGNS: Final = {"ok": "+", "fail": "x", "warn": "!", "skipped": "-"}
_COLOURS: Final = {"ok": "32", "fail": "31;1", "warn": "33", "skipped": "2"}
_INDENT: Final = 25
STATES: Final = ("ok", "warn", "fail", "skipped")

CHECK: Final = Table(
    [
        Column("id", "text", about="What --only takes."),
        Column("name", "text"),
        Column("state", "text", choices=STATES),
        Column("said", "text", about="One plain sentence."),
        Column("hint", "text", about="What to do; empty where there is nothing to do."),
        Column("seconds", "number"),
    ],
)
REPORT: Final = Table(
    [
        Column("version", "text", about="Of hoory-tui."),
        Column("passed", "truth", about="Whether nothing failed."),
        Column("first_failed", "text", about="The id of the first check that failed."),
        Column("checks", [CHECK]),
    ],
    about="What hoory-tui doctor found.",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what to look at and how patiently."""
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME[,NAME…]",
        help="look at these alone: ids of checks, or machine, network, server, socket",
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=_USUAL_TIMEOUT,
        metavar="SECONDS",
        help=f"how long one step may take (usually {_USUAL_TIMEOUT:g})",
    )
    parser.add_argument(
        "--present",
        action="store_true",
        help="listen for events even if the others see you as online for 20 s by that",
    )
    parser.add_argument("--ascii", action="store_true", help="no symbols but plain letters")
    add_output_arguments(parser, REPORT, is_list=False)


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Look at everything, say it as it is found, and name the first that failed at the end."""
    from hoory_tui.commands.parts.desk import run_async

    wanted = _wanted(options.only)
    if not _SHORTEST <= options.timeout <= _LONGEST:
        raise CommandError(
            f"--timeout takes {_SHORTEST:g} to {_LONGEST:g} seconds; nothing was checked.",
            Exit.USAGE,
        )
    case = _case(options, context)
    writer = None if options.form == JSON else Lines(context, is_plain=options.ascii)
    findings = run_async(_examine(case, wanted, writer))
    failed = [one for one in findings if one.state == "fail"]
    if writer is None:
        write_one(_report(findings), REPORT, options, context)
    else:
        writer.end(findings)
    return Exit.FAILED if failed else Exit.DONE


async def _examine(case: Case, wanted: frozenset[str], writer: Lines | None) -> list[Finding]:
    from hoory_tui.sdk.checkup.plan import examine

    findings = []
    async with aclosing(examine(case, wanted)) as found:
        async for finding in found:
            findings.append(finding)
            if writer is not None:
                writer.say(finding)
    return findings


def _wanted(only: Sequence[str]) -> frozenset[str]:
    from difflib import get_close_matches

    from hoory_tui.sdk.checkup.plan import names_of_checks, wanted_by
    from hoory_tui.wire.clean import clean_line

    names = [name.strip() for one in only for name in one.split(",") if name.strip()]
    known = names_of_checks()
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"perhaps {near[0]} is meant" if near else f"there are {', '.join(known)}"
            said = f"there is no check “{clean_line(name[:40])}”; {hint}; nothing was checked."
            raise CommandError(said, Exit.USAGE)
    return wanted_by(names)


def _case(options: argparse.Namespace, context: Context) -> Case:
    from hoory_tui.config import paths
    from hoory_tui.sdk.checkup.case import Case

    environ = context.environ
    return Case(
        environ=environ,
        load_profile=lambda: context.profile,
        settings_file=paths.settings_file(environ),
        config_folder=paths.config_dir(environ),
        state_folder=paths.state_dir(environ),
        timeout=options.timeout,
        present=options.present,
        is_terminal=context.stdout.isatty(),
    )


def _report(findings: Sequence[Finding]) -> dict[str, object]:
    import hoory_tui

    failed = [one.id for one in findings if one.state == "fail"]
    return {
        "version": hoory_tui.__version__,
        "passed": not failed,
        "first_failed": failed[0] if failed else None,
        "checks": findings,
    }


class Lines:
    """Findings as lines for a person, each written as soon as it is known."""

    def __init__(self, context: Context, *, is_plain: bool) -> None:
        from hoory_tui.commands.parts.columns import is_coloured, terminal_width

        encoding = (getattr(context.stdout, "encoding", None) or "utf-8").lower()
        self.is_plain = is_plain or bool(context.environ.get("NO_COLOR")) or "utf" not in encoding
        self._is_coloured = is_coloured(context)
        self._width = min(max(terminal_width(context) or _WIDTH, 40), _WIDEST)
        self._out = context.stdout

    def say(self, finding: Finding) -> None:
        """Write what one check found."""
        sign = (_PLAIN_SIGNS if self.is_plain else _SIGNS)[finding.state]
        head = f"{sign} {finding.state:<8}{finding.name}"
        text = self._wrapped(f"{head:<{_INDENT - 1}} {finding.said}", _INDENT)
        if finding.hint:
            arrow = "->" if self.is_plain else "→"
            text += "\n" + self._wrapped(f"{' ' * _INDENT}{arrow} {finding.hint}", _INDENT + 2)
        self._write(text, len(sign) + 1 + len(finding.state), _COLOURS[finding.state])

    def end(self, findings: Sequence[Finding]) -> None:
        """Write the last line: what failed first, or how many are well."""
        counted = {state: sum(one.state == state for one in findings) for state in STATES}
        first = next((one for one in findings if one.state == "fail"), None)
        if first is not None:
            self._write(self._wrapped(f"\nFailed: {first.name}. {first.said}", 0), 8, "31;1")
            return
        parts = [f"{counted['ok']} well"]
        parts += [f"{counted['warn']} to look at"] if counted["warn"] else []
        parts += [f"{counted['skipped']} not tried"] if counted["skipped"] else []
        self._write(f"\nNothing failed: {', '.join(parts)}.", 15, "32")

    def _wrapped(self, text: str, indent: int) -> str:
        if self.is_plain:
            # Names of strangers keep their letters where the output has them.
            text = text.translate({ord("“"): '"', ord("”"): '"', ord("…"): "..."})
        lines = textwrap.wrap(
            text.lstrip("\n"),
            self._width,
            subsequent_indent=" " * indent,
            break_on_hyphens=False,
            replace_whitespace=False,
            drop_whitespace=True,
        )
        return "\n" * text.startswith("\n") + "\n".join(lines)

    def _write(self, text: str, emphasised: int, colour: str) -> None:
        if self._is_coloured:
            text = f"\x1b[{colour}m{text[:emphasised]}\x1b[0m{text[emphasised:]}"
        self._out.write(f"{text}\n")
        self._out.flush()
