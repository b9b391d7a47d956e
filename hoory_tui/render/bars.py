"""The single lines around the panes: tabs and link, thread head, typing, composer, footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render import when
from hoory_tui.render.glyphs import UNICODE, Glyphs
from hoory_tui.render.lines import Line, cut, fit, line_width, spread, width_of
from hoory_tui.render.names import shown_name
from hoory_tui.store.records import Kind, Typist
from hoory_tui.wire.link import Cause, LinkState, LinkStatus

HELP_WORD: Final = "all keys"
"""What the footer calls the key that leads to all others."""

POLLED: Final = 20
"""Seconds between two readings while no events come, as the agent is told."""
PLAINTEXT: Final = "PLAINTEXT"
"""Stands in the top bar as long as the server is reached without encryption."""
OBSERVING: Final = "observing"
"""Stands there as long as nobody sees us."""
_LONGEST_TITLE: Final = 24
_SNUG: Final = 10
"""Cells of the title of the list that is shown, before the other tabs give way to it."""
_QUIET: Final = 4.0
"""Seconds without a frame that are still ordinary: the server pings every three."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the list; `count` None for not known, `short` for where there is little room."""

    title: str
    count: int | None
    current: bool
    short: str = ""
    has_rule: bool = False
    """Whether a rule of the agent's own chooses it, which says more than what stands beside."""


def top_bar(tabs: Sequence[Tab], link: Line, who: Line, width: int, aside: str = "") -> Line:
    """Return the first line of the screen: tabs at the left, who and how we are at the right.

    `aside` is how the list is chosen and ordered, where that is not as usual. Where there is
    little room, who we are goes first, then what the other tabs are called, then they; how the
    link is doing stays.
    """
    beside: Line = [("  ", "bar"), (aside, "bar-text")] if aside else []
    state: Line = [("   ", "bar"), *link, (" ", "bar")]
    short = [Tab(one.short or one.title, one.count, one.current) for one in tabs]
    only = [one for one in tabs if one.current]
    fullest: Line = [*_tabs(tabs), *beside]
    right: Line = [("   ", "bar"), *who, *state]
    if line_width(fullest) + line_width(right) <= width:
        return spread(fullest, right, width, "bar")
    # So much apart, it can be told later what was written at the right.
    state.insert(0, (" ", "bar"))
    room = width - line_width(state)
    snug = [replace(one, title=cut(one.title, _SNUG)) if one.current else one for one in short]
    tries: list[Line] = [[*_tabs(shown), *beside] for shown in (tabs, short, snug)]
    if only and only[0].has_rule:
        tries.append(_tabs(snug))
    for left in (*tries, [*_tabs(only), *beside]):
        if line_width(left) <= room:
            return spread(left, state, width, "bar")
    # The names of folders and inboxes are as long as somebody liked.
    return spread(fit(left, max(0, room), "bar"), state, width, "bar")


def _tabs(tabs: Sequence[Tab]) -> Line:
    line: Line = [(" ", "bar")]
    for tab in tabs:
        role = "tab-current" if tab.current else "tab"
        count_role = "tab-current" if tab.current else "tab-count"
        count = "–" if tab.count is None else str(tab.count)
        line += [(f" {cut(tab.title, _LONGEST_TITLE)} ", role), (f"{count} ", count_role)]
        line.append((" ", "bar"))
    return line


def who_spans(account: str, agent: str, availability: str, glyphs: Glyphs) -> Line:
    """Return the account and ourselves, as the others see us."""
    mark, role = presence_mark(availability, glyphs)
    shown = shown_name(account, glyphs), shown_name(agent, glyphs)
    return [(shown[0], "bar-dim"), ("   ", "bar"), (f"{mark} ", role), (shown[1], "bar-text")]


def presence_mark(availability: str, glyphs: Glyphs) -> tuple[str, str]:
    """Return the symbol and role of an availability."""
    if availability == "online":
        return glyphs.full, "live"
    if availability == "busy":
        return glyphs.half, "warn"
    return glyphs.empty, "faint"


