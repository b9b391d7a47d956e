"""The gate: every address from outside passes here before it is shown as one or opened.

What comes out is plain ASCII, begins with ``http://`` or ``https://`` and names the host
that a browser would really go to; everything else is refused with a reason.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote

from hoory_tui.lazily import dataclass, pattern
from hoory_tui.wire import hostnames
from hoory_tui.words import said, to_say

LONGEST: Final = 2048

_PARTS: Final = pattern(r"(?P<scheme>https?)://(?P<place>[^/?#]*)(?P<rest>.*)", re.I | re.S)
_SCHEME: Final = pattern(r"([A-Za-z][A-Za-z0-9+.-]{0,30}):")
_BARE_PERCENT: Final = pattern(r"%(?![0-9A-Fa-f]{2})")
_CODED_CONTROL: Final = pattern(r"%(?:[01][0-9A-F]|7F|C2%[89][0-9A-F])", re.I)
_HARMLESS_CONTROL: Final = pattern(r"%0[9AD]", re.I)
"""Tab and line breaks: links that share a text carry them in all honesty."""
_KEPT: Final = "/?#[]@!$&'()*+,;=:-._~%"
# Everything that means something in an address but nothing in it says so to a reader.
_UNSEEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")
_SHOWN_ONLY: Final = {"mailto": to_say("an e-mail address"), "tel": to_say("a telephone number")}


@dataclass(frozen=True, slots=True)
class Link:
    """An address that may be opened; `url` and `host` are ASCII, `spelled` is for reading."""

    url: str
    host: str
    spelled: str
    """The host in its own script where it has one, else the same as `host`."""
    warnings: tuple[str, ...] = ()
    """Sentences about what the reader should know before opening it."""
    is_suspect: bool = False
    """Whether it looks like something that it is not."""

    @property
    def place(self) -> str:
        """The real host, in ASCII and as it is spelled where that differs."""
        return self.host if self.spelled == self.host else f"{self.spelled} = {self.host}"


@dataclass(frozen=True, slots=True)
class Refused:
    """An address that is never opened; `reason` completes "This is not opened: …"."""

    reason: str
    may_copy: bool = False
    """Whether it is an address all the same, of a kind that is only shown."""


def read_link(url: str, label: str = "") -> Link | Refused:
    """Return the address as it may be shown and opened, or why not.

    `label` is the text it was hidden behind: one that looks like another host is warned of.
    """
    url = url.strip(" ")
    refused = _refusal(url)
    if refused is not None:
        return refused
    found = _PARTS.fullmatch(url)
    if found is None:
        return Refused(said("it is not a whole web address"))
    try:
        host, port = hostnames.split_port(found["place"])
        host = hostnames.to_ascii(host)
    except ValueError as error:
        return Refused(said(str(error)))
    rest = quote(_BARE_PERCENT.sub("%25", found["rest"]), safe=_KEPT)
    if not rest.startswith("/"):
        rest = f"/{rest}"
    address = f"{found['scheme'].lower()}://{host}{port}{rest}"
    if len(address) > LONGEST:
        return Refused(said("it is longer than {count} characters", count=LONGEST))
    spelled = hostnames.to_unicode(host)
    alarms = [
        *_host_alarms(found["place"], host, spelled),
        *_label_alarms(label, host),
        *_control_alarms(address),
    ]
    warnings = (*alarms, *_notes(address, host, spelled))
    return Link(address, host, spelled, warnings, is_suspect=bool(alarms))


def _refusal(url: str) -> Refused | None:
    if len(url) > LONGEST:
        return Refused(said("it is longer than {count} characters", count=LONGEST))
    if not url.isascii() or not url.isprintable() or " " in url:
        for character in url:
            if unicodedata.category(character) in _UNSEEN:
                return Refused(said("it contains spaces or characters that cannot be seen"))
    if "\\" in url:
        return Refused(said("it contains a backslash, which browsers read as they like"))
    scheme = _SCHEME.match(url)
    if scheme is None:
        return Refused(said("it is not a whole web address"))
    name = scheme.group(1).lower()
    if name in _SHOWN_ONLY:
        return Refused(said("it is {kind}", kind=said(_SHOWN_ONLY[name])), may_copy=True)
    if name not in ("http", "https"):
        return Refused(said("{name}: is not an address of the web", name=name))
    return None


def _host_alarms(written: str, host: str, spelled: str) -> list[str]:
    if hostnames.ip_of(host) is not None:
        as_written = hostnames.split_port(written)[0].lower()
        if as_written.isascii() and (as_written == host or as_written.startswith("[")):
            return []
        return [
            said("The host is the number {host}, written so that it is hard to see.", host=host)
        ]
    if "xn--" in host and hostnames.is_lookalike(spelled):
        return [
            said(
                "The name {spelled} mixes alphabets or imitates Latin letters; it is {host}.",
                spelled=spelled,
                host=host,
            )
        ]
    return []


def _label_alarms(label: str, host: str) -> list[str]:
    claimed = claimed_host(label)
    if not claimed or _belongs(host, claimed):
        return []
    return [
        said(
            "The text says {claimed}, but the link leads to {host}.",
            claimed=claimed[:80],
            host=host,
        )
    ]


def _control_alarms(address: str) -> list[str]:
    controls = _CODED_CONTROL.findall(address)
    if all(_HARMLESS_CONTROL.fullmatch(one) for one in controls):
        return []
    return [said("The address carries encoded control characters; they stay encoded.")]


def _notes(address: str, host: str, spelled: str) -> list[str]:
    notes = []
    if "xn--" in host and not hostnames.is_lookalike(spelled):
        notes.append(
            said(
                "The name {spelled} is written in letters of its own; it is {host}.",
                spelled=spelled,
                host=host,
            )
        )
    if hostnames.ip_of(host) is not None:
        notes.append(said("The host is a bare number, not a name."))
    if hostnames.is_local(host):
        notes.append(said("It leads into your own network or machine."))
    if address.startswith("http://"):
        notes.append(said("The connection is not encrypted (http)."))
    return notes


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A host in running text: a scheme or www before it, or an end that is no ending of files.
_CLAIM: Final = pattern(
    r"(?P<sure>https?://|www\.)?(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})(?P<at>@?)", re.I
)
_FILE_ENDINGS: Final = _words(
    "pdf png jpg jpeg gif webp svg doc docx xls xlsx ppt pptx csv txt html "
    "htm json xml js css mp3 mp4 wav log ini"
)


def claimed_host(label: str) -> str:
    """Return the host that a text looks like, in lower case; empty when it looks like none."""
    text = unicodedata.normalize("NFKC", label[:300])
    for found in _CLAIM.finditer(text):
        host = found["host"].lower().removeprefix("www.")
        ending = host.rpartition(".")[2]
        before = text[: found.start()]
        if found["at"] or before.endswith("@"):
            continue
        if found["sure"] and "." in found["host"]:
            return host
        if len(ending) >= 2 and not any(map(str.isdigit, ending)) and ending not in _FILE_ENDINGS:
            return host
    return ""


def _belongs(host: str, claimed: str) -> bool:
    try:
        claimed = hostnames.to_ascii(claimed)
    except ValueError:
        return False
    host = host.removeprefix("www.")
    return host == claimed or host.endswith(f".{claimed}")
