"""Every model of the wire, what its fields are made of, and data made up to fit or to hurt."""

from __future__ import annotations

import importlib
import pkgutil
import types
from collections.abc import Iterator
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from pydantic import SecretStr

import hoory_tui.wire
from hoory_tui.wire.clean import Safe
from hoory_tui.wire.payload import Payload
from tests.wire.text import ANY_JSON, ANY_TEXT

HOSTILE: Final = "\x1b]0;a\x07\n\u202eb\x9b\ud83d\u200b\U000e0041\ufdd0\t\x00"
"""One of each: an escape sequence, a break, a direction mark, a lone surrogate, a tag."""


def models() -> list[type[Payload]]:
    """Return every model that the modules of the wire declare."""
    for module in pkgutil.iter_modules(hoory_tui.wire.__path__):
        importlib.import_module(f"hoory_tui.wire.{module.name}")
    found: list[type[Payload]] = []
    pending = [Payload]
    while pending:
        for model in pending.pop().__subclasses__():
            if model.__module__.startswith("hoory_tui."):
                found.append(model)
                pending.append(model)
    return sorted(found, key=lambda model: model.__name__)


def annotations_of(model: type[Payload]) -> dict[str, Any]:
    """Return the annotations of a model's fields, with what they are annotated with."""
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields}


def key_of(model: type[Payload], name: str) -> str:
    """Return the key under which a field is sent."""
    alias = model.model_fields[name].validation_alias
    return alias if isinstance(alias, str) else name


def leaves_of(annotation: Any) -> Iterator[Any]:
    """Yield the parts of an annotation that hold values themselves, models left out."""
    kind, parts = get_origin(annotation), get_args(annotation)
    holds_parts = kind in (Union, types.UnionType, list) or (kind is dict and Any not in parts)
    if holds_parts:
        for part in parts:
            yield from leaves_of(part)
    elif kind is Annotated and get_origin(parts[0]) is list:
        yield from leaves_of(parts[0])
    elif not (isinstance(annotation, type) and issubclass(annotation, Payload)):
        yield annotation


def hurt(annotation: Any, branch: int) -> Any:
    """Return data that fits the annotation and is as hostile as it can be.

    `branch` chooses among the members of unions.
    """
    kind, parts = get_origin(annotation), get_args(annotation)
    if kind is Annotated:
        return hurt(parts[0], branch)
    if kind in (Union, types.UnionType):
        members = [part for part in parts if part is not type(None)]
        return hurt(members[branch % len(members)], branch)
    if kind is list:
        return [hurt(parts[0], branch)]
    if kind is dict:
        if Any in parts:
            return {HOSTILE: [HOSTILE, {HOSTILE: HOSTILE}], "k": HOSTILE}
        return {hurt(parts[0], branch): hurt(parts[1], branch)}
    if isinstance(annotation, type) and issubclass(annotation, Payload):
        return hurt_model(annotation, branch)
    texts: dict[Any, object] = dict.fromkeys((str, Safe, SecretStr), HOSTILE)
    plain: dict[Any, object] = {int: 7, float: 7.5, bool: True}
    return (texts | plain)[annotation]


def hurt_model(model: type[Payload], branch: int) -> dict[str, Any]:
    """Return data of a model in which every string, keys of free objects too, is hostile."""
    fields = annotations_of(model).items()
    return {key_of(model, name): hurt(annotation, branch) for name, annotation in fields}


ALL_KEYS: Final = sorted({key_of(model, name) for model in models() for name in model.model_fields})

MARKED_TEXT: Final = ANY_TEXT.map(lambda text: f"qXq{text}")
"""Texts that can be told from everything that is ours."""

ODD_JSON: Final = st.recursive(
    st.one_of(ANY_JSON, MARKED_TEXT, st.just(1), st.just({"id": 1})),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(ALL_KEYS), MARKED_TEXT), inner, max_size=6),
    ),
    max_leaves=15,
)
"""Data that looks like ours, with anything at all in place of the values."""
