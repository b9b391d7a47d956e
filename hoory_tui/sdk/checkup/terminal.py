"""What of the terminal matters to the console: letters, colours, and a multiplexer in between."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import Mapping
from typing import Final

from hoory_tui.sdk.checkup.case import Case
from hoory_tui.sdk.checkup.findings import Verdict, fail, ok, skipped, warn
from hoory_tui.wire.clean import clean_line

_PATIENCE: Final = 2.0
"""Seconds for tmux to answer."""
_PASSED_ON: Final = ("PATH", "TMUX", "TMUX_TMPDIR", "LANG", "LC_ALL", "LC_CTYPE")
TMUX_WISHES: Final = {
    "focus-events": (("on",), "the console does not know when you look away"),
    "set-clipboard": (("on", "external"), "what is copied does not reach the clipboard"),
    "allow-passthrough": (("on", "all"), "notifications of the terminal do not get through"),
}
"""By option of tmux: the values that will do, and what is missing with another."""


async def check_terminal(case: Case) -> Verdict:
    """Look what kind of terminal this is."""
    if not case.is_terminal:
        return skipped("This is not a terminal.")
    return judge_terminal(case.environ)


def judge_terminal(environ: Mapping[str, str]) -> Verdict:
    """Judge the name of the terminal and its colours."""
    name = clean_line(environ.get("TERM", ""))
    if name in ("", "dumb"):
        said = f"TERM is “{name}”, which can neither move the cursor nor colour."
        return fail(said, "Start the console in another terminal, or set TERM to its kind.")
    if environ.get("NO_COLOR"):
        return ok(f"{name}; NO_COLOR is set, so nothing is coloured here.")
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or "direct" in name:
        return ok(f"{name} with all colours.")
    if "256color" in name or name.startswith(("xterm-kitty", "alacritty", "foot", "wezterm")):
        return ok(f"{name} with 256 colours; COLORTERM=truecolor would tell of more.")
    return warn(
        f"{name} tells of few colours, so those of the theme are only near.",
        "Set TERM to xterm-256color or the like if the terminal can do more.",
    )


async def check_letters(case: Case) -> Verdict:
    """Look whether letters of all scripts can be written."""
    return judge_letters(case.environ)


def judge_letters(environ: Mapping[str, str]) -> Verdict:
    """Judge the locale."""
    name = next((environ[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(key)), "")
    name = clean_line(name)
    if "utf-8" in name.lower() or "utf8" in name.lower():
        return ok(f"The locale {name} has the letters of all scripts.")
    said = f"The locale “{name}” is not one of UTF-8." if name else "No locale is set."
    return warn(
        f"{said} Other scripts and symbols may come out wrong.",
        "Run export LC_ALL=C.UTF-8 before the console.",
    )


async def check_surroundings(case: Case) -> Verdict:
    """Look what stands between the console and the terminal on the desk."""
    environ = case.environ
    far = " over ssh: copying goes through the terminal" if environ.get("SSH_CONNECTION") else ""
    if environ.get("ZELLIJ"):
        return warn(
            f"Inside zellij{far}; it keeps ctrl+ g, h, n, o, p, q, s and t for itself.",
            "Lock zellij while the console is in front, or give those deeds other keys.",
        )
    if environ.get("STY"):
        return warn(f"Inside screen{far}; it keeps ctrl+a for itself.", "Use tmux if you can.")
    if environ.get("TMUX"):
        return judge_tmux(await _ask_tmux(environ), far)
    return ok(f"Nothing stands between the console and the terminal{far}.")


def judge_tmux(options: Mapping[str, str], far: str = "") -> Verdict:
    """Judge tmux by its options; those that it did not tell are left out."""
    wrong = [
        name
        for name, (good, _) in TMUX_WISHES.items()
        if name in options and options[name] not in good
    ]
    if not wrong:
        return ok(f"Inside tmux{far}, which is set up well for the console.")
    missing = "; ".join(TMUX_WISHES[name][1] for name in wrong)
    settings = " and ".join(f"“set -g {name} on”" for name in wrong)
    return warn(f"Inside tmux{far}: {missing}.", f"Put {settings} into ~/.tmux.conf.")


async def _ask_tmux(environ: Mapping[str, str]) -> dict[str, str]:
    program = shutil.which("tmux", path=environ.get("PATH"))
    if program is None:
        return {}
    known = {name: environ[name] for name in _PASSED_ON if name in environ}
    found = {}
    for option in TMUX_WISHES:
        said = await _said([program, "show-options", "-gv", option], known)
        said = said or await _said([program, "show-options", "-sv", option], known)
        if said:
            found[option] = said
    return found


async def _said(command: list[str], environ: Mapping[str, str]) -> str:
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=dict(environ),
        )
    except OSError:
        return ""
    try:
        async with asyncio.timeout(_PATIENCE):
            written, _ = await process.communicate()
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        return ""
    return clean_line(written.decode("utf-8", "replace").strip()) if not process.returncode else ""
