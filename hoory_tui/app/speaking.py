"""The language that the console speaks, from the settings and the locale, chosen once at start."""

from __future__ import annotations

from hoory_tui.config.spoken import interface_language
from hoory_tui.words import speak

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hoory_tui.config.settings import Settings


def speak_as_set(settings: Settings) -> None:
    """Speak the language that the agent has chosen, or that of the environment."""
    speak(interface_language(settings.interface_language))