_CAUSES: Final = {
    Cause.UNREACHABLE: "server not reached",
    Cause.TIMED_OUT: "no answer",
    Cause.UNTRUSTED: "certificate not trusted",
    Cause.NO_WELCOME: "no welcome",
    Cause.SILENT: "went silent",
    Cause.CLOSED: "connection lost",
    Cause.TOO_LARGE: "frame too large",
    Cause.SEND_STUCK: "connection stuck",
    Cause.SERVER_ASKED: "server asked to",
    Cause.UNCONFIRMED: "not confirmed",
    Cause.DEAF: "deaf, no events come",
    Cause.REJECTED: "refused",
    Cause.UNAUTHORIZED: "token refused",
    Cause.UNSUPPORTED: "cable not supported",
    Cause.TURNED_AWAY: "turned away",
    Cause.PROXY: "proxy in the way",
    Cause.SLEPT: "slept",
    Cause.RENEWED: "new token",
}


@dataclass(frozen=True, slots=True)
class LinkNow:
    """The link's state with the times that pass by while it stays the same.

    Both times are of the monotonic clock; `heard_at` is when any frame last came in.
    """

    status: LinkStatus
    heard_at: float | None
    now: float
    is_behind: bool = False
    """Whether something has to be read again before the screen is true."""
    recovered: int = 0
    """How much the last catching up brought that no event had told."""
    offline_since: float | None = None
    """Unix seconds since when events are missing, once that is worth saying."""
    unreadable: int = 0
    """How much came in the last minute that could not be read, once that is worth saying."""
    is_plaintext: bool = False
    """Whether anybody on the way to the server can read all this."""
    as_of: float | None = None
    """Unix seconds of the list of last time, while rows of it are shown."""
    is_observer: bool = False
    """Whether we look on unseen, so that nothing we see tells others of us."""
    recorded: str = ""
    """Where in a recording this is, empty for what happens now."""
    is_recording: bool = False
    """Whether all that comes is written into a file for a bug report."""


def link_spans(at: LinkNow, glyphs: Glyphs, zone: tzinfo | None = None) -> Line:
    """Return how the link is doing, in words, and first that it is readable to anybody."""
    told = _link_told(at, glyphs, zone)
    if at.recorded:
        # Of a link to a file it only matters where it was down when it was one to a server.
        is_up = at.status.state is LinkState.LIVE
        return [(at.recorded, "note-mark"), *([] if is_up else [("  ", "bar"), *told])]
    if at.as_of is not None:
        told = [(f"as of {when.clock(at.as_of, zone)}", "warn"), ("  ", "bar"), *told]
    if at.is_recording:
        told = [(f"{glyphs.full} rec", "failed"), ("  ", "bar"), *told]
    if at.is_observer:
        told = [(OBSERVING, "note-mark"), ("  ", "bar"), *told]
    return [(PLAINTEXT, "failed"), ("  ", "bar"), *told] if at.is_plaintext else told


def _link_told(at: LinkNow, glyphs: Glyphs, zone: tzinfo | None) -> Line:
    link, now = at.status, at.now
    cause = _CAUSES.get(link.cause, "")
    since = _since(at, glyphs, zone)
    match link.state:
        case LinkState.LIVE if at.is_behind:
            return [(f"{glyphs.half} live", "live"), (f" {glyphs.dot} catching up", "warn")]
        case LinkState.LIVE if at.unreadable:
            text = f" {glyphs.dot} {glyphs.warn} {at.unreadable} unreadable"
            return [(f"{glyphs.half} live", "live"), (text, "warn")]
        case LinkState.LIVE:
            said = f"{at.recovered} recovered" if at.recovered else _heard(at)
            return [(f"{glyphs.full} live", "live"), (f" {glyphs.dot} {said}", "bar-dim")]
        case LinkState.DEGRADED:
            text = f"{glyphs.warn} {cause or 'events may be missing'}"
            return [(text, "warn"), (f" {glyphs.dot} reading every {POLLED} s", "bar-dim"), *since]
        case LinkState.HALTED:
            hint = (" ctrl+r tries again", "bar-dim")
            return [(f"{glyphs.cross} offline: {cause}", "failed"), *since, hint]
        case LinkState.WAITING | LinkState.REFUSED:
            due = when.duration(max(0.0, (link.retry_at or now) - now))
            text = f"{glyphs.half} {cause}, attempt {link.attempt + 1} in {due}"
            return [(text, "warn"), *since]
        case LinkState.SUBSCRIBING:
            return [(f"{glyphs.half} subscribing", "warn"), *since]
    # Here the attempt that is being made counts already, while waiting it does not.
    again = f" again, attempt {link.attempt}" if link.attempt > 1 else ""
    return [(f"{glyphs.half} connecting{again}", "warn"), *since]


