"""A file of settings in the person's own editor: on a private copy, looked through, then saved."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from hoory_tui.app.editor import EditorError, edit_in, editor_command, lay_out
from hoory_tui.app.mistakes import profile_mistakes, settings_mistakes
from hoory_tui.app.workplace import Workplace, left_behind
from hoory_tui.config import paths
from hoory_tui.config.document import MAX_BYTES, Document
from hoory_tui.config.errors import ConfigError, harmless
from hoory_tui.config.private import read_private, real_place, write_private
from hoory_tui.config.template import commented
from hoory_tui.words import said, saying

SETTINGS: Final = "settings"
PROFILES: Final = "profiles"
FILES: Final = (SETTINGS, PROFILES)
"""What can be edited."""


class Editing:
    """One file while it is edited; it changes only when it is saved.

    Until it is saved or given up the words are in a place of their own, so that whatever ends the
    program leaves them there. Raises ConfigError where it cannot be read, or where there is
    nothing to edit yet.
    """

    def __init__(self, which: str, environ: Mapping[str, str]) -> None:
        self._is_secret = which == PROFILES
        self._environ = environ
        if self._is_secret:
            self.path = paths.profiles_file(environ)
        else:
            # Who keeps the settings elsewhere, and has a link here, goes on having them there.
            self.path = real_place(paths.settings_file(environ))
        self._before = self._read()
        self._begun = self.text = self._begin()
        self._place: Workplace | None = None
        self.is_from_before = False
        """Whether the words are what was left behind once."""

    @property
    def is_changed(self) -> bool:
        """Whether the words are others than those of the file."""
        return self.text.strip("\n") != self._begun.strip("\n")

    @property
    def is_stale(self) -> bool:
        """Whether somebody else changed the file meanwhile."""
        try:
            return self._read() != self._before
        except ConfigError:
            return True

    def left_behind(self) -> list[Workplace]:
        """Return where words are that were neither saved nor given up; nobody edits them now.

        The newest is first. What holds nothing that is not in the file is removed.
        """
        found = left_behind(paths.state_dir(self._environ), self.path.name, self._begun)
        for one in found:
            if one.is_alone and not one.is_changed:
                one.remove()
        return [one for one in found if one.held >= 0]

    def go_on_with(self, place: Workplace) -> None:
        """Edit what was left behind, where it is; raises OSError."""
        self.text = place.read()
        self._place, self.is_from_before = place, True

    async def run_editor(self) -> None:
        """Have the words edited; raises EditorError, and the words are then as they were."""
        command = editor_command(self._environ)
        if self._place is None:
            self._place = lay_out(paths.state_dir(self._environ), self.path.name, self.text)
        try:
            edited = await edit_in(self._place, command)
        except EditorError:
            self._place.end()
            self._place = None
            raise
        self.text = f"{edited}\n"

    def give_up(self) -> None:
        """Keep nothing but the file."""
        if self._place is not None:
            self._place.remove()
            self._place = None

    def leave(self) -> Path | None:
        """Let the words be where they are, if they are others than those of the file; say where."""
        place, self._place = self._place, None
        if place is None:
            return None
        place.end()
        return place.file if place.file.exists() else None

    def mistakes(self) -> list[ConfigError]:
        """Return what is wrong with the words as they are, in the order of the lines."""
        try:
            document = Document.parse(self.path, self.text.encode())
        except ConfigError as error:
            return [error]
        if self._is_secret:
            return profile_mistakes(document, self._environ)
        return settings_mistakes(document)

    def save(self) -> None:
        """Replace the file, which only its owner can read then; raises ConfigError."""
        write_private(self.path, self.text.encode())
        self._before, self._begun = self.text.encode(), self.text
        self.give_up()

    def _begin(self) -> str:
        if self._before is not None:
            return _text_of(self.path, self._before)
        if self._is_secret:
            raise ConfigError(
                saying("there are no saved logins yet"),
                path=self.path,
                remedy=saying("run hoory-tui login"),
            )
        return commented()

    def _read(self) -> bytes | None:
        if self._is_secret:
            return read_private(self.path)
        return _read_plain(self.path)


def _read_plain(path: Path) -> bytes | None:
    try:
        if path.exists() and not path.is_file():
            raise _not_edited(path, saying("this is not a plain file"), saying("move it away"))
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        problem = saying("this file cannot be read ({strerror})", strerror=error.strerror)
        raise _not_edited(path, problem, saying("correct its rights")) from None
    if len(content) > MAX_BYTES:
        # What is beyond would be gone once it is saved.
        raise _not_edited(
            path, saying("this file is far too large for settings"), saying("move it away")
        )
    return content


def _not_edited(path: Path, problem: str, remedy: str) -> ConfigError:
    return ConfigError(problem, path=path, remedy=remedy)


def _text_of(path: Path, content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        # Letters that cannot be shown would be lost once it is saved.
        raise _not_edited(
            path, saying("this is not UTF-8 text"), saying("convert it to UTF-8 first")
        ) from None


def mistake_line(one: ConfigError) -> str:
    """Return a mistake as one line: its line and key, what is wrong, and what to do."""
    parts = [said("line {line}", line=one.line)] if one.line is not None else []
    if one.key is not None:
        parts.append(said("key {key}", key=one.key))
    words = said("{problem}; {remedy}.", problem=one.problem, remedy=one.remedy)
    if not parts:
        return harmless(f"{words[:1].upper()}{words[1:]}")
    return harmless(said("{place}: {words}", place=", ".join(parts), words=words))
