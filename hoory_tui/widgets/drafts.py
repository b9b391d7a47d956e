"""What is written and not sent, by conversation and mode: words, files and what goes along."""

from __future__ import annotations

from hoory_tui.store.enclosure import Enclosure
from hoory_tui.store.records import OutgoingFile

Files = tuple[OutgoingFile, ...]
DraftKey = tuple[int, bool]
"""The display id of a conversation, and whether it is a private note."""


class Drafts:
    """Drafts and what of them was handed over and is not taken yet; knows no widget."""

    def __init__(self) -> None:
        self.texts: dict[DraftKey, str] = {}
        self.files: dict[DraftKey, Files] = {}
        """What goes along with each draft; it stays with it as the words do."""
        self.enclosures: dict[DraftKey, Enclosure] = {}
        self._leaving: dict[DraftKey, tuple[str, Files]] = {}

    def keep(self, key: DraftKey, text: str) -> None:
        """Let this be the words of a draft; blanks are none."""
        if text.strip():
            self.texts[key] = text
        else:
            self.texts.pop(key, None)

    def enclose(self, key: DraftKey, enclosure: Enclosure | None) -> None:
        """Let exactly this go along with a draft besides its files."""
        if enclosure:
            self.enclosures[key] = enclosure
        else:
            self.enclosures.pop(key, None)

    def attach(self, key: DraftKey, files: Files) -> None:
        """Let exactly these files go along with a draft."""
        if files:
            self.files[key] = files
        else:
            self.files.pop(key, None)

    def shown(self, conversation_id: int) -> str:
        """Return what a row shows of the drafts of a conversation, notes after replies."""
        for private in (False, True):
            if text := self.texts.get((conversation_id, private), ""):
                return text
            if files := self.files.get((conversation_id, private), ()):
                return ", ".join(file.name for file in files)
        return ""

    def conversations(self) -> set[int]:
        """Return the conversations that hold words or files not sent."""
        return {conversation_id for conversation_id, _ in (*self.texts, *self.files)}

    def join(self, key: DraftKey, text: str) -> None:
        """Put in a draft that was kept; what is written there by now is not lost by that."""
        held = self.texts.get(key, "")
        if held not in text:
            text = held if text in held else f"{text}\n{held}"
        self.texts[key] = text

    def give_back(
        self, key: DraftKey, content: str, files: Files, enclosure: Enclosure | None
    ) -> None:
        """Put what was not sent in front of what is there now."""
        held = self.texts.get(key, "")
        if words := "\n".join(part for part in (content, held) if part):
            self.texts[key] = words
        if both := tuple(dict.fromkeys((*files, *self.files.get(key, ())))):
            self.files[key] = both
        if enclosure is not None:
            now = self.enclosures.get(key)
            self.enclose(key, now.beside(enclosure) if now is not None else enclosure)

    def leave(self, key: DraftKey, text: str) -> bool:
        """Note that a draft is handed over as it is; False when that was done already."""
        leaving = (text, self.files.get(key, ()))
        if self._leaving.get(key) == leaving:
            return False
        self._leaving[key] = leaving
        return True

    def stay(self, key: DraftKey) -> None:
        """Note that a draft that was handed over is not taken."""
        self._leaving.pop(key, None)

    def take_over(self, key: DraftKey) -> str:
        """Forget what was handed over, because it is kept elsewhere now, and return the rest."""
        if key not in self._leaving:
            # A message that was never a draft leaves here as well.
            return self.texts.get(key, "")
        words, files = self._leaving.pop(key)
        rest = self.texts.pop(key, "").replace(words, "", 1)
        if rest.strip():
            self.texts[key] = rest
        self.attach(key, tuple(one for one in self.files.get(key, ()) if one not in files))
        self.enclosures.pop(key, None)
        return self.texts.get(key, "")
