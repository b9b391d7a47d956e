"""File names that strangers propose, made into one harmless name inside one folder."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from hoory_tui.wire.clean import clean_line

LONGEST_NAME: Final = 120
"""Bytes of UTF-8; every file system takes these, with room for what is put after a name."""

_LONGEST_EXTENSION: Final = 20
_LONGEST_RAW: Final = 4096
_REPLACED: Final = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))
# Control, format, surrogate, private and unassigned characters, line and paragraph separators.
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Letters and marks that are drawn as nothing: two names with and without them look the same.
_SHAPELESS: Final = frozenset(
    map(chr, [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x3164, 0xFFA0])
) | frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x2800, 0xFFFD]))
# Names that are devices on Windows, whatever follows the first dot.
_DEVICE: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE
)
# A dot hides a file, most programs read a dash as an option, a shell a tilde as a home folder.
_LEADING: Final = ".-~ "

_PROGRAMS: Final = frozenset(
    {"action", "apk", "app", "appimage", "application", "bash", "bat", "bin", "chm", "cmd", "com",
    "command", "cpl", "csh", "deb", "desktop", "dll", "dmg", "docm", "dotm", "elf", "exe", "fish",
    "gadget", "hta", "htm", "html", "inf", "ins", "iso", "jar", "jnlp", "js", "jse", "ksh", "lnk",
    "lua", "mjs", "msc", "msi", "msp", "out", "pif", "php", "pl", "pptm", "ps1", "psm1", "py",
    "pyc", "pyw", "pyz", "rb", "reg", "rpm", "run", "scf", "scpt", "scr", "service",
    "settingcontent-ms", "sh", "so", "svg", "tcsh", "terminal", "tool", "url", "vb", "vbe", "vbs",
    "wsf", "wsh", "workflow", "xhtml", "xlam", "xlsm", "xltm", "xml", "xpi", "zsh"}
)  # fmt: skip
_DOCUMENTS: Final = frozenset(
    {"avi", "bmp", "csv", "doc", "docx", "gif", "heic", "jpeg", "jpg", "m4a", "mov", "mp3", "mp4",
    "odp", "ods", "odt", "ogg", "pdf", "png", "ppt", "pptx", "rtf", "tif", "tiff", "txt", "wav",
    "webm", "webp", "xls", "xlsx"}
)  # fmt: skip
_WRAPPERS: Final = frozenset({"asc", "bz2", "gz", "part", "sig", "xz", "zst"})

_PARAMETER: Final = re.compile(
    r""";\s*(filename\*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;"]*))""", re.IGNORECASE | re.DOTALL
)
_QUOTED_PAIR: Final = re.compile(r"\\(.)", re.DOTALL)


def clean_file_name(raw: str, fallback: str) -> str:
    """Return the one path component that a proposed name or path stands for.

    `raw` may be percent-encoded. The result has 1 to `LONGEST_NAME` bytes, is printable, is
    no device, no option, not hidden and no other folder; `fallback` where nothing is left.
    """
    return _settle(unquote(raw[-_LONGEST_RAW:], errors="replace")) or fallback


def numbered(name: str, number: int) -> str:
    """Return a clean name with a number before its extension, as short as names must be."""
    stem, extension = _parts(name)
    return _cut(stem, f"-{number}{extension}")


def proposed_name(disposition: str, url: str) -> str:
    """Return the name that a Content-Disposition gives, or else the path of a URL; "" for none.

    It is as it came, percent-encoded, and nothing to be used before `clean_file_name`.
    """
    return _disposition_name(disposition[:_LONGEST_RAW]) or _url_name(url)


def is_risky(name: str) -> bool:
    """Tell whether a clean name is one of a program or of something that poses as a document."""
    words = [word.strip() for word in name.lower().split(".")]
    if len(words) < 2:
        return False
    if words[-1] in _PROGRAMS:
        return True
    poses = len(words) > 2 and words[-2] in _DOCUMENTS
    return poses and words[-1] not in _DOCUMENTS | _WRAPPERS


def _settle(name: str) -> str:
    # Each step can uncover what an earlier one removes, so they are repeated until nothing
    # changes; every round but the first can only shorten the name.
    for _ in range(8):
        before, name = name, _tidy(name)
        if name == before:
            return name
    return ""


def _tidy(name: str) -> str:
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(" " if each.isspace() else each for each in name if _is_kept(each))
    name = clean_line(_from_first_letter(name))
    name = unicodedata.normalize("NFC", name).translate(_REPLACED)
    name = re.sub(" +", " ", _from_first_letter(name)).rstrip(". ")
    if _DEVICE.match(name):
        name = f"_{name}"
    return _cut(*_parts(name))


def _from_first_letter(name: str) -> str:
    # A mark without a letter would be drawn on whatever stands before the name.
    for start, letter in enumerate(name):
        if letter not in _LEADING and not unicodedata.category(letter).startswith("M"):
            return name[start:]
    return ""


def _is_kept(character: str) -> bool:
    # What `isspace` calls space becomes one, but breaks of lines are controls first of all.
    return unicodedata.category(character) not in _DROPPED and character not in _SHAPELESS


def _parts(name: str) -> tuple[str, str]:
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension.encode()) > _LONGEST_EXTENSION:
        return name, ""
    return stem, dot + extension


def _cut(stem: str, end: str) -> str:
    room = LONGEST_NAME - len(end.encode())
    return stem.encode()[:room].decode(errors="ignore") + end


def _disposition_name(header: str) -> str:
    found: dict[str, str] = {}
    for parameter, quoted, plain in _PARAMETER.findall(f";{header}"):
        value = _QUOTED_PAIR.sub(r"\1", quoted) if quoted else plain.strip()
        found.setdefault(parameter.lower(), value)
    return _extended(found.get("filename*", "")) or found.get("filename", "")


def _extended(value: str) -> str:
    charset, _, rest = value.partition("'")
    _, mark, encoded = rest.partition("'")
    if not mark:
        return ""
    if charset.lower() != "iso-8859-1":
        return encoded
    return quote(unquote(encoded, encoding="latin-1"))


def _url_name(url: str) -> str:
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return path.rpartition("/")[2]
