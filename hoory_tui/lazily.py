"""Dataclasses and patterns that are made when they are first used, not when they are written down.

A dataclass takes up to a millisecond to make and a pattern up to ten; there are hundreds of them,
and the first picture of the console needs few.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from typing import AnyStr

    def pattern(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
        """Return what `re.compile` returns, compiled when it is first used."""

else:
    from threading import RLock

    _METHODS = ("__init__", "__repr__", "__eq__", "__hash__")
    _FROZEN = ("__setattr__", "__delattr__")
    _FACTS = ("__dataclass_fields__", "__dataclass_params__")
    _lock = RLock()
    _plans: dict[type, tuple[type, dict[str, object]]] = {}
    """Of a class that is not finished: the class as it was written, and the decorator's options."""

    def dataclass(written: type | None = None, /, **options: object) -> object:
        """Do what `dataclasses.dataclass` does, when the class is used for the first time."""
        if written is not None:
            return _postponed(written, options)
        return lambda one: _postponed(one, options)

    def pattern(expression: str | bytes, flags: int = 0) -> object:
        """Return what `re.compile` returns, compiled when it is first used."""
        return _Pattern(expression, flags)

    def _postponed(written: type, options: dict[str, object]) -> type:
        body = vars(written)
        notes = body.get("__annotations__", {})
        names = tuple(name for name in notes if "ClassVar" not in str(notes[name]))
        inherited = getattr(written, "__match_args__", ())
        left = set(_METHODS) | set(_FACTS) | set(_FROZEN if options.get("frozen") else ())
        stubs = {name: _Unfinished(name) for name in left if name in _FACTS or name not in body}
        stubs["__match_args__"] = tuple(dict.fromkeys((*inherited, *names)))
        if options.pop("slots", False):
            # Slots cannot be added to a class: it is written once more, as the library does it.
            kept = {name: body[name] for name in body if name not in (*names, *_NOT_COPIED)}
            if options.get("frozen"):
                kept |= {"__getstate__": _get_state, "__setstate__": _set_state}
            owner = type(written)(
                written.__name__, written.__bases__, {**kept, **stubs, "__slots__": names}
            )
        else:
            owner = written
            for name, stub in stubs.items():
                setattr(owner, name, stub)
        _plans[owner] = written, options
        return owner

    _NOT_COPIED = ("__dict__", "__weakref__")

    def _finish(owner: type) -> None:
        import dataclasses

        with _lock:
            if owner not in _plans:
                return
            written, options = _plans[owner]
            # Others may use the class meanwhile: the library works on another one, since it
            # would leave the stubs where they are, and what it made replaces them one by one.
            draft = _copied(owner) if owner is written else written
            before = dict(vars(draft))
            after = vars(dataclasses.dataclass(**options)(draft))
            slots = vars(owner).get("__slots__", ())
            for name in before:
                if name not in after and name not in slots:
                    delattr(owner, name)
            for name, value in after.items():
                if name not in slots and value is not before.get(name, _plans):
                    setattr(owner, name, _moved(value, draft, owner))
            for name, value in dict(vars(owner)).items():
                if isinstance(value, _Unfinished):
                    delattr(owner, name)
            del _plans[owner]

    def _copied(owner: type) -> type:
        """Return a class like this one was before it got its stubs."""
        body = {
            name: value
            for name, value in vars(owner).items()
            if name not in _NOT_COPIED and not isinstance(value, _Unfinished)
        }
        return type(owner)(
            owner.__name__, owner.__bases__, {**body, "__qualname__": owner.__qualname__}
        )

    def _moved(value: object, draft: type, owner: type) -> object:
        """Have a method that refers to the class it was made for refer to another."""
        for cell in getattr(value, "__closure__", None) or ():
            if cell.cell_contents is draft:
                cell.cell_contents = owner
        return value

    class _Unfinished:
        """Stands in for a part of a class, and finishes the class when it is asked for."""

        def __init__(self, name: str) -> None:
            self._name = name

        def __get__(self, instance: object, owner: type) -> object:
            for one in owner.__mro__:
                if vars(one).get(self._name) is self:
                    _finish(one)
            return getattr(owner if instance is None else instance, self._name)

    class _Pattern:
        """A pattern that is not compiled yet; what was asked for once is found without detour."""

        def __init__(self, expression: str | bytes, flags: int) -> None:
            self._arguments = expression, flags

        def __getattr__(self, name: str) -> object:
            found = getattr(re.compile(*self._arguments), name)
            setattr(self, name, found)
            return found

    def _get_state(self: object) -> list[object]:
        import dataclasses

        return [getattr(self, one.name) for one in dataclasses.fields(self)]

    def _set_state(self: object, state: list[object]) -> None:
        import dataclasses

        for one, value in zip(dataclasses.fields(self), state, strict=True):
            object.__setattr__(self, one.name, value)
