"""What an account has prepared for its agents: canned responses, macros, folders, attributes."""

from __future__ import annotations

from pydantic import Field

from hoory_tui.wire.payload import Body, Id, JsonObject, Line, Payload, Word


class CannedResponsePayload(Payload):
    """A prepared answer and the short code that it is called by."""

    id: Id
    short_code: Line | None = None
    content: Body | None = None


class MacroActionPayload(Payload):
    """One step of a macro; its parameters are ids, words or texts, as the action wants them."""

    action_name: Word = Field(default="")  # type: ignore[assignment]
    action_params: list[int | Body | None] | None = None


class MacroPayload(Payload):
    """Steps that are done to a conversation at once; `visibility` is personal or global."""

    id: Id
    name: Line | None = None
    visibility: Word | None = None
    actions: list[MacroActionPayload] | None = None


class CustomFilterPayload(Payload):
    """A saved filter, which is called a folder; `query` is what the filter endpoint takes."""

    id: Id
    name: Line | None = None
    query: JsonObject = Field(default_factory=dict)


class AttributeDefinitionPayload(Payload):
    """An attribute that an account has made up for its conversations or contacts."""

    id: Id
    attribute_key: Line | None = None
    attribute_display_name: Line | None = None
    attribute_display_type: Word | None = None
    attribute_values: list[Line] | None = None
    attribute_model: Word | None = None
