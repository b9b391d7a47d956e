"""Whether this machine is set up: settings, the login, and folders that are ours alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from hoory_tui.config.errors import ConfigError, harmless
from hoory_tui.config.settings import load_settings
from hoory_tui.sdk.checkup.case import Case
from hoory_tui.sdk.checkup.findings import Verdict, fail, ok, warn
from hoory_tui.words import said, told

_LITTLE: Final = 200 * 1024 * 1024
"""Bytes below which a long day may fill the disk."""
_NOTHING: Final = 1024 * 1024


async def check_settings(case: Case) -> Verdict:
    """Read config.toml."""
    try:
        settings = load_settings(case.settings_file)
    except ConfigError as error:
        return blame(error)
    if settings.document is None:
        return ok(f"There is no {shown(case.settings_file, case)}, so everything is as delivered.")
    return ok(f"{shown(case.settings_file, case)} can be read.")


async def check_login(case: Case) -> Verdict:
    """Find the login and its token."""
    try:
        profile = case.load_profile()
    except ConfigError as error:
        return blame(error)
    case.profile = profile
    whose = "" if profile.account_id is None else f", account {profile.account_id}"
    return ok(f"Login “{profile.name}” for {profile.url}{whose}; it has a token.")


async def check_folders(case: Case) -> Verdict:
    """Look whether words can be kept, where nobody else reads them."""
    open_to_others = []
    for folder in (case.config_folder, case.state_folder):
        problem = _unusable(folder)
        if problem:
            return fail(
                f"{shown(folder, case)} {problem}, so drafts and logins cannot be kept.",
                "Make that folder yours and writable, or move it away.",
            )
        if folder.exists() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
            open_to_others.append(folder)
    if open_to_others:
        names = " and ".join(shown(one, case) for one in open_to_others)
        return warn(f"Other users can look into {names}.", f"Run chmod 700 {names}.")
    return ok("The folders of settings and drafts are ours alone and can be written to.")


async def check_disk(case: Case) -> Verdict:
    """Look how much room is left for what is kept."""
    folder = _existing(case.state_folder)
    found = os.statvfs(folder)
    return judge_room(found.f_bavail * found.f_frsize, shown(case.state_folder, case))


def judge_room(free: int, where: str) -> Verdict:
    """Judge the free bytes of a disk."""
    found_room = f"{_amount(free)} are free where {where} lies."
    if free < _NOTHING:
        return fail(found_room, "Make room: drafts and unsent messages could not be kept.")
    if free < _LITTLE:
        return warn(found_room, "Make room before the day is over.")
    return ok(found_room)


def blame(error: ConfigError) -> Verdict:
    """Return the verdict for a setting that cannot be used."""
    place = f"{error.place}: " if error.place else ""
    # It may quote what somebody wrote, so it is made harmless as the error's own text is.
    problem = harmless(said("{sentence}.", sentence=f"{place}{told(error.problem)}"))
    hint = harmless(said("{sentence}.", sentence=error.remedy))
    return fail(f"{problem[:1].upper()}{problem[1:]}", f"{hint[:1].upper()}{hint[1:]}")


def shown(path: Path, case: Case) -> str:
    """Return a path as people write it."""
    home = case.environ.get("HOME", "")
    text = str(path)
    return f"~{text[len(home) :]}" if home and text.startswith(f"{home}/") else text


def _unusable(folder: Path) -> str:
    there = _existing(folder)
    if not there.is_dir():
        return "is not a folder"
    if not os.access(there, os.W_OK | os.X_OK):
        return "cannot be written to" if there == folder else "cannot be made"
    if there == folder and folder.stat().st_uid != os.geteuid():
        return "belongs to another user"
    return ""


def _existing(folder: Path) -> Path:
    return next((one for one in (folder, *folder.parents) if one.exists()), Path("/"))


def _amount(count: int) -> str:
    for unit, size in (("TB", 10**12), ("GB", 10**9), ("MB", 10**6)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count // 1000} kB"
