"""Settings that change while the console runs: noticed, looked through, and taken up by name."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Final

from textual import on

from hoory_tui.app.fitting import fitted
from hoory_tui.app.switching import SwitchingApp
from hoory_tui.config import paths
from hoory_tui.config.document import Document
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.settings import Settings
from hoory_tui.screens import learning_intents
from hoory_tui.words import said

_EVERY: Final = 2
"""Beats of a second between two looks at the files."""
_LATER: Final = frozenset(
    (
        *("plain", "mouse", "ascii", "emoji", "pictures", "picture_protocol", "cache"),
        *("observer", "bytes_per_second", "panes", "interface_language", "accounts_together"),
    )
)
"""Keys that decide how the console starts; all others are asked for when they matter."""
_MADE_OF: Final = {"rules": "_rulebook", "alerts": "_calls", "layout": "_letters"}
"""What is made once out of a setting, and has to be made anew."""
READ_ON: Final = 15.0

Mark = tuple[int, int, int] | None


class RereadingApp(SwitchingApp):
    """An app whose settings are those of the file, also when that changes."""

    _beats = 0

    @cached_property
    def _told_settings(self) -> Settings:
        """The settings as their file had them when they were last taken up.

        What the command line said besides is not among them, and stays.
        """
        document = self.settings.document
        return Settings() if document is None else document.build(Settings)

    @cached_property
    def _marks(self) -> dict[Path, Mark]:
        """How the files looked when they were last read."""
        return {}

    @property
    def _settings_file(self) -> Path:
        return paths.settings_file(self.environ)

    def _files(self) -> list[Path]:
        # A theme that came along changes with the program alone.
        own = paths.user_themes_dir(self.environ) / f"{self.theme}.toml"
        return [self._settings_file, own]

    def _beat(self) -> None:
        super()._beat()
        self._beats += 1
        if self._beats % _EVERY == 1 and not self.is_away:
            self.look_at_files()

    def look_at_files(self) -> None:
        """Take up what changed since the last look; nothing is written where nothing did."""
        for file in self._files():
            mark = _mark(file)
            if file not in self._marks:
                self._marks[file] = mark
                if file == self._settings_file and self._is_read_late(file):
                    self._take_settings()
            elif mark != self._marks[file]:
                self._marks[file] = mark
                if file == self._settings_file:
                    self._take_settings()
                elif mark is not None:
                    self._take_theme(self.theme)

    def _is_read_late(self, file: Path) -> bool:
        """Tell whether the file changed between the start and the first look at it."""
        document = self.settings.document
        if document is None or document.path != file:
            return False
        try:
            now = Document.read(file)
        except ConfigError:
            return True
        return now is None or now.text != document.text

    # The settings

    def _take_settings(self, *, is_asked: bool = False) -> None:
        from hoory_tui.app.mistakes import settings_mistakes
        from hoory_tui.config.settings import load_settings

        try:
            new = load_settings(self._settings_file)
            if new.document is not None and (wrong := settings_mistakes(new.document)):
                raise wrong[0]
        except ConfigError as error:
            self._tell_mistake(error)
            return
        changed = [name for name in _keys() if _differ(name, self._told_settings, new)]
        self._told_settings = new
        # What the console itself wrote into the file, as a theme that was kept, it has already.
        changed = [name for name in changed if name in _LATER or self._is_news(name, new)]
        if not changed:
            if is_asked:
                self.notify(said("The settings are as they were."), markup=False)
            return
        problem = self._apply([name for name in changed if name not in _LATER], new)
        if problem is not None:
            self._tell_mistake(problem)
            return
        self._tell_taken(changed)

    def _is_news(self, name: str, new: Settings) -> bool:
        return bool(getattr(self.settings, name) != getattr(fitted(new, self.environ), name))

    def _apply(self, names: list[str], new: Settings) -> ConfigError | None:
        """Take the named keys up; returns what is wrong with a theme that is wanted."""
        wanted = fitted(new, self.environ)
        if "theme" in names and wanted.theme != self.theme:
            try:
                self._take_up(wanted.theme)
            except ConfigError as error:
                return error
        values = {name: getattr(wanted, name) for name in names}
        self.settings = replace(self.settings, document=new.document, **values)
        for name in names:
            self.__dict__.pop(_MADE_OF.get(name, ""), None)
        if "language" in names:
            from hoory_tui.config.spoken import spoken_language

            self.main.language = spoken_language(self.settings.language)
        if "macros" in names:
            self.main.rebind_macros(self.settings.macros)
        if "keys" in names or "macros" in names:
            self.set_keymap(self.settings.keymap())
            self.main.use_keymap(self.settings.keymap())
        return None

    def _tell_taken(self, changed: list[str]) -> None:
        now = ", ".join(name for name in changed if name not in _LATER)
        later = ", ".join(name for name in changed if name in _LATER)
        if now and later:
            words = said(
                "Settings taken up: {now}. After the next start: {later}.", now=now, later=later
            )
        elif later:
            words = said("These settings count after the next start: {later}.", later=later)
        else:
            words = said("Settings taken up: {now}.", now=now)
        self.notify(words, markup=False)

    def _tell_mistake(self, error: ConfigError) -> None:
        told = said("{error} The settings from before stay.", error=error.sentence)
        self.notify(told, severity="warning", timeout=READ_ON, markup=False)

    # The theme

    def _take_theme(self, name: str) -> None:
        try:
            self._take_up(name)
        except ConfigError as error:
            self._tell_mistake(error)
        else:
            self.notify(said("The theme {name} was read again.", name=name), markup=False)

    def _take_up(self, name: str) -> None:
        from hoory_tui.app.themes import load_theme

        self.register_theme(load_theme(name, self.environ))
        if self.theme == name:
            # The same name does not tell the library that its colours are others.
            self._watch_theme(name)
        else:
            self.theme = name

    # By hand

    @on(learning_intents.ReadSettings)
    def read_settings(self) -> None:
        """Read the settings now, because somebody wants it."""
        for file in self._files():
            self._marks[file] = _mark(file)
        self._take_settings(is_asked=True)


def _keys() -> list[str]:
    from hoory_tui.config.tables import keys_of

    return list(keys_of(Settings))


def _differ(name: str, before: Settings, after: Settings) -> bool:
    return bool(getattr(before, name) != getattr(after, name))


def _mark(file: Path) -> Mark:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
