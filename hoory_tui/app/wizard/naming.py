"""The last step of a sign-in: what the login is called, and what it is seen by."""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from hoory_tui.app.wizard.talker import Talker, is_yes, sentence
from hoory_tui.config.profiles import ProfileBook, SavedLogin, check_name
from hoory_tui.config.tables import check_of
from hoory_tui.lazily import pattern
from hoory_tui.words import said

_USUAL: Final = frozenset(
    ("www", "app", "apps", "support", "help", "helpdesk", "desk", "chat", "inbox", "my", "crm")
)
SECOND_NAMES: Final = frozenset(("co", "com", "org", "net", "gov", "ac", "edu"))
"""Second names of a country's own: what stands before them is whose it is."""
_OTHERS: Final = pattern(r"[^A-Za-z0-9_-]+")
_FALLBACK: Final = "desk"
_LOCAL: Final = "local"


def suggested_name(url: str) -> str:
    """Return a name for the login of a desk, out of its host: `acme` for support.acme.com."""
    host = urlsplit(url).hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return _LOCAL if ipaddress.ip_address(host).is_loopback else _FALLBACK
    parts = host.split(".")
    if len(parts) == 1:
        return _LOCAL if host == "localhost" else _made(host)
    parts = parts[:-1]
    if len(parts) > 1 and parts[-1] in SECOND_NAMES:
        parts = parts[:-1]
    telling = [one for one in parts if one not in _USUAL]
    # Of eu.support.acme.com both ends tell something; the owner is the last.
    return _made("-".join(dict.fromkeys([telling[-1], *telling[:-1]])) if telling else parts[-1])


def _made(text: str) -> str:
    name = _OTHERS.sub("-", text).strip("-_")[:40].strip("-_")
    try:
        return check_name(name)
    except ValueError:
        return _FALLBACK


def free_name(book: ProfileBook, url: str, account_id: int) -> str:
    """Return the name that this login has already, or one that no other has."""
    for name, login in book.profiles.items():
        if (login.url, login.account_id) == (url, account_id):
            return name
    first = suggested_name(url)
    number, name = 1, first
    while name in book.profiles:
        number += 1
        name = f"{first}-{number}"
    return name


def ask_name(talker: Talker, book: ProfileBook, url: str, account_id: int) -> str:
    """Return the name to save a login by; one of another desk only after a yes."""
    typed = free_name(book, url, account_id)
    while True:
        typed = talker.ask(said("Name of this login: "), typed).strip() or typed
        try:
            check_name(typed)
        except ValueError as error:
            talker.say(sentence(error))
            continue
        other = book.profiles.get(typed)
        if other is None or (other.url, other.account_id) == (url, account_id):
            return typed
        question = said(
            "{name} is your login for {url}, account {number}. Replace it? [yes/No] ",
            name=typed,
            url=other.url,
            number=other.account_id,
        )
        if is_yes(talker.ask(question)):
            return typed
        typed = free_name(book, url, account_id)


def ask_colour(talker: Talker, before: str) -> str:
    """Return the colour that the login is to be seen by, "" for none."""
    check = check_of(SavedLogin, "colour")
    question = said("Colour to know it by, such as red or #c0392b (Enter alone for none): ")
    while True:
        # A mistake does not stand there again: whoever typed on would only lengthen it.
        typed = talker.ask(question, before).strip()
        if not typed:
            return ""
        try:
            return str(check(typed))
        except ValueError as error:
            talker.say(sentence(error))
