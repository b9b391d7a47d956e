"""Everything that the palette offers besides the keys: what is in the store, themes and layouts.

Each is named by a stable key such as ``agent:12``, so that what was run lately can be found again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from typing import Final

from hoory_tui.keys import Need, first_unmet
from hoory_tui.lazily import dataclass
from hoory_tui.render.views import kind_word
from hoory_tui.screens.verbs import PRIORITIES
from hoory_tui.store.deeds import (
    Assign,
    AssignTeam,
    ChangeLabels,
    Deed,
    SetPriority,
    SetStatus,
)
from hoory_tui.store.snoozing import presets
from hoory_tui.store.state import Store
from hoory_tui.store.views import ListView, ScopeKind
from hoory_tui.widgets.offers import Offer
from hoory_tui.words import said, to_say
from hoory_tui.words.terms import term

RECENT: Final = to_say("Lately")
"""The heading of what was run last."""
ACTS: Final = (Need.TARGETS, Need.CONFIRMED)
"""What every deed needs."""
_STATUSES: Final = ("open", "pending", "resolved")
Run = Deed | ListView | tuple[str, str]
"""A deed, a view to show, or what and which: theme, panes, macro, canned, folder, app."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is offered, and what running it does."""

    offer: Offer
    run: Run


def store_commands(
    store: Store,
    views: Sequence[tuple[ListView, str]],
    unmet: frozenset[Need],
    now: float,
    zone: tzinfo | None,
) -> Iterator[Command]:
    """Yield what an account's own things can be used for; `views` are lists with their names."""
    yield from _views(views)
    yield from _deeds(store, first_unmet(ACTS, unmet), now, zone)
    yield from _prepared(store, unmet)


def console_commands(themes: Sequence[str], panes: Sequence[tuple[str, str]]) -> Iterator[Command]:
    """Yield what the console itself can be told; `panes` are names with sentences."""
    for name, text in panes:
        yield _command(
            f"panes:{name}", said("Layout: {text}", text=text), to_say("Layout"), ("panes", name)
        )
    keep = ("keep", "theme")
    yield _command("keep:theme", said("Keep this theme for good"), "Theme", keep, words="colours")
    for name in themes:
        yield _command(
            f"theme:{name}",
            said("Theme {name}", name=name),
            to_say("Theme"),
            ("theme", name),
            words="colours",
        )
    yield _command(
        "account:last",
        said("Last account: back to where I was"),
        to_say("Console"),
        ("account", "-"),
        words="profile flip",
    )
    yield _command(
        "settings:edit",
        said("Edit the settings"),
        to_say("Console"),
        ("settings", "edit"),
        words="config.toml configuration editor",
    )
    yield _command(
        "settings:read",
        said("Read the settings again"),
        to_say("Console"),
        ("settings", "read"),
        words="reload config.toml configuration",
    )
    yield _command(
        "news:all",
        said("What is new: the changelog"),
        to_say("Console"),
        ("news", "all"),
        words="changelog version upgrade notes",
    )
    yield _command(
        "app:suspend", said("Suspend: fg comes back"), to_say("Console"), ("app", "suspend")
    )


def _command(
    key: str, text: str, group: str, run: Run, *, hint: str = "", words: str = "", reason: str = ""
) -> Command:
    return Command(Offer(key, text, hint, words=words, reason=reason, group=group), run)


def _views(views: Sequence[tuple[ListView, str]]) -> Iterator[Command]:
    for view, title in views:
        scope = view.scope
        key = f"view:{scope.kind}:{scope.id or scope.name}"
        hint = kind_word(scope.kind) if scope.id or scope.name else ""
        yield _command(
            key,
            said("Show {title}", title=title),
            to_say("Show"),
            view,
            hint=hint,
            words=f"view {scope.kind}",
        )


def _deeds(store: Store, reason: str, now: float, zone: tzinfo | None) -> Iterator[Command]:
    def do(key: str, text: str, deed: Deed, words: str = "") -> Command:
        return _command(key, text, to_say("Do"), deed, words=words, reason=reason)

    for agent in store.agents.values():
        yield do(
            f"agent:{agent.id}",
            said("Assign to {name}", name=agent.label),
            Assign(agent.id),
            agent.email,
        )
    yield do("agent:0", said("Assign to nobody"), Assign(None), "unassign")
    for team in store.teams.values():
        yield do(
            f"team:{team.id}",
            said("Assign to the team {name}", name=team.name),
            AssignTeam(team.id),
        )
    for status in _STATUSES:
        yield do(
            f"status:{status}",
            said("Set the status to {status}", status=term(status)),
            SetStatus(status),
        )
    for preset in presets(now, zone):
        words = f"snooze {preset.words}"
        deed = SetStatus("snoozed", preset.at)
        yield do(
            f"snooze:{preset.text}",
            said("Snooze: {until}", until=said(preset.text).lower()),
            deed,
            words,
        )
    for priority in PRIORITIES:
        yield do(
            f"priority:{priority}",
            said("Set the priority to {priority}", priority=term(priority)),
            SetPriority(priority),
        )
    yield do("priority:", said("Take the priority off"), SetPriority(""), "none")
    for label in store.labels.values():
        title = label.title
        yield do(
            f"label:+{title}",
            said("Put the label {title} on", title=title),
            ChangeLabels(add=(title,)),
        )
        yield do(
            f"label:-{title}",
            said("Take the label {title} off", title=title),
            ChangeLabels(remove=(title,)),
        )


def _prepared(store: Store, unmet: frozenset[Need]) -> Iterator[Command]:
    library = store.library
    for folder in library.folders:
        run = ("folder", str(folder.id))
        yield _command(
            f"folder:{folder.id}",
            said("Show {name}", name=folder.name),
            to_say("Show"),
            run,
            hint=kind_word(ScopeKind.FOLDER),
        )
    for macro in library.macros:
        reason = first_unmet(ACTS, unmet)
        run = ("macro", str(macro.id))
        yield _command(
            f"macro:{macro.id}",
            said("Macro {name}", name=macro.name),
            to_say("Macro"),
            run,
            reason=reason,
        )
    for canned in library.canned:
        reason = first_unmet((Need.CONVERSATION,), unmet)
        run = ("canned", str(canned.id))
        text = said("Answer {code}", code=canned.short_code)
        words = " ".join(canned.content.split())[:80]
        yield _command(
            f"canned:{canned.id}",
            text,
            to_say("Answer"),
            run,
            hint=words,
            words=words,
            reason=reason,
        )
