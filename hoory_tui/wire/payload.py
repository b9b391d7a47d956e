"""The base of all models of the wire: lenient about what servers leave out, add or get wrong."""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection
from typing import Annotated, Any, ClassVar, Final, TypeVar

import pydantic_core
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from hoory_tui.wire.clean import Safe, clean_json, clean_line, cut_body, cut_line, intern_line
from hoory_tui.wire.limits import LARGEST_COUNT, LARGEST_ID
from hoory_tui.wire.moments import read_moment
from hoory_tui.wire.plain_json import WireError as WireError
from hoory_tui.wire.plain_json import decode_plainly
from hoory_tui.wire.redact import conceal, may_hold_secrets, redact
from hoory_tui.words import saying

_MEND_ROUNDS: Final = 6


def _refuse_truth(value: object) -> object:
    if value is True:
        # It would pass for the first of all conversations.
        raise ValueError("no id")
    return value


def _null_as_empty(value: object) -> object:
    return {} if value is None else value


def clean_object(value: dict[str, Any]) -> dict[str, Any]:
    """Return a free-form object in which every key and text is cleaned."""
    return {clean_line(key): clean_json(item) for key, item in value.items()} if value else value


Line = Annotated[Safe, AfterValidator(cut_line)]
"""One cleaned line: names, labels, addresses."""

Word = Annotated[Safe, AfterValidator(intern_line)]
"""A cleaned word out of a small set, such as a status; unknown words are kept as they are."""

Body = Annotated[Safe, AfterValidator(cut_body)]
"""Cleaned text of several lines."""

Moment = Annotated[float | None, BeforeValidator(read_moment)]
"""Unix seconds, or None for never; see read_moment."""

JsonObject = Annotated[
    dict[str, Any], BeforeValidator(_null_as_empty), AfterValidator(clean_object)
]
"""A free-form object, cleaned throughout; null reads as empty."""


Id = Annotated[int, Field(ge=0, le=LARGEST_ID), BeforeValidator(_refuse_truth)]
"""A database id; some servers write it as text. What carries any other is about nothing."""

Count = Annotated[int, Field(ge=0, le=LARGEST_COUNT)]
"""How many there are of something, or how large something is."""


class Payload(BaseModel):
    """One object as received; `model_fields_set` tells which keys the server really sent."""

    null_clears: ClassVar[frozenset[str]] = frozenset()
    """The fields of which a null says something else than an absent key; see `sent`."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    @property
    def untold(self) -> Collection[str]:
        """Those of `null_clears` that the server did not send."""
        return self.null_clears - self.model_fields_set

    def sent(self, field: str) -> bool:
        """Tell whether the server sent this key, be it null."""
        return field in self.model_fields_set


P = TypeVar("P", bound=BaseModel)


def read_json(text: str | bytes, *, with_secrets: bool = False) -> object:
    """Return the decoded JSON text, without the secrets that may be in it.

    `with_secrets` keeps them, each as a SecretStr, for the model that takes them. Raises
    WireError when it is not JSON. Lone surrogates and nesting are the sender's to choose, so
    neither may end anything but this one text.
    """
    data = _decode(text)
    if may_hold_secrets(text):
        return conceal(data) if with_secrets else redact(data)
    return data


def _decode(text: str | bytes) -> object:
    try:
        return pydantic_core.from_json(text)
    except (ValueError, TypeError):
        pass
    # The fast reader refuses lone surrogates; a message must not be lost for one of those.
    return decode_plainly(text)


def read_payload(model: type[P], data: object, leave_out: Callable[[str], None] | None = None) -> P:
    """Return the model of this data, leaving out the keys that cannot be read.

    A list item that lacks its id is left out whole. `leave_out` is told when that happened.
    Raises WireError when what remains is still no such object; both name keys, never values.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problem = error
    mended = copy.deepcopy(data)
    for _ in range(_MEND_ROUNDS):
        cuts = [_cut(mended, fault["loc"]) for fault in problem.errors(include_url=False)]
        if not all(cuts):
            break
        _drop_cut(mended)
        try:
            read = model.model_validate(mended)
        except ValidationError as error:
            problem = error
        else:
            if leave_out is not None:
                leave_out(_naming_keys(model, problem))
            return read
    raise WireError(_naming_keys(model, problem))


def _naming_keys(model: type[BaseModel], problem: ValidationError) -> str:
    # Places in lists and ids as keys say nothing, and would make each case a kind of its own.
    keys = sorted(
        {
            ".".join(_key_name(part) for part in fault["loc"]) or "(all)"
            for fault in problem.errors(include_url=False, include_input=False)
        }
    )
    return saying("{model}: cannot read {keys}", model=model.__name__, keys=", ".join(keys[:4]))


def _key_name(part: int | str) -> str:
    return part if isinstance(part, str) and part.isidentifier() and part.isascii() else "…"


class _Cut:
    """Marks a value to leave out, so that list positions stay right until all are marked."""


_CUT: Final = _Cut()


def _cut(data: object, where: tuple[int | str, ...]) -> bool:
    # Some steps lead nowhere in the data: they name a missing key, the branch of a union or the
    # list that a single object was taken for. The deepest value on the way bears the blame.
    holder: Any = None
    last: int | str = ""
    value: Any = data
    for step in where:
        if _leads_on(value, step):
            holder, last, value = value, step, value[step]
    if holder is None:
        return False
    holder[last] = _CUT
    return True


def _leads_on(value: object, step: int | str) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and step < len(value)


def _drop_cut(data: object) -> None:
    if isinstance(data, dict):
        for key in [key for key, value in data.items() if value is _CUT]:
            del data[key]
        for value in data.values():
            _drop_cut(value)
    elif isinstance(data, list):
        data[:] = [item for item in data if item is not _CUT]
        for item in data:
            _drop_cut(item)
