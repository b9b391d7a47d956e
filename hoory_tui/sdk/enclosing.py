"""What goes along with a message, in the names that servers have for it."""

from __future__ import annotations

from typing import Any

from hoory_tui.store.enclosure import Enclosure


def content_attributes(enclosure: Enclosure | None) -> dict[str, Any]:
    """Return what the message says of itself: the message that it answers."""
    if enclosure is None or enclosure.in_reply_to is None:
        return {}
    return {"in_reply_to": enclosure.in_reply_to}


def further_fields(enclosure: Enclosure | None) -> dict[str, Any]:
    """Return the fields beside the words: a mail's heads and the template that is to be used."""
    fields: dict[str, Any] = {}
    if enclosure is None:
        return fields
    if (heads := enclosure.heads) is not None:
        named = {"to_emails": heads.to, "cc_emails": heads.cc, "bcc_emails": heads.bcc}
        fields |= {name: ",".join(some) for name, some in named.items() if some}
    if (use := enclosure.template) is not None:
        # Older servers know places alone; newer ones take them for those of the body.
        fields["template_params"] = {
            "name": use.name,
            "category": use.category,
            "language": use.language,
            "namespace": use.namespace,
            "processed_params": dict(use.values),
        }
    return fields
