"""What a check found: how it went, one plain sentence, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.client.errors import HooryError


class State(StrEnum):
    """How a check went."""

    OK = "ok"
    WARN = "warn"
    """It works, and something about it is worth knowing."""
    FAIL = "fail"
    SKIPPED = "skipped"
    """It was not tried; the sentence says why."""


class About(StrEnum):
    """Whose matter a failure is, so that nobody corrects what was right."""

    ADDRESS = "address"
    NETWORK = "network"
    CERTIFICATE = "certificate"
    SERVER = "server"
    TOKEN = "token"  # noqa: S105 (a word)
    ACCOUNT = "account"
    LIVE = "live connection"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one check; `hint` is what to do, "" where there is nothing to do.

    `about` tells whose matter a failure is, None where the check itself says enough.
    """

    state: State
    said: str
    hint: str = ""
    about: About | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with the check that it is of and how long that took, in seconds."""

    id: str
    name: str
    state: State
    said: str
    hint: str
    seconds: float
    about: About | None = None


def ok(said: str) -> Verdict:
    """Return that all is as it should be."""
    return Verdict(State.OK, said)


def warn(said: str, hint: str = "") -> Verdict:
    """Return that it works, with something worth knowing."""
    return Verdict(State.WARN, said, hint)


def fail(said: str, hint: str, about: About | None = None) -> Verdict:
    """Return that it does not work, and what to do."""
    return Verdict(State.FAIL, said, hint, about)


def skipped(why: str, hint: str = "") -> Verdict:
    """Return that it was not tried, and why."""
    return Verdict(State.SKIPPED, why, hint)


def failed_by(error: HooryError) -> Verdict:
    """Return what an error of the client says, its remedy as the hint."""
    sentence = error.sentence
    problem, parted, remedy = sentence.rpartition("; ")
    if parted:
        return fail(f"{problem}.", f"{remedy[:1].upper()}{remedy[1:]}")
    # Other languages part the remedy from the problem in their own ways.
    return fail(sentence, "" if "; " in str(error) else said("Try again in a moment."))
