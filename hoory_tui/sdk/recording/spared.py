"""The words that stay in a redacted text because they are markup or the server's own, nobody's."""

from __future__ import annotations

import re
from typing import Final

SCHEMES: Final = ("https", "http", "mailto", "tel")
TAGS: Final = (
    *("a", "abbr", "b", "blockquote", "body", "br", "caption", "center", "code", "col", "dd"),
    *("del", "div", "dl", "dt", "em", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "head"),
    *("header", "hr", "html", "i", "img", "ins", "kbd", "li", "link", "meta", "ol", "p", "pre"),
    *("s", "script", "section", "small", "span", "strike", "strong", "style", "sub", "sup"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "tt", "u", "ul"),
)
ATTRIBUTES: Final = (
    *("align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color"),
    *("colspan", "dir", "height", "href", "id", "lang", "rel", "rowspan", "src", "style"),
    *("target", "title", "type", "valign", "width"),
)
ENTITIES: Final = ("nbsp", "amp", "lt", "gt", "quot", "apos", "zwnj", "shy", "copy")
EXTENSIONS: Final = (
    *("avi", "bmp", "csv", "doc", "docx", "eml", "gif", "gz", "heic", "htm", "html", "ico", "ics"),
    *("jpeg", "jpg", "json", "log", "m4a", "md", "mov", "mp3", "mp4", "odt", "ogg", "opus", "pdf"),
    *("png", "ppt", "pptx", "rar", "svg", "tar", "tiff", "txt", "vcf", "wav", "webm", "webp"),
    *("xls", "xlsx", "xml", "zip"),
)

SPARED: Final = re.compile(
    rf"\b(?:{'|'.join(SCHEMES[:2])})(?=://)"
    rf"|\b(?:{'|'.join(SCHEMES[2:])})(?=:)"
    r"|\bmention://(?:user|team)/\d{1,9}(?=/)"
    rf"|</?(?:{'|'.join(TAGS)})(?=[\s/>])"
    rf"|(?<=[\s\"'])(?:{'|'.join(ATTRIBUTES)})(?==[\"'])"
    rf"|&(?:{'|'.join(ENTITIES)})(?=;)"
    # Signs that are no letters, as addresses write them.
    r"|%(?:2[0-9A-F]|3[A-F]|40|5[B-F])"
    rf"|\.(?:{'|'.join(EXTENSIONS)})(?=$|[?#\"'\s)\]>,])",
    re.IGNORECASE,
)
"""What tells a drawer of texts how to draw, and tells a reader nothing."""

VOCABULARY: Final = frozenset(
    (
        *("open", "resolved", "pending", "snoozed", "urgent", "high", "medium", "low", "none"),
        *("sent", "delivered", "read", "failed", "progress", "online", "offline", "busy"),
        *("text", "input_text", "input_textarea", "input_email", "input_select", "cards", "form"),
        *("article", "incoming_email", "input_csat", "integrations", "sticker", "voice_call"),
        *("image", "audio", "video", "file", "location", "fallback", "share", "story_mention"),
        *("contact", "ig_reel", "embed", "user", "agent_bot", "captain_assistant", "agent"),
        *("User", "Contact", "AgentBot", "Captain::Assistant", "Team", "Conversation", "Message"),
        *("administrator", "active", "suspended", "custom", "account_id", "missed", "hit"),
        *("active_with_misses", "sms", "whatsapp", "whatsapp_cloud", "default", "twilio"),
        *("google", "microsoft", "other", "link", "checkbox", "list", "number", "date", "regex"),
        *("conversation_creation", "conversation_assignment", "assigned_conversation_new_message"),
        *("conversation_mention", "participating_conversation_new_message"),
        *("sla_missed_first_response", "sla_missed_next_response", "sla_missed_resolution"),
        *("conversation_attribute", "contact_attribute", "facebook", "instagram", "line"),
        *("telegram", "email", "api", "website", "web_widget", "twitter", "tiktok", "voice"),
        *("Channel::Api", "Channel::WebWidget", "Channel::Email", "Channel::Sms"),
        *("Channel::TwilioSms", "Channel::Whatsapp", "Channel::FacebookPage", "Channel::Line"),
        *("Channel::Telegram", "Channel::TwitterProfile", "Channel::Instagram", "Channel::Tiktok"),
        *("Channel::Voice", "web", "mobile", "basic"),
    )
)
"""Values that are of the server's own making and the same at every desk."""
