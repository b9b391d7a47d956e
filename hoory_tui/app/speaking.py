"""The language that the console speaks, from the settings and the locale, chosen once at start."""

from __future__ import annotations

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.spoken import interface_language
from hoory_tui.words import speak

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hoory_tui.config.settings import Settings


def speak_as_set(settings: Settings) -> None:
    """Speak the language that the agent has chosen, or that of the environment."""
    speak(interface_language(settings.interface_language))


def speak_before_settings() -> None:
    """Speak as the settings say where they can be read, else as the environment does."""
    from hoory_tui.config.settings import AUTO, load_settings

    try:
        speak_as_set(load_settings())
    except ConfigError:
        # Whoever starts the console is told of it.
        speak(interface_language(AUTO))
