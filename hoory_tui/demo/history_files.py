"""Turns the data files' short descriptions into attachments."""

from __future__ import annotations

from .files import PICTURE_SIZE, content_type_of, file_type_of
from .records import Attachment, Json, Message
from .world import World


def attach(world: World, message: Message, description: str | Json) -> Attachment:
    """Add a file ("hinge.jpg") or a place ({"lat", "long", "title"}) to a message."""
    number = world.ids.take("attachment")
    if isinstance(description, str):
        attachment = _file(number, message, description)
    else:
        extra = {
            "coordinates_lat": description["lat"],
            "coordinates_long": description["long"],
            "fallback_title": description.get("title"),
            "data_url": None,
        }
        attachment = Attachment(number, message.id, "location", message.created_at, extra=extra)
    message.attachments.append(attachment)
    world.attachments[number] = attachment
    return attachment


def _file(number: int, message: Message, file_name: str) -> Attachment:
    kind = content_type_of(file_name)
    attachment = Attachment(
        number,
        message.id,
        file_type_of(kind),
        message.created_at,
        file_name=file_name,
        content_type=kind,
        sample=file_name,
    )
    if attachment.file_type == "image":
        attachment.width, attachment.height = PICTURE_SIZE
    return attachment
