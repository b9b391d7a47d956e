"""What goes along with the words of a message of ours: what it answers, a mail's heads, a template.

A template's words are what the contact gets; the server is told the template and its values.
"""

from __future__ import annotations

from hoory_tui.lazily import dataclass


@dataclass(frozen=True, slots=True)
class MailHeads:
    """To whom a mail goes besides what the thread says; addresses as they are typed."""

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateUse:
    """A template of the channel and the values of its places, each by the name of its place."""

    name: str
    language: str = ""
    category: str = ""
    namespace: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What goes along; None for what does not."""

    in_reply_to: int | None = None
    heads: MailHeads | None = None
    template: TemplateUse | None = None

    def beside(self, other: Enclosure) -> Enclosure:
        """Return this with what the other one has besides; what both have stays as it is here."""
        return Enclosure(
            self.in_reply_to if self.in_reply_to is not None else other.in_reply_to,
            self.heads if self.heads is not None else other.heads,
            self.template if self.template is not None else other.template,
        )

    def __bool__(self) -> bool:
        return self.in_reply_to is not None or self.heads is not None or self.template is not None
