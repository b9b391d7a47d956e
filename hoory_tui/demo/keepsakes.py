"""What the pretend agents keep besides the talks: attributes, notes and promises."""

from __future__ import annotations

from .company import Cast, read_table
from .records import Contact, ContactNote, Conversation, Json
from .world import World

_DAY = 86_400.0


def keep(world: World, cast: Cast) -> None:
    """Put definitions, notes and promises into a world whose talks are written."""
    data = read_table("keepsakes")
    world.attribute_definitions += [
        definition(number, **row) for number, row in enumerate(data["definitions"], 71)
    ]
    for person in data["people"]:
        for contact in [one for one in world.contacts.values() if one.name == person["name"]]:
            _keep_about(world, cast, contact, person)
            for conversation in world.conversations_of(contact.id):
                conversation.custom_attributes |= person["talk"]
                conversation.applied_sla = promise(conversation, **person["sla"])


def definition(number: int, key: str, name: str, kind: str, values: list[str], model: str) -> Json:
    """Return an attribute that the account made up, as the service lists it."""
    return {
        "id": number,
        "attribute_display_name": name,
        "attribute_display_type": kind,
        "attribute_description": name,
        "attribute_key": key,
        "regex_pattern": None,
        "regex_cue": None,
        "attribute_values": values,
        "attribute_model": model,
        "default_value": None,
        "created_at": "2026-01-01T09:00:00.000Z",
        "updated_at": "2026-01-01T09:00:00.000Z",
    }


def promise(
    conversation: Conversation, name: str, first: float, next: float, resolution: float
) -> Json:
    """Return the limits that a conversation is under, in seconds, as the service spells them."""
    return {
        "id": 1000 + conversation.id,
        "sla_id": 1,
        "sla_status": "active",
        "created_at": int(conversation.created_at),
        "updated_at": int(conversation.created_at),
        "sla_description": "",
        "sla_name": name,
        "sla_first_response_time_threshold": first,
        "sla_next_response_time_threshold": next,
        "sla_only_during_business_hours": False,
        "sla_resolution_time_threshold": resolution,
    }


def _keep_about(world: World, cast: Cast, contact: Contact, person: Json) -> None:
    contact.additional_attributes |= person["about"]
    contact.custom_attributes |= person["custom"]
    contact.labels = [*contact.labels, *person["labels"]]
    notes = world.contact_notes.setdefault(contact.id, [])
    for days, (author, content) in enumerate(reversed(person["notes"]), 1):
        moment = world.now() - days * 3 * _DAY
        agent = cast.agents[author]
        notes.insert(0, ContactNote(world.ids.take("note"), contact.id, agent.id, content, moment))
