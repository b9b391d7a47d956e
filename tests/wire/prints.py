"""All that any kind of print could show of an event, to look for secrets in."""

from __future__ import annotations

import dataclasses

from hoory_tui.wire.events import Event
from hoory_tui.wire.payload import Payload


def dumped(event: Event) -> str:
    """Return all that any kind of print could show of an event."""
    parts = [repr(event), str(dataclasses.asdict(event))]
    for field in dataclasses.fields(event):
        value = getattr(event, field.name)
        if isinstance(value, Payload):
            parts += [str(value.model_dump()), value.model_dump_json()]
    return "\n".join(parts)
