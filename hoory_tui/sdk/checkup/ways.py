"""The ways out of the console: how it calls somebody who looks elsewhere, and where copies go."""

from __future__ import annotations

from collections.abc import Mapping

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.settings import Settings, load_settings
from hoory_tui.sdk.around.clipboard import copy_plan, step_told
from hoory_tui.sdk.around.notices import notice_way
from hoory_tui.sdk.around.surroundings import Surroundings, ask_around
from hoory_tui.sdk.checkup.case import Case
from hoory_tui.sdk.checkup.findings import Verdict, ok, skipped


async def check_ways(case: Case) -> Verdict:
    """Look which way alerts and copied texts go, by the settings and what is around."""
    if not case.is_terminal:
        return skipped("This is not a terminal.")
    try:
        settings = load_settings(case.settings_file, environ=case.environ)
    except ConfigError:
        # What is wrong with them is told by another check.
        settings = Settings()
    return judge_ways(settings, await ask_around(case.environ), case.environ)


def judge_ways(settings: Settings, around: Surroundings, environ: Mapping[str, str]) -> Verdict:
    """Tell of the ways; none of them is wrong."""
    way = notice_way(settings.alerts.method, around)
    plan = copy_plan(settings.clipboard, settings.clipboard_command, environ)
    steps = plan.together or plan.otherwise[:1]
    copied = " and ".join(step_told(step, around) for step in steps) or "nowhere, as asked"
    wanted = "" if settings.alerts.is_wanted or settings.bell != "none" else ", if asked for"
    return ok(f"Notifications{wanted}: {way.why}. Copied texts go {copied}.")
