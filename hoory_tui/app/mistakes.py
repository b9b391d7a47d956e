"""Everything that is wrong with a file of settings or of logins, before anybody relies on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from hoory_tui.config import network, paths, secrets
from hoory_tui.config.document import Document
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.profiles import ProfileBook, SavedLogin
from hoory_tui.config.settings import Settings, check_key_clashes, check_key_ids
from hoory_tui.config.wordtools import check_macro_keys
from hoory_tui.words import saying


def settings_mistakes(document: Document) -> list[ConfigError]:
    """Return every mistake in a config.toml, in the order of its lines."""
    found = document.faults(Settings)
    if found:
        return found
    return list(_in_keys(replace(document.build(Settings), document=document)))


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
    told = set()
    for defaults in usual:
        try:
            check_key_clashes(settings, defaults)
        except ConfigError as error:
            # A key of everywhere clashes in several places and is one mistake.
            if str(error) not in told:
                told.add(str(error))
                yield error
    try:
        check_macro_keys(settings, usual[:2])
    except ConfigError as error:
        yield error


def profile_mistakes(document: Document, environ: Mapping[str, str]) -> list[ConfigError]:
    """Return every mistake in a profiles.toml; what it names is looked at, and nothing is run."""
    found = document.faults(ProfileBook, tables=(SavedLogin,))
    if found:
        return found
    book = replace(document.build(ProfileBook, tables=(SavedLogin,)), document=document)
    return [*_in_default(book), *_in_logins(book, environ)]


def _in_default(book: ProfileBook) -> Iterator[ConfigError]:
    assert book.document is not None
    if book.default is not None and book.default not in book.profiles:
        named = ", ".join(sorted(book.profiles))
        remedy = saying("write one of {names}", names=named) if named else saying("remove it")
        yield book.document.fault(
            ("default",), saying("there is no saved login of this name"), remedy
        )


def _in_logins(book: ProfileBook, environ: Mapping[str, str]) -> Iterator[ConfigError]:
    folder = paths.config_dir(environ)
    for name, login in book.profiles.items():
        if login.ca_file:
            try:
                network.check_ca_file(secrets.beside(folder, login.ca_file))
            except ValueError as error:
                yield book.fault(name, "ca_file", error.args[0])
        if login.token_file:
            try:
                secrets.read_token_file(secrets.beside(folder, login.token_file))
            except ConfigError as error:
                yield error
        if not (login.token or login.token_command or login.token_file or login.keyring):
            yield book.fault(
                name,
                "token",
                saying("this login has no token"),
                saying("add one, or run hoory-tui login"),
            )
