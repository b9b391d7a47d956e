"""What of a desk's data may stand in a file: its shape, its ids and times, and nobody's words.

It goes by what may stay: a text whose key and value are not known to be the server's own is
replaced, whatever it is. Secrets become stars first, whatever is asked to be kept.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Any, Final

from hoory_tui.sdk.recording.masking import Mask
from hoory_tui.sdk.recording.spared import EXTENSIONS, VOCABULARY
from hoory_tui.sdk.secrecy import SECRETS
from hoory_tui.wire.redact import STARS, is_secret_key

TEXTS: Final = frozenset(
    (
        *("content", "processed_message_content", "message_signature", "description", "reply"),
        *("full", "subject", "external_error", "quoted", "feedback_message", "welcome_tagline"),
        *("welcome_title", "greeting_message", "out_of_office_message", "push_message_title"),
        *("push_message_body", "short_code", "fallback_title", "mail_subject", "body"),
    )
)
"""The keys of what people wrote, which `keep_text` leaves as it is."""
_PERSONAL: Final = frozenset(
    (
        *("phone_number", "source_id", "identifier", "name", "available_name", "email", "value"),
        *("coordinates_lat", "coordinates_long", "echo_id", "uuid", "inbox_identifier"),
    )
)
"""The keys whose values tell of somebody also where they are numbers."""
_FREE: Final = frozenset(
    (
        *("custom_attributes", "additional_attributes", "submitted_values", "items", "values"),
        *("translations", "ui_settings", "message_templates", "bot_config", "provider_config"),
        *("query", "actions", "selected_feature_flags", "features", "settings", "limits"),
    )
)
"""The keys of objects that people fill as they like, the keys in them too."""
_KNOWN_IN_FREE: Final = frozenset(
    (
        *("browser", "browser_name", "browser_version", "device_name", "platform_name", "referer"),
        *("platform_version", "initiated_at", "timestamp", "city", "country", "country_code"),
        *("created_at_ip", "description", "company_name", "social_profiles", "type", "title"),
        *("mail_subject", "value", "name", "label", "placeholder", "options", "default", "source"),
        *("rating", "feedback_message", "csat_survey_response", "payload", "attribute_key"),
        *("filter_operator", "query_operator", "action_name", "action_params", "values"),
        *("media_url", "actions", "uri", "text", "in_reply_to", "facebook", "twitter", "linkedin"),
        *("github", "instagram", "is_reaction", "last_seen_at", "required"),
    )
)
_SCHEMA_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
_ID_TEXT: Final = re.compile(r"[0-9]{1,18}")
_TIME_KEY: Final = re.compile(r"(?:.*_at|.*_until|.*_since|timestamp|date)")
_TIME: Final = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d[0-9.]{0,10} ?(?:Z|UTC|[+-][\d:]{2,6})?)?"
)
_MENTION: Final = re.compile(r"(mention://(?:user|team)/)(\d{1,9})/")
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{3,8}")
_NAMED: Final = {"inboxes": "name", "inbox": "name", "teams": "name", "team": "name"}
_LABEL_LISTS: Final = frozenset(("labels", "cached_label_list", "cached_label_list_array"))
_LONG: Final = 80
"""Characters; a longer text under an unknown key is prose, in which no word repeats as itself."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What somebody asked to be left as it is, in spite of all."""

    texts: bool = False
    names: bool = False
    """Those of labels, inboxes and teams; never those of people."""


class Redactor:
    """Replaces what a desk told of people, the same by the same as long as it lives.

    `close` throws the key away. With `shift_ids` all ids are another number, further up by the
    same amount, so that nobody can look them up.
    """

    def __init__(
        self, keeping: Keeping | None = None, *, shift_ids: bool = False, key: bytes | None = None
    ) -> None:
        self.keeping = keeping or Keeping()
        self.shift = secrets.randbelow(8_000_000) + 1_000_000 if shift_ids else 0
        self._mask = Mask(key)

    def close(self) -> None:
        """Forget what stands for what, for good."""
        self._mask.forget()

    def redacted(self, data: object, kind: str = "") -> Any:  # noqa: ANN401 (JSON, as it came)
        """Return JSON data without secrets and people; `kind` is the key that it stood under."""
        return self._value(data, kind, "", free=kind in _FREE)

    def text(self, text: str) -> str:
        """Return a sentence without what it said, such as the words of an error."""
        return self._mask.text(SECRETS.hide(text))

    def id_of(self, number: int) -> int:
        """Return the id that stands for this one."""
        return number + self.shift if number else number

    def _value(self, data: object, key: str, holder: str, *, free: bool) -> object:
        match data:
            case None | bool():
                return data
            case dict():
                return self._object(data, key, free=free)
            case list():
                return [self._value(one, key, holder, free=free) for one in data]
            case int() | float():
                return self._number(data, key, free=free)
            case str():
                return self._string(data, key, holder, free=free)
        return None

    def _object(self, data: dict[Any, Any], key: str, *, free: bool) -> dict[str, object]:
        found: dict[str, object] = {}
        for name, value in data.items():
            name = str(name)
            if is_secret_key(name) and not isinstance(value, bool | None):
                found[name if _SCHEMA_KEY.fullmatch(name) else self._mask.word(name)] = STARS
                continue
            is_free = free or name in _FREE
            found[self._key(name, key, free=free)] = self._value(value, name, key, free=is_free)
        return found

    def _key(self, name: str, holder: str, *, free: bool) -> str:
        if holder in ("users", "contacts") and _ID_TEXT.fullmatch(name):
            return str(self.id_of(int(name)))
        if name in _KNOWN_IN_FREE if free else _SCHEMA_KEY.fullmatch(name):
            return name
        return self._mask.word(name)

    def _number(self, value: float, key: str, *, free: bool) -> int | float:
        if key in _PERSONAL:
            return self._mask.number(value)
        if isinstance(value, int) and _is_id(key):
            return self.id_of(value)
        return self._mask.number(value) if free else value

    def _string(self, text: str, key: str, holder: str, *, free: bool) -> str:
        is_own = key not in TEXTS and key not in _PERSONAL and not free
        if not text or (is_own and text in VOCABULARY):
            return text
        if self._stays(text, key, holder):
            return self._moved(SECRETS.hide(text))
        if not free:
            if _is_id(key) and key not in _PERSONAL and _ID_TEXT.fullmatch(text):
                return str(self.id_of(int(text)))
            if key == "extension" and text.lower().lstrip(".") in EXTENSIONS:
                return text
        is_prose = key in TEXTS or len(text) > _LONG
        # Stars first: a secret must not even leave its length behind.
        hidden = SECRETS.hide(text) if SECRETS.holds(text) else text
        return self._moved(self._mask.text(hidden) if is_prose else self._mask.word(hidden))

    def _moved(self, text: str) -> str:
        """Return a text in which the ids of mentions are moved like all others."""
        if not self.shift:
            return text
        return _MENTION.sub(lambda one: f"{one.group(1)}{self.id_of(int(one.group(2)))}/", text)

    def _stays(self, text: str, key: str, holder: str) -> bool:
        if _TIME_KEY.fullmatch(key) and _TIME.fullmatch(text):
            return True
        if key == "color" and _COLOUR.fullmatch(text):
            return True
        if self.keeping.texts and key in TEXTS:
            return True
        if self.keeping.names:
            return (
                key in _LABEL_LISTS
                or _NAMED.get(holder) == key
                or (holder == "labels" and key == "title")
                or key == "inbox_name"
            )
        return False


def _is_id(key: str) -> bool:
    return key in ("id", "in_reply_to") or key.endswith(("_id", "_ids"))