def _since(at: LinkNow, glyphs: Glyphs, zone: tzinfo | None) -> Line:
    if at.offline_since is None:
        return []
    return [(f" {glyphs.dot} since {when.clock(at.offline_since, zone)}", "bar-dim")]


def _heard(at: LinkNow) -> str:
    if at.heard_at is None:
        return "nothing heard"
    silence = at.now - at.heard_at
    # Counting every second of an ordinary silence would paint all day for nothing.
    return "heard now" if silence < _QUIET else f"heard {when.duration(silence)} ago"


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """What the line above a thread tells."""

    name: str
    number: int
    inbox: str
    labels: tuple[str, ...]
    status: str
    priority: str
    waiting: str
    assignee: str
    online: bool


def thread_head(facts: HeadFacts, width: int, glyphs: Glyphs) -> Line:
    """Return the line above a thread: who, where, and what is special about it."""
    left: Line = [(" ", "head"), (facts.name, "head-name")]
    if facts.online:
        left.append((f" {glyphs.full}", "live"))
    left.append((f" {glyphs.dot} #{facts.number} {glyphs.dot} {facts.inbox}", "head-dim"))
    right: Line = []
    if facts.priority:
        role = "failed" if facts.priority == "urgent" else "head-text"
        right += [(facts.priority, role), ("  ", "head")]
    if facts.status != "open":
        right += [(facts.status, "head-text"), ("  ", "head")]
    elif facts.waiting:
        right += [(f"waiting {facts.waiting}", "head-text"), ("  ", "head")]
    right += [(facts.assignee or "unassigned", "head-dim"), (" ", "head")]
    # Labels take what is left: whom we speak to matters more.
    for label in reversed(facts.labels):
        tag: Line = [(f" {cut(label, 16)} ", "label"), (" ", "head")]
        if line_width(left) + line_width(tag) + line_width(right) < width:
            right = [*tag, *right]
    return spread(left, [(" ", "head"), *right], width, "head")


def typing_line(typists: Sequence[Typist], width: int, glyphs: Glyphs = UNICODE) -> Line:
    """Return who is typing, each by name; a colleague's note is told apart."""
    parts = []
    for typist in typists[:3]:
        doing = "writes a note" if typist.private and typist.kind is Kind.AGENT else "is typing"
        parts.append(f"{shown_name(typist.name, glyphs)} {doing}…")
    return fit([("  ", "text"), ("  ".join(parts), "typing")], width, "text")


def composer_title(
    name: str, inbox: str, width: int, *, private: bool, active: bool, can_reply: bool
) -> Line:
    """Return the line above the composer: to whom these words go, beyond doubt."""
    if private:
        left: Line = [(" PRIVATE NOTE ", "note-badge"), (" to colleagues, ", "note-text")]
        left.append((f"never shown to {name}", "note-text"))
    else:
        badge = "reply-badge" if active else "reply-badge-idle"
        left = [(" REPLY ", badge), (" to ", "dim"), (name, "bold"), (f" on {inbox}", "dim")]
    if not can_reply and not private:
        left.append(("  this channel takes no reply now, write a note", "warn"))
    other = "reply" if private else "note"
    hint = f"ctrl+s send  ctrl+n {other} " if active else "r reply  p note "
    role = "note-hint" if private else "faint"
    if line_width(left) + len(hint) + 1 > width:
        hint = ""
    return spread(left, [(hint, role)], width, "text")


def footer(keys: Sequence[tuple[str, str]], notes: Line, width: int) -> Line:
    """Return the last line: the keys that matter now, and what waits at the right."""
    right: Line = [*notes, (" ", "bar")] if notes else []
    if width < 60:
        keys = [(name, word) for name, word in keys if word == HELP_WORD]
    # The key that leads to all others is the last to go, and none is cut in half.
    reserved = sum(_key_width(name, word) for name, word in keys if word == HELP_WORD)
    if line_width(right) > width - reserved - 1:
        right = fit(right, max(0, width - reserved - 1), "bar")
    room = width - line_width(right)
    left: Line = [(" ", "bar")]
    for name, word in keys:
        spare = 0 if word == HELP_WORD else reserved
        if line_width(left) + _key_width(name, word) + spare <= room:
            left += [(name, "key"), (f" {word}  ", "bar-dim")]
            reserved = spare
    return spread(left, right, width, "bar")


def _key_width(name: str, word: str) -> int:
    return width_of(name) + width_of(word) + 3
