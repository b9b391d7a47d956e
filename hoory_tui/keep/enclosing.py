"""What goes along with an unsent message, as text for the disk and back."""

from __future__ import annotations

import json
from typing import Any

from hoory_tui.store.enclosure import Enclosure, MailHeads, TemplateUse
from hoory_tui.wire.clean import clean, clean_line


def enclosure_text(enclosure: Enclosure | None) -> str:
    """Return the text that is kept; ``{}`` where nothing goes along."""
    kept: dict[str, Any] = {}
    if enclosure is not None and enclosure.in_reply_to is not None:
        kept["in_reply_to"] = enclosure.in_reply_to
    if enclosure is not None and (heads := enclosure.heads) is not None:
        kept["heads"] = [heads.to, heads.cc, heads.bcc]
    if enclosure is not None and (use := enclosure.template) is not None:
        kept["template"] = [use.name, use.language, use.category, use.namespace, use.values]
    return json.dumps(kept)


def read_enclosure(text: str) -> Enclosure | None:
    """Return what was kept, None for nothing; raises ValueError, TypeError or AttributeError."""
    kept = json.loads(text)
    in_reply_to, heads, template = (kept.get(key) for key in ("in_reply_to", "heads", "template"))
    enclosure = Enclosure(
        None if in_reply_to is None else int(in_reply_to),
        None if heads is None else _heads(heads),
        None if template is None else _template(template),
    )
    return enclosure or None


def _heads(kept: Any) -> MailHeads:  # noqa: ANN401 (it is what the disk has)
    to, cc, bcc = (tuple(clean_line(str(one)) for one in part) for part in kept)
    return MailHeads(to, cc, bcc)


def _template(kept: Any) -> TemplateUse:  # noqa: ANN401 (it is what the disk has)
    *names, values = kept
    name, language, category, namespace = (clean_line(str(one)) for one in names)
    pairs = tuple((clean_line(str(place)), clean(str(value))) for place, value in values)
    return TemplateUse(name, language, category, namespace, pairs)
