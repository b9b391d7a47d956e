"""Everything that is wrong with the settings, the saved logins and the macros of a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from hoory_tui.config import network, paths, secrets
from hoory_tui.config.document import Document
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.macrofiles import macros_folder, read_macros
from hoory_tui.config.private import read_private
from hoory_tui.config.profiles import ProfileBook, SavedLogin, read_profiles
from hoory_tui.config.settings import Settings, check_key_clashes, check_key_ids
from hoory_tui.config.wordtools import check_macro_keys


def find_mistakes(environ: Mapping[str, str]) -> list[ConfigError]:
    """Return every mistake in the files of this person, in the order of files and lines."""
    return [
        *_in_settings(environ),
        *_in_profiles(environ),
        *read_macros(macros_folder(environ)).problems,
    ]


def _in_settings(environ: Mapping[str, str]) -> list[ConfigError]:
    try:
        document = Document.read(paths.settings_file(environ))
    except ConfigError as error:
        return [error]
    if document is None:
        return []
    found = document.faults(Settings)
    if found:
        return found
    settings = replace(document.build(Settings), document=document)
    return list(_in_keys(settings))


def _in_keys(settings: Settings) -> Iterator[ConfigError]:
    if not (settings.keys or settings.macros):
        return
    # What there are keys for, only the screen's own modules know.
    from hoory_tui.keys import default_keys, known_ids

    known = known_ids()
    for name, keys in settings.keys.items():
        try:
            check_key_ids(replace(settings, keys={name: keys}), known)
        except ConfigError as error:
            yield error
    usual = default_keys()
    for defaults in usual:
        try:
            check_key_clashes(settings, defaults)
        except ConfigError as error:
            yield error
    try:
        check_macro_keys(settings, usual[:2])
    except ConfigError as error:
        yield error


def _in_profiles(environ: Mapping[str, str]) -> list[ConfigError]:
    file = paths.profiles_file(environ)
    try:
        content = read_private(file)
        if content is None:
            return []
        document = Document.parse(file, content)
        found = document.faults(ProfileBook, tables=(SavedLogin,))
        return found or list(_in_logins(read_profiles(file), environ))
    except ConfigError as error:
        return [error]


def _in_logins(book: ProfileBook, environ: Mapping[str, str]) -> Iterator[ConfigError]:
    folder = paths.config_dir(environ)
    for name, login in book.profiles.items():
        if login.ca_file:
            try:
                network.check_ca_file(secrets.beside(folder, login.ca_file))
            except ValueError as error:
                yield book.fault(name, "ca_file", str(error))
        if login.token_file:
            try:
                secrets.read_token_file(secrets.beside(folder, login.token_file))
            except ConfigError as error:
                yield error
        if not (login.token or login.token_command or login.token_file or login.keyring):
            yield book.fault(
                name, "token", "this login has no token", "add one, or run hoory-tui login"
            )
