"""Everything that is wrong with the settings, the saved logins and the macros of a person."""

from __future__ import annotations

from collections.abc import Mapping

from hoory_tui.app.mistakes import profile_mistakes, settings_mistakes
from hoory_tui.config import paths
from hoory_tui.config.document import Document
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.macrofiles import macros_folder, read_macros
from hoory_tui.config.private import read_private


def find_mistakes(environ: Mapping[str, str]) -> list[ConfigError]:
    """Return every mistake in the files of this person, in the order of files and lines."""
    return [
        *_in_settings(environ),
        *_in_profiles(environ),
        *read_macros(macros_folder(environ)).problems,
        *_in_themes(environ),
    ]


def _in_themes(environ: Mapping[str, str]) -> list[ConfigError]:
    if not any(paths.user_themes_dir(environ).glob("*.toml")):
        return []
    # What a theme must have, the screen's own modules know.
    from hoory_tui.app.themes import broken_themes

    return broken_themes(environ)


def _in_settings(environ: Mapping[str, str]) -> list[ConfigError]:
    try:
        document = Document.read(paths.settings_file(environ))
    except ConfigError as error:
        return [error]
    return [] if document is None else settings_mistakes(document)


def _in_profiles(environ: Mapping[str, str]) -> list[ConfigError]:
    file = paths.profiles_file(environ)
    try:
        content = read_private(file)
        return [] if content is None else profile_mistakes(Document.parse(file, content), environ)
    except ConfigError as error:
        return [error]
