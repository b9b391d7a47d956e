"""What config.toml says in its [alerts] table: what calls the agent, how, and when not."""

from __future__ import annotations

from typing import Final, Literal

from hoory_tui.config.rules import day_hours
from hoory_tui.config.tables import (
    Checked,
    Mistake,
    WrongKeysError,
    key,
    one_of,
    truth,
    whole,
)
from hoory_tui.config.wordtools import words_of
from hoory_tui.lazily import dataclass
from hoory_tui.words import saying

WAYS: Final = ("bell", "notify", "command")
"""How an agent can be called."""
METHODS: Final = ("auto", "bell", "osc9", "osc777", "osc99", "command", "off")
"""How a notification is shown."""
ALERT_KINDS: Final = ("mention", "mine", "assigned", "unassigned", "inbox", "all")
"""What an agent can be called for, the one that says most first."""
_OFF: Final = "off"
_HOURS: Final = saying('this must be hours such as "22:00-07:00", or a list of such')


def _ways(value: object) -> tuple[str, ...]:
    wanted = [value] if isinstance(value, str) else value
    known = (*WAYS, _OFF)
    if not isinstance(wanted, (list, tuple)) or any(one not in known for one in wanted):
        raise ValueError(
            saying('this must be "bell", "notify", "command", a list of these, or "off"')
        )
    if _OFF in wanted and len(wanted) > 1:
        raise ValueError(saying('"off" stands alone'))
    return tuple(one for one in WAYS if one in wanted)


def _inboxes(value: object) -> tuple[str | int, ...]:
    wanted = [value] if isinstance(value, (str, int)) else value
    if not isinstance(wanted, (list, tuple)) or not all(map(_is_inbox, wanted)):
        raise ValueError(saying("this must be a list of names or numbers of inboxes"))
    return tuple(one.strip() if isinstance(one, str) else one for one in wanted)


def _is_inbox(value: object) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _quiet(value: object) -> tuple[str, ...]:
    wanted = [value] if isinstance(value, str) else value
    if not isinstance(wanted, (list, tuple)):
        raise ValueError(_HOURS)  # noqa: TRY004 (as everywhere in these checks)
    try:
        spans = [day_hours(str(one)) for one in wanted]
    except ValueError:
        raise ValueError(_HOURS) from None
    return tuple(
        "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in span)
        for span in spans
        if span is not None
    )


@dataclass(frozen=True, kw_only=True)
class Alerts(Checked):
    """The ``[alerts]`` table.

    The first six keys are what calls the agent, each with its ways: ``mention`` (a note names
    me), ``mine`` (a message in a conversation of mine), ``assigned`` (one was given to me),
    ``unassigned`` (a message in one that is nobody's, or one that became so), ``inbox`` (a
    message in one of the ``inboxes``, by name or number) and ``all`` (any message of a contact).
    ``method`` is how a notification is shown; ``command`` gets what happened as a line of JSON on
    its input. ``quiet_hours`` are hours of this machine's day without any, ``show_text`` puts
    names and words of contacts into notifications, ``focused`` calls even while the terminal has
    the focus, and between two calls are at least ``pause`` seconds.
    """

    mention: tuple[str, ...] = key(_ways, default=())
    mine: tuple[str, ...] = key(_ways, default=())
    assigned: tuple[str, ...] = key(_ways, default=())
    unassigned: tuple[str, ...] = key(_ways, default=())
    inbox: tuple[str, ...] = key(_ways, default=())
    all: tuple[str, ...] = key(_ways, default=())
    inboxes: tuple[str | int, ...] = key(_inboxes, default=())
    method: Literal["auto", "bell", "osc9", "osc777", "osc99", "command", "off"] = key(
        one_of(*METHODS), default="auto"
    )
    command: tuple[str, ...] = key(words_of, default=())
    quiet_hours: tuple[str, ...] = key(_quiet, default=())
    show_text: bool = key(truth, default=False)
    focused: bool = key(truth, default=False)
    pause: int = key(whole(1, 3600), default=2)

    def __post_init__(self) -> None:
        super().__post_init__()
        asks = saying("this asks for a command, and there is none")
        remedy = saying("add command, or remove this")
        mistakes = []
        if not self.command:
            asking = [kind for kind in ALERT_KINDS if "command" in self.ways_of(kind)]
            asking += ["method"] if self.method == "command" else []
            mistakes += [Mistake((one,), asks, remedy) for one in asking]
        if self.inbox and not self.inboxes:
            problem = saying("nobody knows which inboxes this is about")
            mistakes.append(
                Mistake(("inbox",), problem, saying("add inboxes, a list of their names"))
            )
        if self.inboxes and not self.inbox:
            problem = saying("nothing is said about what these are for")
            mistakes.append(
                Mistake(("inboxes",), problem, saying('add inbox = "bell" or another way'))
            )
        if mistakes:
            raise WrongKeysError(mistakes)

    def ways_of(self, kind: str) -> tuple[str, ...]:
        """Return the ways that a kind of alert takes, none where it is not wanted."""
        ways: tuple[str, ...] = getattr(self, kind)
        return ways

    @property
    def quiet_spans(self) -> tuple[tuple[int, int], ...]:
        """The quiet hours as minutes since midnight; the second may be the earlier one."""
        spans = map(day_hours, self.quiet_hours)
        return tuple(span for span in spans if span is not None)

    @property
    def is_wanted(self) -> bool:
        """Whether anything calls the agent at all."""
        return any(map(self.ways_of, ALERT_KINDS))
