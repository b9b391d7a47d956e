"""A struct for each model, derived from it, that a compiled decoder fills straight from bytes.

It takes nothing but what the model declares, in the very types that it declares, and refuses
whatever does not fit, however slightly. What is taken has the same attributes as the model would
have, with the same values: cleaned, redacted, times in seconds.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from functools import cache, lru_cache
from operator import attrgetter
from typing import (
    Annotated,
    Any,
    ClassVar,
    Final,
    NamedTuple,
    TypeGuard,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec
from msgspec import UNSET
from msgspec.structs import force_setattr
from pydantic import AliasChoices

from hoory_tui.wire.clean import cut_body, cut_line, intern_line
from hoory_tui.wire.conversation import ConversationMeta
from hoory_tui.wire.limits import LARGEST_COUNT, LARGEST_ID
from hoory_tui.wire.message import (
    AttachmentPayload,
    Attachments,
    MessageConversationPayload,
)
from hoory_tui.wire.moments import read_moment
from hoory_tui.wire.payload import (
    Body,
    Count,
    Id,
    JsonObject,
    Line,
    Moment,
    Payload,
    Word,
    clean_object,
)
from hoory_tui.wire.plain_json import is_deeper
from hoory_tui.wire.redact import redact

_MANY: Final = 512
"""Parts of frames that are remembered of each kind, none larger than a frame read this way."""
_DEEPEST: Final = 16
"""Levels of a free-form object; deeper ones are for the reader that knows where to stop."""
_PLAIN_SECONDS: Final = 10_000_000_000.0
"""A number below this is neither milliseconds nor beyond any date."""


class _Untold(tuple[str, ...]):
    """Names of keys that did not come; a type of its own, so that no key can bring it."""

    __slots__ = ()


_NOTHING_UNTOLD: Final = _Untold()


class _Field(NamedTuple):
    """How a field is taken, and what makes of that the value that its model has."""

    taken: Any
    finish: Callable[[Any], object] | None = None
    default: object = None


class _Plan(NamedTuple):
    """What is left to do with the fields of a struct once the decoder has filled it."""

    names: tuple[str, ...]
    finishers: tuple[Callable[[Any], object], ...]
    values: Callable[[object], tuple[Any, ...]]


class _Struct(msgspec.Struct, frozen=True, gc=False):
    """What all derived structs have in common."""

    untold: _Untold = _NOTHING_UNTOLD

    def sent(self, field: str) -> bool:
        """Tell whether the server sent this key, of those whose null says something."""
        return field not in self.untold


class _Unfinished(_Struct, frozen=True, gc=False):
    """A struct of which some fields are not yet what they are to be when they are decoded."""

    plan: ClassVar[_Plan]

    def __post_init__(self) -> None:
        names, finishers, values = self.plan
        for name, finish, value in zip(names, finishers, values(self)):  # noqa: B905
            # The numbers among these are moments, of which all but a few are as they should be.
            if value is None or (value.__class__ is float and 0.0 < value < _PLAIN_SECONDS):
                continue
            if value is UNSET:
                force_setattr(self, "untold", _Untold((*self.untold, name)))
                force_setattr(self, name, {} if finish is _object else None)
            else:
                force_setattr(self, name, finish(value))


R = TypeVar("R")

_line = lru_cache(_MANY)(cut_line)
_word = lru_cache(_MANY)(intern_line)


def _remembering(decode: Callable[[bytes], R]) -> Callable[[msgspec.Raw], R]:
    # Authors, contacts and free-form objects come again and again, byte for byte.
    remembered = lru_cache(_MANY)(decode)
    return lambda raw: remembered(bytes(raw))


@_remembering
def _object(raw: bytes) -> dict[str, Any]:
    value = msgspec.json.decode(raw, type=dict[str, Any] | None)
    if is_deeper(value, _DEEPEST):
        raise ValueError("nested deeply")
    redact(value)
    return clean_object(value or {})


_FIELDS: Final[tuple[tuple[Any, _Field], ...]] = (
    (Line, _Field(str, _line)),
    (Word, _Field(str, _word)),
    (Body, _Field(str, cut_body)),
    (list[Line], _Field(list[str], lambda texts: [_line(text) for text in texts])),
    (Moment, _Field(float | str | None, lambda told: read_moment(told) if told else None)),
    (JsonObject, _Field(msgspec.Raw, _object, msgspec.Raw(b"{}"))),
    (Id, _Field(Annotated[int, msgspec.Meta(ge=0, le=LARGEST_ID)])),
    (Count, _Field(Annotated[int, msgspec.Meta(ge=0, le=LARGEST_COUNT)])),
    *((plain, _Field(plain)) for plain in (int, float, bool)),
)
_NEVER_THE_SAME: Final = (MessageConversationPayload, ConversationMeta)
"""Every event has another, so there is no use in remembering them."""
_REFUSED: Final = _Field(None)
"""For what has no short way: nothing but null is taken."""


@cache
def derive(model: type[Payload]) -> type[_Struct]:
    """Return the struct that takes what this model declares."""
    fields: list[tuple[str, Any, Any]] = []
    steps: dict[str, Callable[[Any], object]] = {}
    rename: dict[str, str] = {}
    hints = get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        taken, finish, default = _field(hints[name])
        if finish is not None:
            steps[name] = finish
        # Both would otherwise end in a value that is none.
        assert finish is not None or name not in model.null_clears
        assert default is not None or info.default_factory is None
        if info.is_required():
            fields.append((name, taken, msgspec.NODEFAULT))
        elif name in model.null_clears:
            fields.append((name, taken, UNSET))
        else:
            fields.append((name, taken, info.default if default is None else default))
        match info.validation_alias:
            case str(alias):
                rename[name] = alias
            case AliasChoices(choices=[_, *others]):
                fields += [(str(other), None, None) for other in others]
    namespace: dict[str, Any] = {
        name: own for name, own in vars(model).items() if isinstance(own, property)
    }
    if steps:
        namespace["plan"] = _plan(steps)
    struct = msgspec.defstruct(
        model.__name__,
        fields,
        bases=(_Unfinished if steps else _Struct,),
        namespace=namespace,
        rename=rename,
        kw_only=True,
        frozen=True,
        gc=False,
    )
    return cast("type[_Struct]", struct)


def _plan(steps: dict[str, Callable[[Any], object]]) -> _Plan:
    values = attrgetter(*steps)
    if len(steps) == 1:
        return _Plan(tuple(steps), tuple(steps.values()), lambda struct: (values(struct),))
    return _Plan(tuple(steps), tuple(steps.values()), values)


def _field(annotation: object) -> _Field:
    """Return how a field of this type is taken, refusing all but null where there is no way."""
    if get_origin(annotation) in (Union, types.UnionType):
        members = [one for one in get_args(annotation) if one is not type(None)]
        if len(members) == len(get_args(annotation)) or len(members) > 1:
            return _REFUSED
        if _is_model(members[0]):
            return _nested(members[0], nullable=True)
        field = _field(members[0])
        return field._replace(taken=Union[field.taken, None])  # noqa: UP007
    if annotation == Attachments:
        return _field(list[AttachmentPayload])
    if get_origin(annotation) is list and _is_model(get_args(annotation)[0]):
        finish = _remembering(msgspec.json.Decoder(derive(get_args(annotation)[0])).decode)
        return _Field(list[msgspec.Raw], lambda raws: [finish(raw) for raw in raws])
    if _is_model(annotation):
        return _nested(annotation, nullable=False)
    return next((field for known, field in _FIELDS if known == annotation), _REFUSED)


def _nested(model: type[Payload], *, nullable: bool) -> _Field:
    taken: Any = derive(model) | None if nullable else derive(model)
    if model in _NEVER_THE_SAME:
        return _Field(taken)
    return _Field(msgspec.Raw, _remembering(msgspec.json.Decoder(taken).decode))


def _is_model(annotation: object) -> TypeGuard[type[Payload]]:
    return isinstance(annotation, type) and issubclass(annotation, Payload)
