"""What config.toml says of macros on keys and of commands that a thread is piped to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.keynames import normalise_key
from hoory_tui.config.tables import Checked, key, one_of, read_table, truth, whole
from hoory_tui.lazily import dataclass
from hoory_tui.words import saying

if TYPE_CHECKING:
    from hoory_tui.config.settings import Settings

LONGEST_RUN: Final = 600
"""Seconds that a command may be given."""
_SECONDS: Final = whole(1, LONGEST_RUN)


def words_of(value: object) -> tuple[str, ...]:
    """The words of a command; raises ValueError with a sentence."""
    # What it stands beside loads more than a start without commands needs.
    from hoory_tui.config.token_command import split_command

    return split_command(value)


@dataclass(frozen=True, kw_only=True)
class PipeCommand(Checked):
    """A command that gets a thread and writes words; no shell takes part.

    ``format`` is how the thread is written: ``text`` or ``json``.  ``notes`` tells whether
    private notes are part of it, ``whole`` whether all messages are loaded first.  After
    ``seconds`` it is stopped.
    """

    command: tuple[str, ...] = key(words_of)
    format: Literal["text", "json"] = key(one_of("text", "json"), default="text")
    notes: bool = key(truth, default=False)
    whole: bool = key(truth, default=False)
    seconds: int = key(_SECONDS, default=60)


def pipe_command(value: object) -> PipeCommand:
    """A command as a text or a list of words, or a table with more about it."""
    if isinstance(value, PipeCommand):
        return value
    if isinstance(value, Mapping):
        return read_table(value, PipeCommand)
    return PipeCommand(command=words_of(value))


def macro_name(value: object) -> str:
    """The name or the id of a macro, as text."""
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return str(value)
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise ValueError(saying("this must be the name or the id of a macro"))


def check_macro_keys(settings: Settings, together: Sequence[Mapping[str, Sequence[str]]]) -> None:
    """Refuse a ``[macros]`` entry whose key does something else already; raises ConfigError.

    ``together`` gives the built-in keys of bindings that can be active together.
    """
    for wanted in settings.macros:
        for defaults in together:
            for binding_id, names in defaults.items():
                if wanted in (settings.keys.get(binding_id) or names):
                    problem = saying(
                        "{wanted} is already the key of {binding_id}",
                        wanted=wanted,
                        binding_id=binding_id,
                    )
                    remedy = saying(
                        "take another key, or give {binding_id} one in [keys]",
                        binding_id=binding_id,
                    )
                    raise _fault(settings, wanted, problem, remedy)


def _fault(settings: Settings, wanted: str, problem: str, remedy: str) -> ConfigError:
    if settings.document is None:
        return ConfigError(problem, key=f"macros.{wanted}", remedy=remedy)
    written = settings.document.values["macros"]
    # In the file it may be spelled otherwise, such as "F5" or "?".
    spelled = next((one for one in written if normalise_key(one) == wanted), wanted)
    return settings.document.fault(("macros", spelled), problem, remedy)
