"""A case to examine: a login for some address, folders of its own, and little patience."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hoory_tui.config.profiles import Profile
from hoory_tui.config.secret import Secret
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.checkup.case import Case
from hoory_tui.sdk.checkup.findings import Finding
from hoory_tui.sdk.checkup.plan import examine_all, wanted_by

TOKEN = "tOkEnOfNobody1234567890"


def case_of(
    url: str, home: Path, *, token: str = TOKEN, present: bool = True, **login: Any
) -> Case:
    """Return a case for a login at this address."""
    profile = Profile(name="test", url=url, token=Secret(token), **login)
    return Case(
        environ={"HOME": str(home), "LANG": "C.UTF-8"},
        load_profile=lambda: profile,
        settings_file=home / "config.toml",
        config_folder=home,
        state_folder=home,
        timeout=1.0,
        present=present,
    )


def at_desk(desk: DemoDesk, home: Path, **more: Any) -> Case:
    """Return a case for the desk's administrator."""
    more = {"token": desk.agents[0].access_token, "account_id": desk.account_id, **more}
    return case_of(more.pop("url", desk.url), home, **more)


async def found(case: Case, *names: str) -> dict[str, Finding]:
    """Return what is found, by check; of all but this machine unless others are named."""
    wanted = wanted_by(names or ("network", "server", "socket"))
    return {one.id: one for one in await examine_all(case, wanted)}


def failed(findings: dict[str, Finding]) -> list[str]:
    """Return the checks that failed, in their order."""
    return [one.id for one in findings.values() if one.state == "fail"]


def left_out(findings: dict[str, Finding]) -> set[str]:
    """Return the checks that were not tried."""
    return {one.id for one in findings.values() if one.state == "skipped"}
