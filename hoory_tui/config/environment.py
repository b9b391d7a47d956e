"""Secrets in environment variables: taken once, then gone from there for everybody."""

from __future__ import annotations

import contextlib
import ctypes
import os
from collections.abc import MutableMapping


def take_secret(environ: MutableMapping[str, str], name: str) -> str:
    """Return a variable, "" if there is none, and remove it from where others could read it.

    An editor or an opener started later must not inherit it. In the real environment the memory
    that it came in is overwritten too, because the system shows that as long as we run.
    """
    return _take(name) if environ is os.environ else environ.pop(name, "")


def _take(name: str) -> str:
    value = os.environ.get(name, "")
    # Not every system has the list under this name, and none of them must keep us from starting.
    with contextlib.suppress(ValueError, OSError, AttributeError):
        _overwrite(os.fsencode(name) + b"=")
    os.environ.pop(name, None)
    return value


def _overwrite(beginning: bytes) -> None:
    entries = ctypes.POINTER(ctypes.c_void_p).in_dll(ctypes.CDLL(None), "environ")
    place = 0
    # A program can be given the same variable twice; all copies count.
    while (address := entries[place]) is not None:
        entry = ctypes.string_at(address)
        if entry.startswith(beginning):
            ctypes.memset(address + len(beginning), 0, len(entry) - len(beginning))
        place += 1
